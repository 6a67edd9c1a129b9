import { describe, expect, test } from 'vitest'
import { ann, minute, schemes, sessionIn, signedInAnn } from './testUser'

const path = '/v1/me/totp'
const attempt = `${path}/attempt_verification`
const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each(schemes)('default: set up in two steps, with codes to fall back on: %s', async (_, options) => {
  const { ask, fapi } = await signedInAnn(options)
  const begun = await ask('POST', path)
  const { secret, uri } = begun.body.response
  expect(begun.body.response).toMatchObject({
    object: 'totp',
    id: expect.stringMatching(/^totp_/),
    secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    verified: false,
    backup_codes: null,
  })
  expect(new URL(uri!).searchParams.get('secret')).toBe(secret)
  expect(sessionIn(begun).user).toMatchObject({ totp_enabled: false, two_factor_enabled: false })
  const code = await fapi.totpCode(ann.identifier)
  const done = await ask('POST', attempt, { code })
  expect(done.body.response).toMatchObject({ verified: true, secret: null, uri: null })
  const codes = done.body.response.backup_codes!
  expect(new Set(codes).size).toBe(10)
  for (const each of codes) expect(each).toMatch(/^[a-z\d]{8}$/)
  expect(sessionIn(done).user).toMatchObject({
    totp_enabled: true,
    two_factor_enabled: true,
    backup_code_enabled: true,
  })
})

test('behavior: it is asked for from then on; the code that set it up is used up', async () => {
  const { ask, call, fapi } = await signedInAnn()
  await ask('POST', path)
  const code = await fapi.totpCode(ann.identifier)
  await ask('POST', attempt, { code })
  await call('POST', `/v1/client/sessions/${fapi.sessions[0]!.id}/remove`)
  const { body } = await call('POST', '/v1/client/sign_ins', { form: ann })
  expect(body.response.status).toBe('needs_second_factor')
  const prove = (proof: string) =>
    call('POST', `/v1/client/sign_ins/${body.response.id}/attempt_second_factor`, {
      form: { strategy: 'totp', code: proof },
    })
  expect(await prove(code)).toMatchObject({ status: 422, code: 'form_code_incorrect' })
  fapi.clock.advance(30_000)
  expect((await prove(await fapi.totpCode(ann.identifier))).body.response.status).toBe('complete')
})

test('behavior: it is the last of the tasks, in all sessions that wait for it', async () => {
  const { ask, fapi } = await signedInAnn({ user: { tasks: ['setup-mfa'] } })
  const { sessionIds } = await fapi.seedClient({ users: [ann.identifier] })
  expect(fapi.sessions.map(({ status }) => status)).toEqual(['pending', 'pending'])
  await ask('POST', path)
  const done = await ask('POST', attempt, { code: await fapi.totpCode(ann.identifier) })
  expect(sessionIn(done)).toMatchObject({ status: 'active', tasks: null })
  expect(fapi.sessions.find(({ id }) => id === sessionIds[0])!.status).toBe('active')
  const later = await fapi.seedClient({ users: [ann.identifier] })
  expect(fapi.sessions.find(({ id }) => id === later.sessionIds[0])!.status).toBe('active')
})

test('behavior: begun anew, only the last secret counts', async () => {
  const { ask, fapi } = await signedInAnn()
  await ask('POST', path)
  const old = await fapi.totpCode(ann.identifier)
  await ask('POST', path)
  expect(await ask('POST', attempt, { code: old })).toMatchObject({
    status: 422,
    code: 'form_code_incorrect',
  })
  expect((await ask('POST', attempt, { code: await fapi.totpCode(ann.identifier) })).status).toBe(200)
})

test('behavior: removed, with the codes to fall back on; with a telephone they stay', async () => {
  const users = [{}, { phones: [{ number: '+15555550100', isSecondFactor: true }] }]
  for (const user of users) {
    const { ask } = await signedInAnn({ user: { ...user, totpSecret, backupCodes: ['one'] } })
    const removed = await ask('DELETE', path)
    expect(removed.body.response).toMatchObject({ object: 'totp', deleted: true })
    const isLeft = 'phones' in user
    expect(sessionIn(removed).user).toMatchObject({
      totp_enabled: false,
      two_factor_enabled: isLeft,
      backup_code_enabled: isLeft,
    })
    expect(await ask('DELETE', path)).toMatchObject({ status: 404, code: 'resource_not_found' })
  }
})

describe('error', () => {
  test('there is one already', async () => {
    const { ask } = await signedInAnn({ user: { totpSecret } })
    for (const step of [path, attempt]) {
      expect(await ask('POST', step, { code: '000000' })).toMatchObject({
        status: 400,
        code: 'totp_already_enabled',
      })
    }
  })

  test.each([
    [{}, 'form_param_missing'],
    [{ code: '' }, 'form_param_nil'],
    [{ code: '000000' }, 'form_code_incorrect'],
  ])('422 for %o, and it is not set up', async (form, code) => {
    const { ask, fapi } = await signedInAnn({ idSeed: 'a seed whose code is another' })
    await ask('POST', path)
    expect(await fapi.totpCode(ann.identifier)).not.toBe('000000')
    const answer = await ask('POST', attempt, form as Record<string, string>)
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.body.errors[0]!.meta).toEqual({ param_name: 'code' })
    expect(answer.body.meta.client.sessions[0]!.user.totp_enabled).toBe(false)
  })

  test('404 for a code before there is a secret', async () => {
    const { ask, fapi } = await signedInAnn()
    expect(await ask('POST', attempt, { code: '1' })).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    })
    await expect(fapi.totpCode(ann.identifier)).rejects.toThrow('ann@example.com has no authenticator app.')
  })

  test('400 where the instance has none', async () => {
    const { ask } = await signedInAnn({ strategies: ['password'] })
    for (const step of [path, '/v1/me/backup_codes']) {
      expect(await ask('POST', step)).toMatchObject({ status: 400, code: 'form_param_value_disabled' })
    }
  })
})

describe('POST /v1/me/backup_codes', () => {
  const codes = '/v1/me/backup_codes'

  test('default: ten new ones; those before are worthless', async () => {
    const { ask, call, fapi } = await signedInAnn({ user: { totpSecret, backupCodes: ['one'] } })
    const { response } = (await ask('POST', codes)).body
    expect(response).toMatchObject({ object: 'backup_code', codes: { length: 10 } })
    await call('POST', `/v1/client/sessions/${fapi.sessions[0]!.id}/remove`)
    const { body } = await call('POST', '/v1/client/sign_ins', { form: ann })
    const second = `/v1/client/sign_ins/${body.response.id}/attempt_second_factor`
    const prove = (code: string) => call('POST', second, { form: { strategy: 'backup_code', code } })
    expect((await prove('one')).code).toBe('form_code_incorrect')
    expect((await prove(response.codes[3]!)).body.response.status).toBe('complete')
  })

  test('error: 400 where there is no second factor', async () => {
    const { ask } = await signedInAnn()
    expect(await ask('POST', codes)).toMatchObject({ status: 400, code: 'backup_codes_not_available' })
  })
})

test.each<[string, string]>([
  ['POST', path],
  ['DELETE', path],
  ['POST', '/v1/me/backup_codes'],
])('error: 403 for who was verified too long ago: %s %s', async (method, each) => {
  const { ask, fapi } = await signedInAnn({ user: method === 'DELETE' ? { totpSecret } : {} })
  fapi.clock.advance(10 * minute)
  expect(await ask(method, each)).toMatchObject({ status: 403, code: 'session_reverification_required' })
})
