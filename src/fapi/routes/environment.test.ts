import { expect, it, test } from 'vitest'
import { createFapi } from '../createFapi'
import { createCaller } from '../testCaller'

test.each([
  ['GET', {}],
  ['PATCH', {}],
  ['POST', { query: { _method: 'PATCH' } }],
])('default: %s answers the settings, unwrapped', async (method, options) => {
  const { call } = await createCaller({ singleSessionMode: true })
  const { status, body } = await call(method, '/v1/environment', options)
  expect(status).toBe(200)
  expect(body.auth_config).toMatchObject({
    object: 'auth_config',
    single_session_mode: true,
    test_mode: true,
    identification_strategies: [
      ...['email_address', 'passkey', 'phone_number', 'username', 'oauth_google', 'oauth_github'],
    ],
    first_factors: [
      ...['email_code', 'email_link', 'oauth_google', 'oauth_github', 'passkey', 'password', 'phone_code'],
      ...['reset_password_email_code', 'reset_password_phone_code', 'ticket'],
    ],
    second_factors: ['backup_code', 'phone_code', 'totp'],
    password: 'required',
    username: 'on',
  })
  expect(body.display_config).toMatchObject({
    instance_environment_type: 'development',
    sign_in_url: 'http://localhost:4400/sign-in',
    sign_up_url: 'http://localhost:4400/sign-up',
  })
  expect(body.user_settings).toMatchObject({
    attributes: {
      email_address: { required: true, verifications: ['email_code', 'email_link'], verify_at_sign_up: true },
      password: { enabled: true, required: true },
      first_name: { enabled: true, required: false },
      phone_number: { enabled: true, required: false, second_factors: ['phone_code'] },
    },
    password_settings: { min_length: 8 },
    sign_up: { mode: 'public', captcha_enabled: false },
  })
})

test('error: 405 for POST', async () => {
  const { call } = await createCaller()
  expect((await call('POST', '/v1/environment')).status).toBe(405)
})

test('behavior: tells whether native apps are served', async () => {
  for (const nativeApi of [true, false]) {
    const { call } = await createCaller({ nativeApi })
    const { auth_config } = (await call('GET', '/v1/environment')).body
    expect(auth_config).toMatchObject({ native_settings: { api_enabled: nativeApi } })
  }
})

it('says of each way whether it is on', async () => {
  const { call } = await createCaller({ strategies: ['email_code', 'enterprise_sso', 'oauth_apple'] })
  const { body } = await call('GET', '/v1/environment')
  expect(body.auth_config).toMatchObject({
    identification_strategies: ['email_address', 'username', 'oauth_apple'],
    first_factors: ['email_code', 'enterprise_sso', 'oauth_apple', 'ticket'],
    second_factors: [],
  })
  const { attributes, social, enterprise_sso } = body.user_settings as Record<string, Record<string, unknown>>
  expect(Object.keys(social!)).toEqual(['oauth_apple'])
  expect(enterprise_sso).toEqual({ enabled: true })
  expect(attributes!.password).toMatchObject({ enabled: false, required: false })
  for (const name of ['passkey', 'phone_number', 'authenticator_app', 'backup_code']) {
    expect(attributes![name], name).toMatchObject({ enabled: false })
  }
})

it('refuses a way that it does not know, by its place', () => {
  expect(() => createFapi({ strategies: ['password', 'telepathy' as 'password'] })).toThrow(
    'strategies[1]: "telepathy" is not served here; choose from password, ',
  )
})
