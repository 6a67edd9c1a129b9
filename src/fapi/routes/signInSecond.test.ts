import { decodeJwt } from 'jose'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFapi } from '../createFapi'
import type { FapiOptions } from '../options'
import type { FapiState } from '../state/format'
import { totpCode } from '../state/totp'
import { createCaller } from '../testCaller'

afterEach(() => vi.useRealTimers())

const path = '/v1/client/sign_ins'
// What RFC 6238 has its examples of.
const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const phone = '+12025550123'
const ann = { identifier: 'ann@example.com', password: 'ann-password' }
const anns = {
  totp: { ...ann, totpSecret, backupCodes: ['backup-1', 'backup-2'] },
  phone: { ...ann, phones: [{ number: phone, isSecondFactor: true }, { number: '+12025550124' }] },
}

async function atSecond(user: object = anns.totp, options: FapiOptions & { native?: boolean } = {}) {
  const caller = await createCaller({ users: [{ ...ann, ...user }], ...options })
  const { body } = await caller.call('POST', path, { form: ann })
  const step = (name: string) => (form: Record<string, string>) =>
    caller.call('POST', `${path}/${body.response.id}/${name}`, { form })
  const totp = (steps = 0) => totpCode(totpSecret, Math.floor(caller.fapi.clock.now() / 30_000) + steps)
  const attempt = step('attempt_second_factor')
  return {
    ...caller,
    totp,
    begun: body,
    prepare: step('prepare_second_factor'),
    attempt,
    tryTotp: async (steps = 0) => attempt({ strategy: 'totp', code: await totp(steps) }),
  }
}

describe.each([
  { scheme: 'test', options: {} },
  { scheme: 'live', options: { keyType: 'live' } },
  { scheme: 'native', options: { native: true } },
] as const)('needs_second_factor: $scheme', ({ options }) => {
  test('default: the password waits for the code of an app, which completes it', async () => {
    const { begun, tryTotp } = await atSecond(anns.totp, options)
    expect(begun.response).toMatchObject({
      status: 'needs_second_factor',
      created_session_id: null,
      supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
      first_factor_verification: { status: 'verified', strategy: 'password' },
      second_factor_verification: null,
    })
    expect(begun.client).toMatchObject({ sessions: [], sign_in: { status: 'needs_second_factor' } })
    const { body } = await tryTotp()
    expect(body.response).toMatchObject({
      status: 'complete',
      supported_first_factors: null,
      supported_second_factors: null,
      second_factor_verification: {
        object: 'verification_totp',
        status: 'verified',
        strategy: 'totp',
        attempts: 1,
        expire_at: null,
      },
    })
    const [session] = body.client!.sessions
    expect(session).toMatchObject({ id: body.response.created_session_id, factor_verification_age: [0, 0] })
    expect(decodeJwt(session!.last_active_token!.jwt).fva).toEqual([0, 0])
    expect(body.client).toMatchObject({ sign_in: null, last_authentication_strategy: 'password' })
  })
})

describe('strategy totp', () => {
  test('behavior: a code of the step before or after is good, of two steps away it is not', async () => {
    for (const steps of [-1, 1]) {
      const { tryTotp } = await atSecond()
      expect((await tryTotp(steps)).body.response.status).toBe('complete')
    }
    for (const steps of [-2, 2]) {
      const { tryTotp } = await atSecond()
      const answer = await tryTotp(steps)
      expect(answer).toMatchObject({ status: 422, code: 'form_code_incorrect' })
      expect(answer.body.errors[0]?.meta).toEqual({ param_name: 'code' })
      expect(answer.body.meta.client.sign_in).toMatchObject({
        status: 'needs_second_factor',
        second_factor_verification: { attempts: 1, status: 'unverified' },
      })
    }
  })

  test('behavior: no code is good twice, not even for another browser', async () => {
    vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date'] })
    const mine = await atSecond()
    expect((await mine.tryTotp()).status).toBe(200)
    const other = await createCaller({ fapi: mine.fapi })
    const { id } = (await other.call('POST', path, { form: ann })).body.response
    const attempt = async (steps: number) =>
      other.call('POST', `${path}/${id}/attempt_second_factor`, {
        form: { strategy: 'totp', code: await mine.totp(steps) },
      })
    expect(await attempt(0)).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    expect(await attempt(-1)).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    expect((await attempt(1)).body.response.status).toBe('complete')
  })

  test('behavior: of two attempts at once only one makes a session', async () => {
    const { attempt, tryTotp, fapi } = await atSecond()
    const backup = { strategy: 'backup_code', code: 'backup-1' }
    const answers = await Promise.all([tryTotp(), tryTotp(1), attempt(backup), attempt(backup)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(fapi.sessions).toHaveLength(1)
  })
})

describe('strategy backup_code', () => {
  test('behavior: each is good once', async () => {
    const mine = await atSecond()
    const form = { strategy: 'backup_code', code: 'backup-1' }
    const { body } = await mine.attempt(form)
    expect(body.response).toMatchObject({
      status: 'complete',
      second_factor_verification: { object: 'verification_backup_code', status: 'verified' },
    })
    const other = await createCaller({ fapi: mine.fapi })
    const { id } = (await other.call('POST', path, { form: ann })).body.response
    const again = (code: string) =>
      other.call('POST', `${path}/${id}/attempt_second_factor`, { form: { ...form, code } })
    expect(await again('backup-1')).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    expect((await again('backup-2')).status).toBe(200)
  })

  test('behavior: by themselves they ask for nothing', async () => {
    const { begun } = await atSecond({ backupCodes: ['backup-1'] })
    expect(begun.response.status).toBe('complete')
  })
})

describe('strategy phone_code as second factor', () => {
  test('default: a text brings the code; other telephones are not offered', async () => {
    const { begun, prepare, attempt, fapi } = await atSecond(anns.phone)
    const [factor, ...others] = begun.response.supported_second_factors!
    expect(factor).toEqual({
      strategy: 'phone_code',
      phone_number_id: expect.stringMatching(/^idn_/),
      safe_identifier: '+*********23',
      primary: true,
      default: true,
    })
    expect(others).toEqual([])
    const prepared = await prepare({ strategy: 'phone_code', phone_number_id: factor!.phone_number_id! })
    expect(prepared.body.response.second_factor_verification).toEqual({
      object: 'verification_otp',
      status: 'unverified',
      strategy: 'phone_code',
      attempts: 0,
      expire_at: expect.any(Number),
      channel: 'sms',
    })
    const [text] = fapi.texts.entries
    expect(text).toMatchObject({ to: phone, kind: 'second-factor', code: expect.stringMatching(/^\d{6}$/) })
    expect(fapi.log.entries.at(-1)?.text).toEqual(text)
    expect(JSON.stringify(prepared.body)).not.toContain(text!.code)
    const { body } = await attempt({ strategy: 'phone_code', code: text!.code })
    expect(body.client?.sessions).toMatchObject([{ factor_verification_age: [0, 0] }])
  })

  test('error: attempted before it was prepared, or with the telephone of another', async () => {
    const { prepare, attempt, fapi } = await atSecond(anns.phone)
    const form = { strategy: 'phone_code', code: '424242' }
    expect(await attempt(form)).toMatchObject({ status: 400, code: 'verification_missing' })
    expect(await prepare({ strategy: 'phone_code', phone_number_id: 'idn_x' })).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    })
    expect(fapi.texts.entries).toEqual([])
  })

  test('error: three wrong codes, and an old one', async () => {
    const { prepare, attempt, fapi } = await atSecond({
      phones: [{ number: '+15555550100', isSecondFactor: true }],
    })
    const tryCode = (code: string) => attempt({ strategy: 'phone_code', code })
    await prepare({ strategy: 'phone_code' })
    for (let i = 0; i < 3; i++) expect(await tryCode('000000')).toMatchObject({ status: 422 })
    expect(await tryCode('424242')).toMatchObject({ status: 400, code: 'verification_failed' })
    await prepare({ strategy: 'phone_code' })
    fapi.clock.advance(10 * 60_000)
    expect(await tryCode('424242')).toMatchObject({ status: 400, code: 'verification_expired' })
    await prepare({ strategy: 'phone_code' })
    expect((await tryCode('424242')).body.response.status).toBe('complete')
  })
})

describe('errors', () => {
  test.each([
    ['no strategy', {}, 422, 'form_param_missing'],
    [
      'a strategy that the user lacks',
      { strategy: 'phone_code', code: '1' },
      400,
      'strategy_for_user_invalid',
    ],
    ['a first factor', { strategy: 'password', code: '1' }, 400, 'strategy_for_user_invalid'],
    ['no code', { strategy: 'totp' }, 422, 'form_param_missing'],
    ['an empty code', { strategy: 'totp', code: '' }, 422, 'form_param_nil'],
  ])('error: attempting with %s counts nothing', async (_, form, status, code) => {
    const { attempt, call, begun } = await atSecond()
    expect(await attempt(form as Record<string, string>)).toMatchObject({ status, code })
    const shown = await call('GET', `${path}/${begun.response.id}`)
    expect(shown.body.response.second_factor_verification).toBeNull()
  })

  test('error: there is nothing to prepare for an app', async () => {
    const { prepare } = await atSecond()
    expect(await prepare({ strategy: 'totp' })).toMatchObject({
      status: 400,
      code: 'strategy_for_user_invalid',
    })
  })

  test('error: neither before the first factor nor after the last', async () => {
    const { call, tryTotp, attempt, prepare } = await atSecond()
    const refusal = { status: 400, code: 'client_state_invalid' }
    await tryTotp()
    const verified = { status: 400, code: 'verification_already_verified' }
    expect(await tryTotp(1)).toMatchObject(verified)
    expect(await prepare({ strategy: 'phone_code' })).toMatchObject(refusal)
    const other = await createCaller({ users: [anns.totp] })
    const { id } = (await other.call('POST', path, { form: { identifier: ann.identifier } })).body.response
    const form = { strategy: 'backup_code', code: 'backup-1' }
    expect(await other.call('POST', `${path}/${id}/attempt_second_factor`, { form })).toMatchObject(refusal)
    expect(await attempt({ strategy: 'backup_code', code: 'backup-2' })).toMatchObject(verified)
    expect((await call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
  })

  test('error: a user who was locked meanwhile', async () => {
    const { attempt, fapi } = await atSecond()
    const form = { strategy: 'backup_code', code: 'backup-1' }
    fapi.lockUser(ann.identifier)
    expect(await attempt(form)).toMatchObject({ status: 403, code: 'user_locked' })
    expect(fapi.sessions).toEqual([])
    fapi.unlockUser(ann.identifier)
    expect((await attempt(form)).status).toBe(200)
  })

  test('error: a user who lost the factor meanwhile', async () => {
    const saved: FapiState[] = []
    const storage = { load: () => undefined, save: (state: FapiState) => void saved.push(state) }
    const { begun, credentials } = await atSecond(anns.totp, { native: true, storage })
    const state = saved.at(-1)!
    const users = [{ ...ann, id: state.users[0]!.id! }]
    const fapi = createFapi({ storage: { load: () => ({ ...state, users }) } })
    const later = await createCaller({ native: true, fapi })
    later.credentials.authorization = credentials.authorization!
    for (const step of ['prepare', 'attempt']) {
      const form = { strategy: 'totp', code: '1' }
      const answer = await later.call('POST', `${path}/${begun.response.id}/${step}_second_factor`, { form })
      expect(answer).toMatchObject({ status: 400, code: 'no_second_factors' })
    }
  })

  test('error: 404 for the sign-in of another', async () => {
    const { begun, fapi } = await atSecond()
    const other = await createCaller({ fapi })
    await other.call('POST', '/v1/client')
    const form = { strategy: 'backup_code', code: 'backup-1' }
    const answer = await other.call('POST', `${path}/${begun.response.id}/attempt_second_factor`, { form })
    expect(answer.status).toBe(404)
  })
})

describe('option strategies', () => {
  test('behavior: what the instance does not have is not asked for', async () => {
    const { begun } = await atSecond({ ...anns.totp, ...anns.phone }, { strategies: ['password'] })
    expect(begun.response.status).toBe('complete')
    const phoneOnly = await atSecond(
      { ...anns.totp, ...anns.phone },
      { strategies: ['password', 'phone_code'] },
    )
    expect(phoneOnly.begun.response.supported_second_factors).toMatchObject([{ strategy: 'phone_code' }])
    expect(await phoneOnly.tryTotp()).toMatchObject({ status: 400, code: 'form_param_value_disabled' })
  })

  test('error: who has no second factor has none to prove', async () => {
    const { call } = await createCaller({ users: [ann] })
    const { id } = (await call('POST', path, { form: { identifier: ann.identifier } })).body.response
    const form = { strategy: 'totp', code: '1' }
    expect((await call('POST', `${path}/${id}/attempt_second_factor`, { form })).code).toBe(
      'client_state_invalid',
    )
  })

  test.each([
    ['password', { password: ann.password }],
    ['email_code', {}],
    ['phone_code', {}],
  ])('error: %s as a first factor that is switched off', async (strategy, form) => {
    const strategies = (['password', 'email_code', 'phone_code'] as const).filter((name) => name !== strategy)
    const { call, fapi } = await createCaller({ users: [{ ...ann, ...anns.phone }], strategies })
    const answer = await call('POST', path, { form: { identifier: ann.identifier, strategy, ...form } })
    expect(answer).toMatchObject({ status: 400, code: 'form_param_value_disabled' })
    expect(answer.body.errors[0]?.meta).toEqual({ param_name: 'strategy' })
    expect(fapi.clients).toEqual([])
  })
})

describe('strategy phone_code as first factor', () => {
  test('default: the number and the strategy send a code at once, which signs in', async () => {
    const { call, fapi } = await createCaller({ users: [{ ...ann, phones: [{ number: phone }] }] })
    const identifier = '+1 (202) 555-0123'
    const { body } = await call('POST', path, { form: { identifier, strategy: 'phone_code' } })
    expect(body.response).toMatchObject({
      status: 'needs_first_factor',
      identifier,
      first_factor_verification: { object: 'verification_otp', strategy: 'phone_code', channel: 'sms' },
    })
    expect(body.response.supported_first_factors).toMatchObject([
      { strategy: 'password' },
      { strategy: 'phone_code', safe_identifier: identifier, primary: true },
      { strategy: 'email_code', safe_identifier: 'a***@example.com' },
      { strategy: 'email_link', safe_identifier: 'a***@example.com' },
      { strategy: 'reset_password_phone_code', safe_identifier: identifier },
    ])
    const { code } = await fapi.texts.waitFor({ to: phone, kind: 'sign-in' })
    const done = await call('POST', `${path}/${body.response.id}/attempt_first_factor`, {
      form: { strategy: 'phone_code', code },
    })
    expect(done.body.client).toMatchObject({
      last_authentication_strategy: 'phone_code',
      sessions: [{ factor_verification_age: [0, -1] }],
    })
  })

  test('behavior: who came by e-mail chooses a number, whose code asks for the second factor, too', async () => {
    const users = [{ ...anns.totp, phones: [{ number: phone }, { number: '+12025550177' }] }]
    const { call, fapi } = await createCaller({ users })
    const { body } = await call('POST', path, { form: { identifier: ann.identifier } })
    const factors = body.response.supported_first_factors!.filter(({ strategy }) => strategy === 'phone_code')
    expect(factors).toMatchObject([
      { safe_identifier: '+*********23', primary: true },
      { safe_identifier: '+*********77', primary: false },
    ])
    const step = (name: string, form: Record<string, string>) =>
      call('POST', `${path}/${body.response.id}/${name}_first_factor`, {
        form: { strategy: 'phone_code', ...form },
      })
    await step('prepare', { phone_number_id: factors[1]!.phone_number_id! })
    const [text] = fapi.texts.entries
    expect(text?.to).toBe('+12025550177')
    expect((await step('attempt', { code: text!.code })).body.response.status).toBe('needs_second_factor')
  })

  test('behavior: a number that is not verified is none', async () => {
    const { call } = await createCaller({ users: [{ ...ann, phones: [{ number: phone, verified: false }] }] })
    expect(await call('POST', path, { form: { identifier: phone } })).toMatchObject({
      status: 422,
      code: 'form_identifier_not_found',
    })
  })
})
