import { describe, expect, it, test } from 'vitest'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ups'
const form = { email_address: 'dora@example.com', password: 'a-password-of-doras' }
const passing = 'XXXX.DUMMY.TOKEN.XXXX'
const codeOf = ({ status, body }: { status: number; body: { errors?: { code: string }[] } }) =>
  body.errors ? [status, body.errors[0]!.code] : [status]

const stage = (more: object = {}) => createCaller({ signUp: { captcha: true }, ...more })

test('default: none is asked for, and the environment says so', async () => {
  const { call } = await createCaller()
  const { body } = await call('GET', '/v1/environment')
  expect(body).toMatchObject({
    user_settings: { sign_up: { captcha_enabled: false } },
    display_config: { captcha_provider: null, captcha_public_key: null },
  })
  expect((await call('POST', path, { form })).status).toBe(200)
})

describe.each(['test', 'live'] as const)('signUp.captcha, with a %s key', (keyType) => {
  it('names the keys that always pass', async () => {
    const { call } = await stage({ keyType })
    expect((await call('GET', '/v1/environment')).body).toMatchObject({
      user_settings: { sign_up: { captcha_enabled: true, captcha_widget_type: 'smart' } },
      display_config: {
        captcha_provider: 'turnstile',
        captcha_widget_type: 'smart',
        captcha_public_key: '1x00000000000000000000AA',
        captcha_public_key_invisible: '1x00000000000000000000BB',
      },
    })
  })

  it.each([
    [{}, 'captcha_missing_token'],
    [{ captcha_token: '' }, 'captcha_missing_token'],
    [{ captcha_token: `${passing} ` }, 'captcha_invalid'],
    [{ captcha_token: passing.toLowerCase() }, 'captcha_invalid'],
    [{ captcha_error: 'timeout' }, 'captcha_invalid'],
    [{ transfer: 'true' }, 'captcha_missing_token'],
    [{ strategy: 'oauth_google', redirect_url: 'http://localhost:3000/' }, 'captcha_missing_token'],
  ])('refuses %o with %s, and nothing is begun', async (given, code) => {
    const { fapi, call } = await stage({ keyType })
    const answer = await call('POST', path, { form: { ...form, ...given } })
    expect(codeOf(answer)).toEqual([400, code])
    expect(fapi.clients).toEqual([])
  })

  it('lets pass who has solved it, and asks once', async () => {
    const { call } = await stage({ keyType })
    const { body, status } = await call('POST', path, { form: { ...form, captcha_token: passing } })
    expect(status).toBe(200)
    const { id } = body.response
    expect((await call('PATCH', `${path}/${id}`, { form: { first_name: 'Dora' } })).status).toBe(200)
  })

  it('asks nobody who signs in', async () => {
    const { signIn } = await stage({ keyType })
    expect((await signIn('alice')).status).toBe(200)
  })

  it('takes the word of the middle of a visit', async () => {
    const { call, signIn } = await stage({ keyType })
    const verify = (captcha_token: string) =>
      call('POST', '/v1/client/verify', { form: { captcha_token, captcha_action: 'verify' } })
    expect(codeOf(await verify(passing))).toEqual([400, 'client_not_found'])
    await signIn('alice')
    expect(codeOf(await verify(''))).toEqual([400, 'captcha_missing_token'])
    expect(codeOf(await verify('wrong'))).toEqual([400, 'captcha_invalid'])
    expect((await verify(passing)).body).toMatchObject({ response: { object: 'client' }, client: null })
  })
})

test('behavior: a native app is asked for none', async () => {
  const { call } = await stage({ native: true })
  expect((await call('POST', path, { form })).status).toBe(200)
})

test('behavior: who asks for none is told so', async () => {
  const { call, signIn } = await createCaller()
  await signIn('alice')
  expect(codeOf(await call('POST', '/v1/client/verify', { form: { captcha_token: passing } }))).toEqual([
    400,
    'captcha_not_enabled',
  ])
})

test('behavior: a testing token stands for it, for an hour', async () => {
  const { fapi, call } = await stage()
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const url = 'http://localhost:4400/v1/testing_tokens'
  const answer = await fapi.fetch(new Request(url, { method: 'POST', headers }))
  const { token } = (await answer.json()) as { token: string }
  const signUp = (given: string) => call('POST', path, { form, query: { __clerk_testing_token: given } })
  for (const wrong of [
    '',
    'x',
    token.slice(0, -1),
    token.replace(/^\d+/, '1'),
    token.replace(/^\d+/, '9999999999'),
  ])
    expect(codeOf(await signUp(wrong))).toEqual([400, 'captcha_missing_token'])
  expect((await signUp(token)).status).toBe(200)
  fapi.clock.advance(3_601_000)
  expect(codeOf(await signUp(token))).toEqual([400, 'captcha_missing_token'])
})
