import { describe, expect, test } from 'vitest'
import type { FapiOptions } from '../options'
import { type Answer, createCaller } from '../testCaller'

const path = '/v1/client/sign_ins'
const ann = { identifier: 'ann@example.com', password: 'ann-password' }
const second = 1000
const minute = 60 * second

type Options = FapiOptions & { native?: boolean }

async function limited(user: object = {}, options: Options = {}) {
  const caller = await createCaller({ users: [{ ...ann, ...user }], limits: true, ...options })
  await caller.call('POST', '/v1/client')
  const begin = (form: Record<string, string> = { identifier: ann.identifier }) =>
    caller.call('POST', path, { form })
  const { id } = (await begin()).body.response
  const step = (name: string) => (form: Record<string, string>) =>
    caller.call('POST', `${path}/${id}/${name}`, { form })
  const attempt = step('attempt_first_factor')
  /** So slowly that nobody minds. */
  const tryPasswords = async (times: number) => {
    const answers: Answer[] = []
    for (let i = 0; i < times; i++) {
      caller.fapi.clock.advance(20 * second)
      answers.push(await attempt({ password: 'wrong' }))
    }
    return answers
  }
  const shown = async () => {
    const headers = { authorization: `Bearer ${caller.fapi.secretKey}` }
    const request = new Request('http://localhost:4400/v1/users', { headers })
    return (await (await caller.fapi.fetch(request)).json())[0]
  }
  return { ...caller, begin, attempt, prepare: step('prepare_first_factor'), step, tryPasswords, shown }
}

describe.each([
  { scheme: 'test', options: {} },
  { scheme: 'live', options: { keyType: 'live' } },
  { scheme: 'native', options: { native: true } },
] as const)('requests: $scheme', ({ options }) => {
  test('default: five sign-ins in ten seconds, then 429 until the first is as old as that', async () => {
    const { begin, fapi } = await limited({}, options)
    fapi.clock.advance(2 * second)
    for (let i = 0; i < 4; i++) expect((await begin()).status).toBe(200)
    const refused = await begin()
    expect(refused).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect(refused.headers.get('retry-after')).toBe('8')
    fapi.clock.advance(8 * second)
    expect((await begin()).status).toBe(200)
    expect((await begin()).status).toBe(429)
  })

  test('default: three attempts in ten seconds; what was refused was not counted', async () => {
    const { attempt, fapi } = await limited({}, options)
    for (let i = 0; i < 3; i++) expect((await attempt({ password: 'wrong' })).status).toBe(422)
    expect(await attempt({ password: ann.password })).toMatchObject({
      status: 429,
      code: 'too_many_requests',
    })
    fapi.clock.advance(10 * second)
    const { body } = await attempt({ password: ann.password })
    expect(body.response).toMatchObject({ status: 'complete', first_factor_verification: { attempts: 4 } })
  })
})

describe('requests', () => {
  test('behavior: each caller has a count of their own, sign-ups count with sign-ins, polls do not', async () => {
    const { begin, call, fapi } = await limited()
    for (let i = 0; i < 4; i++) expect((await begin()).status).toBe(200)
    expect((await call('POST', '/v1/client/sign_ups')).status).toBe(429)
    const other = await createCaller({ fapi })
    expect((await other.call('POST', path)).status).toBe(200)
    for (let i = 0; i < 9; i++) expect((await call('GET', '/v1/client')).status).toBe(200)
  })

  test('behavior: without the option nobody counts', async () => {
    const { attempt, tryPasswords, prepare, shown, fapi } = await limited({}, { limits: false })
    await tryPasswords(12)
    for (let i = 0; i < 6; i++) {
      await prepare({ strategy: 'email_code' })
      await attempt({ password: 'wrong' })
    }
    expect(fapi.emails.entries).toHaveLength(6)
    expect(await shown()).toMatchObject({ locked: false, verification_attempts_remaining: null })
    expect((await attempt({ password: ann.password })).status).toBe(200)
    const other = await limited({}, { limits: false })
    for (let i = 0; i < 9; i++) expect((await other.begin()).status).toBe(200)
  })
})

describe('another code', () => {
  test('default: is sent thirty seconds after the one before', async () => {
    const { prepare, fapi } = await limited()
    await prepare({ strategy: 'email_code' })
    fapi.clock.advance(10 * second)
    const refused = await prepare({ strategy: 'email_code' })
    expect(refused).toMatchObject({ status: 429, code: 'verification_code_too_many_requests' })
    expect(refused.headers.get('retry-after')).toBe('20')
    expect(fapi.emails.entries).toHaveLength(1)
    fapi.clock.advance(20 * second)
    expect((await prepare({ strategy: 'email_code' })).status).toBe(200)
  })

  test.each([
    ['a text', {}],
    ['a link', { redirect_url: 'http://localhost:3000/' }],
    ['a reset', {}],
  ])('behavior: so is %s, each by itself', async (what, form) => {
    const strategy = {
      'a text': 'phone_code',
      'a link': 'email_link',
      'a reset': 'reset_password_email_code',
    }[what]!
    const { prepare } = await limited({ phones: [{ number: '+12025550123' }] })
    await prepare({ strategy: 'email_code' })
    expect((await prepare({ strategy, ...form })).status).toBe(200)
    expect((await prepare({ strategy, ...form })).code).toBe('verification_code_too_many_requests')
  })

  test('behavior: so is one for the second factor', async () => {
    const { begin, call } = await limited({ phones: [{ number: '+12025550123', isSecondFactor: true }] })
    const { id } = (await begin(ann)).body.response
    const prepare = () =>
      call('POST', `${path}/${id}/prepare_second_factor`, { form: { strategy: 'phone_code' } })
    expect((await prepare()).status).toBe(200)
    expect(await prepare()).toMatchObject({ status: 429, code: 'verification_code_too_many_requests' })
  })

  test('behavior: a sign-up waits, too', async () => {
    const { call } = await limited()
    const form = { email_address: 'dora@example.com', password: 'a-password-of-doras' }
    const { id } = (await call('POST', '/v1/client/sign_ups', { form })).body.response
    const prepare = () =>
      call('POST', `/v1/client/sign_ups/${id}/prepare_verification`, { form: { strategy: 'email_code' } })
    expect((await prepare()).status).toBe(200)
    expect(await prepare()).toMatchObject({ status: 429, code: 'verification_code_too_many_requests' })
  })
})

describe('lockout', () => {
  test('default: ten wrong passwords lock for an hour, with a warning before', async () => {
    const { attempt, begin, tryPasswords, shown, fapi } = await limited()
    const answers = await tryPasswords(10)
    expect(answers.map(({ body }) => body.errors.map(({ code }) => code).join())).toEqual([
      ...Array.from({ length: 7 }, () => 'form_password_incorrect'),
      ...Array.from({ length: 3 }, () => 'form_password_incorrect,account_lockout_warning'),
    ])
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 422))
    expect(answers.slice(7).map(({ body }) => body.errors[1]?.meta)).toEqual(
      [2, 1, 0].map((verification_attempts_remaining) => ({ verification_attempts_remaining })),
    )
    fapi.clock.advance(minute)
    for (const answer of [await attempt({ password: ann.password }), await begin(ann)]) {
      expect(answer).toMatchObject({ status: 403, code: 'user_locked' })
      expect(answer.body.errors[0]?.meta).toEqual({ lockout_expires_in_seconds: 59 * 60 })
    }
    expect(await shown()).toMatchObject({
      locked: true,
      lockout_expires_in_seconds: 59 * 60,
      verification_attempts_remaining: 0,
    })
    expect(fapi.users[0]?.locked).toBe(true)
    fapi.clock.advance(59 * minute)
    expect(fapi.users[0]?.locked).toBe(false)
    expect(await shown()).toMatchObject({
      locked: false,
      lockout_expires_in_seconds: null,
      verification_attempts_remaining: 10,
    })
    expect((await attempt({ password: 'wrong' })).body.errors).toHaveLength(1)
    expect(await shown()).toMatchObject({ locked: false, verification_attempts_remaining: 9 })
    expect((await begin(ann)).body.response.status).toBe('complete')
  })

  test('behavior: a sign-in forgets what was wrong before, half of one does not', async () => {
    const { attempt, tryPasswords, shown } = await limited()
    await tryPasswords(4)
    expect(await shown()).toMatchObject({ verification_attempts_remaining: 6 })
    expect((await attempt({ password: ann.password })).status).toBe(200)
    expect(await shown()).toMatchObject({ verification_attempts_remaining: 10 })
    const other = await limited({ backupCodes: ['one'], totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' })
    await other.tryPasswords(4)
    other.fapi.clock.advance(minute)
    await other.attempt({ password: ann.password })
    const tryTotp = () => other.step('attempt_second_factor')({ strategy: 'totp', code: '000000' })
    await tryTotp()
    expect(await other.shown()).toMatchObject({ verification_attempts_remaining: 5 })
    other.fapi.clock.advance(minute)
    await other.step('attempt_second_factor')({ strategy: 'backup_code', code: 'one' })
    expect(await other.shown()).toMatchObject({ verification_attempts_remaining: 10 })
  })

  test('behavior: codes of all kinds count', async () => {
    const { begin, call, attempt, prepare, shown, fapi } = await limited()
    for (const strategy of ['email_code', 'reset_password_email_code']) {
      await prepare({ strategy })
      const sent = fapi.emails.entries.at(-1)!.code
      await attempt({ strategy, code: sent === '000000' ? '000001' : '000000' })
    }
    expect(await shown()).toMatchObject({ verification_attempts_remaining: 8 })
    // Neither what is missing nor a strategy that there is not.
    await attempt({ strategy: 'email_code' })
    fapi.clock.advance(minute)
    await attempt({ strategy: 'totp', code: '1' })
    await begin({ ...ann, password: 'wrong' })
    expect(await shown()).toMatchObject({ verification_attempts_remaining: 7 })
    expect((await call('GET', '/v1/client')).status).toBe(200)
  })

  test('behavior: who was locked by hand stays so until somebody unlocks them', async () => {
    const { begin, tryPasswords, fapi } = await limited()
    fapi.lockUser(ann.identifier)
    fapi.clock.advance(24 * 60 * minute)
    const refused = await begin(ann)
    expect(refused).toMatchObject({ status: 403, code: 'user_locked' })
    expect(refused.body.errors[0]?.meta).toEqual({ lockout_expires_in_seconds: null })
    fapi.unlockUser(ann.identifier)
    fapi.clock.advance(-24 * 60 * minute)
    await tryPasswords(10)
    expect(fapi.users[0]?.locked).toBe(true)
    fapi.unlockUser(ann.identifier)
    fapi.clock.advance(minute)
    expect((await begin(ann)).body.response.status).toBe('complete')
  })

  test('behavior: the environment says so', async () => {
    for (const limits of [true, false]) {
      const { call } = await limited({}, { limits })
      const { body } = await call('GET', '/v1/environment')
      expect(body.user_settings.attack_protection).toMatchObject({
        user_lockout: { enabled: limits, max_attempts: 10, duration_in_minutes: 60 },
      })
    }
  })
})
