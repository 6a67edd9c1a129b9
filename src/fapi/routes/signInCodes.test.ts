import { describe, expect, test } from 'vitest'
import { createCaller, type TestCaller } from '../testCaller'

const path = '/v1/client/sign_ins'
const alice = { identifier: 'alice@example.com', password: 'alice-password' }
const minute = 60_000

async function withCode(given?: TestCaller) {
  const caller = given ?? (await createCaller())
  const form = { identifier: alice.identifier, strategy: 'email_code' }
  const begun = await caller.call('POST', path, { form })
  const step = (name: string) => (form: Record<string, string>) =>
    caller.call('POST', `${path}/${begun.body.response.id}/${name}_first_factor`, { form })
  const { code } = caller.fapi.emails.entries.at(-1)!
  const wrong = code === '000000' ? '000001' : '000000'
  const [prepare, attempt] = [step('prepare'), step('attempt')]
  const tryCode = (code: string) => attempt({ strategy: 'email_code', code })
  return { ...caller, begun, code, wrong, prepare, attempt, tryCode }
}

describe('strategy email_code', () => {
  test('default: the identifier and the strategy send a code at once, which signs in', async () => {
    const { begun, code, tryCode, fapi } = await withCode()
    expect(begun.body.response).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: {
        object: 'verification_otp',
        status: 'unverified',
        strategy: 'email_code',
        attempts: 0,
      },
    })
    const { expire_at } = begun.body.response.first_factor_verification!
    expect(expire_at).toBe(fapi.emails.entries[0]!.time + 10 * minute)
    const { body } = await tryCode(code)
    expect(body.response).toMatchObject({
      status: 'complete',
      first_factor_verification: { status: 'verified', strategy: 'email_code', attempts: 1 },
    })
    expect(body.client).toMatchObject({
      sign_in: null,
      last_authentication_strategy: 'email_code',
      sessions: [{ id: body.response.created_session_id, status: 'active' }],
    })
  })

  test('behavior: preparing sends a new code, and only the new one is good', async () => {
    const { begun, code, prepare, tryCode, fapi } = await withCode()
    const factor = begun.body.response.supported_first_factors!.find(
      ({ strategy }) => strategy === 'email_code',
    )!
    const prepared = await prepare({ strategy: 'email_code', email_address_id: factor.email_address_id! })
    expect(prepared.body.response).toMatchObject({ first_factor_verification: { attempts: 0 } })
    const second = fapi.emails.entries[1]!.code
    if (second !== code) expect((await tryCode(code)).code).toBe('form_code_incorrect')
    expect((await tryCode(second)).body.response.status).toBe('complete')
  })

  test('behavior: three wrong codes fail it, a new code begins anew', async () => {
    const { begun, call, wrong, code, prepare, tryCode, fapi } = await withCode()
    for (const attempts of [1, 2, 3]) {
      const answer = await tryCode(wrong)
      expect(answer).toMatchObject({ status: 422, code: 'form_code_incorrect' })
      expect(answer.body.errors[0]?.meta).toEqual({ param_name: 'code' })
      expect(answer.body.meta.client.sign_in).toMatchObject({
        first_factor_verification: { attempts, status: attempts === 3 ? 'failed' : 'unverified' },
      })
    }
    expect(await tryCode(code)).toMatchObject({ status: 400, code: 'verification_failed' })
    const shown = await call('GET', `${path}/${begun.body.response.id}`)
    expect(shown.body.response).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: { status: 'failed', attempts: 3 },
    })
    await prepare({ strategy: 'email_code' })
    expect((await tryCode(fapi.emails.entries.at(-1)!.code)).status).toBe(200)
  })

  test('behavior: a code lives ten minutes', async () => {
    const { begun, call, code, tryCode, fapi } = await withCode()
    fapi.clock.advance(10 * minute)
    expect(await tryCode(code)).toMatchObject({ status: 400, code: 'verification_expired' })
    const shown = await call('GET', `${path}/${begun.body.response.id}`)
    expect(shown.body.response.first_factor_verification).toMatchObject({ status: 'expired', attempts: 0 })
    fapi.clock.advance(-minute)
    expect((await tryCode(code)).status).toBe(200)
  })

  test('behavior: the code of a test address is 424242', async () => {
    const { call, fapi } = await createCaller({ users: [{ identifier: 'Ann+clerk_test@example.com' }] })
    const form = { identifier: 'ann+clerk_test@example.com', strategy: 'email_code' }
    const { id } = (await call('POST', path, { form })).body.response
    const { body } = await call('POST', `${path}/${id}/attempt_first_factor`, {
      form: { strategy: 'email_code', code: ' 424242 ' },
    })
    expect(body.response.status).toBe('complete')
    expect(fapi.emails.entries).toMatchObject([{ to: 'Ann+clerk_test@example.com', code: '424242' }])
  })

  test('behavior: the password may be tried instead; the code stays as good as it was', async () => {
    const { attempt, code, wrong, tryCode } = await withCode()
    await tryCode(wrong)
    const refused = await attempt({ strategy: 'password', password: 'wrong' })
    expect(refused.code).toBe('form_password_incorrect')
    expect(refused.body.meta.client.sign_in).toMatchObject({
      first_factor_verification: { strategy: 'password', attempts: 1 },
    })
    const { body } = await tryCode(code)
    expect(body.response).toMatchObject({
      status: 'complete',
      first_factor_verification: { strategy: 'email_code', attempts: 2 },
    })
  })

  test('behavior: a wrong code in between leaves the count of wrong passwords', async () => {
    const { attempt, wrong, tryCode } = await withCode()
    await attempt({ strategy: 'password', password: 'wrong' })
    await tryCode(wrong)
    const { body } = await attempt({ strategy: 'password', password: alice.password })
    expect(body.response.first_factor_verification).toMatchObject({ attempts: 2, strategy: 'password' })
  })

  test('behavior: a new code replaces the one before, whatever was tried in between', async () => {
    const { attempt, wrong, tryCode, prepare, fapi } = await withCode()
    for (let i = 0; i < 3; i++) await tryCode(wrong)
    await attempt({ strategy: 'password', password: 'wrong' })
    await prepare({ strategy: 'email_code' })
    await attempt({ strategy: 'password', password: 'wrong' })
    expect((await tryCode(fapi.emails.entries[1]!.code)).body.response.status).toBe('complete')
  })

  test('behavior: a user without a password has no such factor', async () => {
    const { call, fapi } = await createCaller({ users: [{ identifier: alice.identifier }] })
    const { body } = await call('POST', path, { form: { identifier: alice.identifier } })
    expect(body.response.supported_first_factors).toMatchObject([
      { strategy: 'email_code' },
      { strategy: 'email_link' },
    ])
    const refusal = { status: 400, code: 'strategy_for_user_invalid' }
    const id = body.response.id
    const form = { strategy: 'password', password: 'x' }
    expect(await call('POST', `${path}/${id}/attempt_first_factor`, { form })).toMatchObject(refusal)
    expect(await call('POST', path, { form: alice })).toMatchObject(refusal)
    expect(fapi.users[0]).toMatchObject({ password: undefined })
  })

  test.each([
    ['no strategy', {}, 422, 'form_param_missing'],
    ['a strategy with nothing to prepare', { strategy: 'password' }, 400, 'strategy_for_user_invalid'],
    ['an unknown strategy', { strategy: 'phone_code' }, 400, 'strategy_for_user_invalid'],
    [
      'the address of another',
      { strategy: 'email_code', email_address_id: 'idn_x' },
      404,
      'resource_not_found',
    ],
  ])('error: preparing with %s sends nothing', async (_, form, status, code) => {
    const { prepare, fapi } = await withCode()
    expect(await prepare(form)).toMatchObject({ status, code })
    expect(fapi.emails.entries).toHaveLength(1)
  })

  test('error: a code that is missing or empty is not counted', async () => {
    const { attempt, code, tryCode } = await withCode()
    expect(await attempt({ strategy: 'email_code' })).toMatchObject({
      status: 422,
      code: 'form_param_missing',
    })
    expect(await tryCode('')).toMatchObject({ status: 422, code: 'form_param_nil' })
    expect((await tryCode(code)).body.response.first_factor_verification?.attempts).toBe(1)
  })

  test('error: a code before any was sent', async () => {
    const { call } = await createCaller()
    const { id } = (await call('POST', path, { form: { identifier: alice.identifier } })).body.response
    const form = { strategy: 'email_code', code: '424242' }
    const answer = await call('POST', `${path}/${id}/attempt_first_factor`, { form })
    expect(answer).toMatchObject({ status: 400, code: 'verification_missing' })
  })

  test('error: neither prepared nor attempted once it is complete, or abandoned after a day', async () => {
    const { begun, call, code, prepare, tryCode, fapi } = await withCode()
    const gone = { status: 404, code: 'resource_not_found' }
    fapi.clock.advance(24 * 60 * minute)
    expect(await prepare({ strategy: 'email_code' })).toMatchObject(gone)
    expect(await tryCode(code)).toMatchObject(gone)
    expect(await call('GET', `${path}/${begun.body.response.id}`)).toMatchObject(gone)
    expect((await call('GET', '/v1/client')).body.response.sign_in).toBeNull()
    fapi.clock.advance(-24 * 60 * minute)
    await tryCode(code)
    expect(await tryCode(code)).toMatchObject({ status: 400, code: 'verification_already_verified' })
    expect(await prepare({ strategy: 'email_code' })).toMatchObject({
      status: 400,
      code: 'client_state_invalid',
    })
    expect(fapi.emails.entries).toHaveLength(1)
  })

  test.each([
    ['locked', 'user_locked'],
    ['banned', 'user_banned'],
  ])('error: a %s user gets no code', async (flag, code) => {
    const { call, fapi } = await createCaller({ users: [{ ...alice, [flag]: true }] })
    const form = { identifier: alice.identifier, strategy: 'email_code' }
    expect(await call('POST', path, { form })).toMatchObject({ status: 403, code })
    expect(fapi.emails.entries).toEqual([])
    expect(fapi.clients).toEqual([])
  })

  test('error: another client reaches neither the sign-in nor its code', async () => {
    const mine = await withCode()
    const other = await createCaller({ fapi: mine.fapi })
    await other.call('POST', '/v1/client')
    const form = { strategy: 'email_code', code: mine.code }
    const url = `${path}/${mine.begun.body.response.id}/attempt_first_factor`
    expect((await other.call('POST', url, { form })).status).toBe(404)
    expect((await mine.tryCode(mine.code)).body.response.first_factor_verification?.attempts).toBe(1)
  })

  test('behavior: a new sign-in takes the place of the old one, whose code is worth nothing', async () => {
    const { begun, call, code, tryCode, prepare, signIn } = await withCode()
    await signIn('bob')
    const replaced = { status: 403, code: 'resource_forbidden' }
    expect(await tryCode(code)).toMatchObject(replaced)
    expect(await prepare({ strategy: 'email_code' })).toMatchObject(replaced)
    expect((await call('GET', `${path}/${begun.body.response.id}`)).status).toBe(404)
  })
})
