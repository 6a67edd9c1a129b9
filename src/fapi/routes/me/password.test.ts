import { describe, expect, test } from 'vitest'
import { ann, annElsewhere, minute, schemes, sessionIn, signedInAnn } from './testUser'

const path = '/v1/me/change_password'
const wanted = 'another-password'

const signIn = async (user: Awaited<ReturnType<typeof signedInAnn>>, password: string) => {
  const other = await annElsewhere(user)
  await other.call('DELETE', '/v1/client/sessions')
  return other.call('POST', '/v1/client/sign_ins', { form: { ...ann, password } })
}

test.each(schemes)('default: another password from then on: %s', async (_, options) => {
  const user = await signedInAnn(options)
  user.fapi.clock.advance(1000)
  const { status, body } = await user.ask('POST', path, { new_password: wanted })
  expect([status, body.response.object]).toEqual([200, 'user'])
  expect(body.response.password_last_updated_at).toBeGreaterThan(body.client!.sessions[0]!.last_active_at)
  expect(user.fapi.users[0]!.password).toBe(wanted)
})

test('behavior: the old one signs in nobody', async () => {
  const user = await signedInAnn()
  await user.ask('POST', path, { new_password: wanted, current_password: ann.password })
  expect(await signIn(user, ann.password)).toMatchObject({ status: 422, code: 'form_password_incorrect' })
  expect((await signIn(user, wanted)).body.response.status).toBe('complete')
})

test('behavior: it is the last of the tasks, for good', async () => {
  const user = await signedInAnn({ user: { tasks: ['reset-password'] } })
  const done = await user.ask('POST', path, { new_password: wanted })
  expect(sessionIn(done)).toMatchObject({ status: 'active', tasks: null })
  expect((await signIn(user, wanted)).body.client!.sessions[0]!.status).toBe('active')
})

test('behavior: a first one, of who signed in without', async () => {
  const user = await signedInAnn({ user: { password: undefined } })
  const done = await user.ask('POST', path, { new_password: wanted })
  expect(sessionIn(done).user.password_enabled).toBe(true)
})

test.each(['true', 'false', undefined])('parameters: sign_out_of_other_sessions=%s', async (others) => {
  const user = await signedInAnn()
  const other = await annElsewhere(user)
  const form = { new_password: wanted, ...(others && { sign_out_of_other_sessions: others }) }
  await user.ask('POST', path, form)
  const status = (id: string) => user.fapi.sessions.find((session) => session.id === id)!.status
  expect([status(user.sessionId), status(other.sessionId)]).toEqual([
    'active',
    others === 'true' ? 'revoked' : 'active',
  ])
})

describe('error', () => {
  test.each<[Record<string, string>, string, string]>([
    [{}, 'form_param_missing', 'new_password'],
    [{ new_password: '' }, 'form_param_nil', 'new_password'],
    [{ new_password: 'short' }, 'form_password_length_too_short', 'new_password'],
    [{ new_password: 'x'.repeat(73) }, 'form_password_length_too_long', 'new_password'],
    [{ new_password: ann.identifier }, 'form_password_matches_identifier', 'new_password'],
    [{ new_password: ann.password }, 'form_new_password_matches_current', 'new_password'],
    [{ new_password: wanted, current_password: 'wrong' }, 'form_password_incorrect', 'current_password'],
  ])('422 for %o, and nothing has changed', async (form, code, param_name) => {
    const user = await signedInAnn({ user: { tasks: ['reset-password'] } })
    const other = await annElsewhere(user)
    const answer = await user.ask('POST', path, { sign_out_of_other_sessions: 'true', ...form })
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.body.errors[0]!.meta).toEqual({ param_name })
    expect(user.fapi.users[0]!.password).toBe(ann.password)
    expect(user.fapi.sessions.map(({ status }) => status)).toEqual(['pending', 'pending'])
    expect(other.sessionId).toBeTruthy()
  })

  test('400 where the instance has no passwords', async () => {
    const { ask } = await signedInAnn({ strategies: ['email_code'] })
    const answer = await ask('POST', path, { new_password: wanted })
    expect(answer).toMatchObject({ status: 400, code: 'form_param_value_disabled' })
  })

  test('403 for who was verified ten minutes ago, and not before', async () => {
    const { ask, fapi } = await signedInAnn()
    fapi.clock.advance(10 * minute - 1000)
    expect((await ask('POST', path, { new_password: wanted })).status).toBe(200)
    fapi.clock.advance(1000)
    const answer = await ask('POST', path, { new_password: 'a-third-password' })
    expect(answer).toMatchObject({ status: 403, code: 'session_reverification_required' })
    expect(fapi.users[0]!.password).toBe(wanted)
  })
})

describe('POST /v1/me/remove_password', () => {
  const remove = '/v1/me/remove_password'

  test.each(schemes)('default: there is none from then on: %s', async (_, options) => {
    const user = await signedInAnn(options)
    const { status, body } = await user.ask('POST', remove, { current_password: ann.password })
    expect([status, body.response.object]).toEqual([200, 'user'])
    expect(body.response).toMatchObject({ password_enabled: false, password_last_updated_at: null })
    expect(await signIn(user, ann.password)).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' })
    expect(await user.ask('POST', remove)).toMatchObject({ status: 400, code: 'no_password_set' })
  })

  test('error: 422 for a wrong one, 403 for who was verified long ago, 400 for who has no other way in', async () => {
    const user = await signedInAnn()
    const wrong = await user.ask('POST', remove, { current_password: 'wrong' })
    expect(wrong).toMatchObject({ status: 422, code: 'form_password_incorrect' })
    user.fapi.clock.advance(10 * minute)
    expect(await user.ask('POST', remove)).toMatchObject({
      status: 403,
      code: 'session_reverification_required',
    })
    const only = await signedInAnn({ strategies: ['password'] })
    expect(await only.ask('POST', remove)).toMatchObject({
      status: 400,
      code: 'last_identification_deletion_failed',
    })
    for (const { fapi } of [user, only]) expect(fapi.users[0]!.password).toBe(ann.password)
  })
})
