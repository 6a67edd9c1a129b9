import { describe, expect, test } from 'vitest'
import { createCaller } from '../../testCaller'
import { ann, minute, schemes, sessionIn, signedInAnn, type TestUser } from './testUser'

const path = '/v1/me/phone_numbers'
const number = '+15555550123'
const strategy = 'phone_code'

/** A number of Ann's, as far as the steps go. */
async function added(user: TestUser, ...steps: ('prepare' | 'verify' | 'reserve')[]) {
  const { id } = (await user.ask('POST', path, { phone_number: number })).body.response
  const own = `${path}/${id}`
  for (const step of steps) {
    if (step === 'prepare') await user.ask('POST', `${own}/prepare_verification`, { strategy })
    if (step === 'verify') await user.ask('POST', `${own}/attempt_verification`, { code: '424242' })
    if (step === 'reserve') await user.ask('PATCH', own, { reserved_for_second_factor: 'true' })
  }
  return { id, own }
}

test.each(schemes)('default: added, proved and kept as the second factor: %s', async (_, options) => {
  const { ask, fapi } = await signedInAnn({ ...options, user: { tasks: ['setup-mfa'] } })
  // As clerk-js writes the path.
  const made = await ask('POST', `${path}/`, { phone_number: '+1 (415) 555-2671' })
  expect(made.body.response).toMatchObject({
    object: 'phone_number',
    id: expect.stringMatching(/^idn_/),
    phone_number: '+14155552671',
    reserved_for_second_factor: false,
    verification: null,
    backup_codes: null,
  })
  const own = `${path}/${made.body.response.id}`
  const prepared = await ask('POST', `${own}/prepare_verification`, { strategy })
  expect(prepared.body.response).toMatchObject({
    verification: { object: 'verification_otp', status: 'unverified', strategy, attempts: 0, channel: 'sms' },
  })
  const { code, kind, to } = fapi.texts.entries[0]!
  expect([kind, to]).toEqual(['verification', '+14155552671'])
  expect(JSON.stringify(prepared.body)).not.toContain(code)
  const verified = await ask('POST', `${own}/attempt_verification`, { code })
  expect(verified.body.response).toMatchObject({ verification: { status: 'verified', attempts: 1 } })
  expect(sessionIn(verified)).toMatchObject({
    status: 'pending',
    user: { primary_phone_number_id: made.body.response.id, two_factor_enabled: false },
  })
  const reserved = await ask('PATCH', own, { reserved_for_second_factor: 'true' })
  expect(reserved.body.response).toMatchObject({
    reserved_for_second_factor: true,
    default_second_factor: true,
    backup_codes: { length: 10 },
  })
  expect(sessionIn(reserved)).toMatchObject({
    status: 'active',
    tasks: null,
    user: { two_factor_enabled: true },
  })
  // Those that are there are not shown again.
  expect(
    (await ask('PATCH', own, { reserved_for_second_factor: 'true' })).body.response.backup_codes,
  ).toBeNull()
})

test('behavior: one that was proved signs in, and one that was not does not', async () => {
  const user = await signedInAnn()
  const { own } = await added(user, 'prepare')
  const elsewhere = () => user.call('POST', '/v1/client/sign_ins', { form: { identifier: number } })
  expect(await elsewhere()).toMatchObject({ status: 422, code: 'form_identifier_not_found' })
  await user.ask('POST', `${own}/attempt_verification`, { code: '424242' })
  expect(await elsewhere()).toMatchObject({ status: 400, code: 'identifier_already_signed_in' })
})

test('behavior: no longer kept as the second factor, the codes to fall back on go', async () => {
  const user = await signedInAnn()
  const { own } = await added(user, 'prepare', 'verify', 'reserve')
  const freed = await user.ask('PATCH', own, { reserved_for_second_factor: 'false' })
  expect(freed.body.response).toMatchObject({
    reserved_for_second_factor: false,
    default_second_factor: false,
  })
  expect(sessionIn(freed).user).toMatchObject({ two_factor_enabled: false, backup_code_enabled: false })
})

test('behavior: removed, it signs in nobody', async () => {
  const user = await signedInAnn()
  const { id, own } = await added(user, 'prepare', 'verify', 'reserve')
  const removed = await user.ask('DELETE', own)
  expect(removed.body.response).toEqual({ object: 'phone_number', id, deleted: true })
  expect(sessionIn(removed).user).toMatchObject({ phone_numbers: [], two_factor_enabled: false })
  const answer = await user.call('POST', '/v1/client/sign_ins', { form: { identifier: number } })
  expect(answer.code).toBe('form_identifier_not_found')
})

describe('error', () => {
  const others = [{ identifier: 'bea@example.com', phones: [{ number: '+15555550199' }] }]

  test.each([
    [{}, 'form_param_missing'],
    [{ phone_number: '' }, 'form_param_nil'],
    [{ phone_number: '12' }, 'form_param_format_invalid'],
    [{ phone_number: '+15555550199' }, 'form_identifier_exists'],
    [{ phone_number: number }, 'form_identifier_exists'],
  ])('422 for %o, and it is not added', async (form, code) => {
    const user = await signedInAnn({ others })
    await added(user)
    const answer = await user.ask('POST', path, form as Record<string, string>)
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.body.errors[0]!.meta).toEqual({ param_name: 'phone_number' })
    expect(answer.body.meta.client.sessions[0]!.user.phone_numbers).toHaveLength(1)
  })

  test('403 for the eleventh', async () => {
    const { ask } = await signedInAnn()
    for (let count = 10; count < 20; count++) await ask('POST', path, { phone_number: `+155555501${count}` })
    const answer = await ask('POST', path, { phone_number: number })
    expect(answer).toMatchObject({ status: 403, code: 'action_blocked' })
  })

  test('of codes: none asked for, wrong, too often, too late, again', async () => {
    const user = await signedInAnn()
    const { own } = await added(user)
    const attempt = (code: string) => user.ask('POST', `${own}/attempt_verification`, { code })
    expect(await attempt('424242')).toMatchObject({ status: 400, code: 'verification_missing' })
    await user.ask('POST', `${own}/prepare_verification`, { strategy })
    for (let count = 0; count < 3; count++) {
      expect(await attempt('1')).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    }
    expect(await attempt('424242')).toMatchObject({ status: 400, code: 'verification_failed' })
    await user.ask('POST', `${own}/prepare_verification`, { strategy })
    user.fapi.clock.advance(10 * minute)
    expect(await attempt('424242')).toMatchObject({ status: 400, code: 'verification_expired' })
    await user.ask('POST', `${own}/prepare_verification`, { strategy })
    expect((await attempt('424242')).status).toBe(200)
    expect(await attempt('424242')).toMatchObject({ status: 400, code: 'verification_already_verified' })
    const again = await user.ask('POST', `${own}/prepare_verification`, { strategy })
    expect(again).toMatchObject({ status: 400, code: 'verification_already_verified' })
  })

  test('400 for the number that is the only way in', async () => {
    const ann = { identifier: 'annie', username: 'annie', password: undefined, phones: [{ number }] }
    const { ask, fapi } = await signedInAnn({ user: ann })
    const { id } = (await ask('GET', '/v1/me')).body.response.phone_numbers[0]!
    const answer = await ask('DELETE', `${path}/${id}`)
    expect(answer).toMatchObject({ status: 400, code: 'last_identification_deletion_failed' })
    const caller = await createCaller({ fapi })
    const form = { identifier: number, strategy }
    expect((await caller.call('POST', '/v1/client/sign_ins', { form })).status).toBe(200)
  })

  test('400 for a number that another user has proved meanwhile', async () => {
    const user = await signedInAnn({ others: [{ identifier: 'bea@example.com', password: 'bea-password' }] })
    const { own } = await added(user, 'prepare')
    const bea = await createCaller({ fapi: user.fapi })
    const { body } = await bea.call('POST', '/v1/client/sign_ins', {
      form: { identifier: 'bea@example.com', password: 'bea-password' },
    })
    const query = { _clerk_session_id: body.response.created_session_id! }
    const theirs = (await bea.call('POST', path, { form: { phone_number: number }, query })).body.response.id
    await bea.call('POST', `${path}/${theirs}/prepare_verification`, { form: { strategy }, query })
    await bea.call('POST', `${path}/${theirs}/attempt_verification`, { form: { code: '424242' }, query })
    const answer = await user.ask('POST', `${own}/attempt_verification`, { code: '424242' })
    expect(answer).toMatchObject({ status: 400, code: 'identification_claimed' })
  })

  test('400 for one that was not proved, 422 for what is neither true nor false', async () => {
    const user = await signedInAnn()
    const { own } = await added(user)
    const patch = (reserved_for_second_factor: string) =>
      user.ask('PATCH', own, { reserved_for_second_factor })
    expect(await patch('true')).toMatchObject({ status: 400, code: 'verification_missing' })
    expect(await patch('yes')).toMatchObject({ status: 422, code: 'form_param_value_invalid' })
    expect((await user.ask('GET', '/v1/me')).body.response.two_factor_enabled).toBe(false)
  })

  test('422 for another strategy, 404 for a number that is not one’s own', async () => {
    const user = await signedInAnn({ others })
    const { own } = await added(user)
    const prepare = (each: string, given: string) =>
      user.ask('POST', `${each}/prepare_verification`, { strategy: given })
    expect(await prepare(own, 'email_code')).toMatchObject({ status: 422, code: 'form_param_value_invalid' })
    const unknown = `${path}/idn_x`
    const answers = [
      await prepare(unknown, strategy),
      await user.ask('POST', `${unknown}/attempt_verification`, { code: '1' }),
      await user.ask('PATCH', unknown, {}),
      await user.ask('DELETE', unknown),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, code: 'resource_not_found' })
  })

  test('400 for a number without which nobody knows who it is', async () => {
    const user = await signedInAnn({ others: [{ identifier: number, phones: [{ number }] }] })
    const other = await createCaller({ fapi: user.fapi })
    await other.call('POST', '/v1/client')
    const id = user.fapi.signIn(user.fapi.clients.at(-1)!.id, number)
    const query = { _clerk_session_id: id }
    const { phone_numbers } = (await other.call('GET', '/v1/me', { query })).body.response
    const answer = await other.call('DELETE', `${path}/${phone_numbers[0]!.id}`, { query })
    expect(answer).toMatchObject({ status: 400, code: 'last_identification_deletion_failed' })
  })

  test('400 where the instance has no telephones', async () => {
    const { ask } = await signedInAnn({ strategies: ['password'] })
    const answer = await ask('POST', path, { phone_number: number })
    expect(answer).toMatchObject({ status: 400, code: 'form_param_value_disabled' })
  })

  test.each(['POST', 'PATCH', 'DELETE'])('403 for who was verified too long ago: %s', async (method) => {
    const user = await signedInAnn({ user: { ...ann, phones: [{ number: '+15555550111' }] } })
    const { own } = await added(user)
    user.fapi.clock.advance(10 * minute)
    const answer = await user.ask(method, method === 'POST' ? path : own, { phone_number: '+15555550177' })
    expect(answer).toMatchObject({ status: 403, code: 'session_reverification_required' })
  })
})
