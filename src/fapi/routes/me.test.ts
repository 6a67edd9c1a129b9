import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

const organizations = ['One', 'Two', 'Three'].map((name) => ({
  name,
  members: [{ user: 'alice@example.com' }],
}))

async function signedIn() {
  const caller = await createCaller({ organizations })
  const alice = (await caller.signIn('alice')).body.response.created_session_id!
  const bob = (await caller.signIn('bob')).body.response.created_session_id!
  const ask = (path: string, query: Record<string, string> = {}) =>
    caller.call('GET', `/v1/me${path}`, { query: { _clerk_session_id: alice, ...query } })
  return { ...caller, alice, bob, ask }
}

test('GET /v1/me: the user of the session named, else of the active one', async () => {
  const { ask, call, bob } = await signedIn()
  const { status, body } = await ask('')
  expect([status, body.response.object]).toEqual([200, 'user'])
  expect(body.client).toMatchObject({ last_active_session_id: bob })
  expect(body.client!.sessions[0]!.user).toEqual(body.response)
  expect((await call('GET', '/v1/me')).body.response.id).toBe(body.client!.sessions[1]!.user.id)
})

describe('GET /v1/me/organization_memberships', () => {
  test('default: the first ten, wrapped', async () => {
    const { ask } = await signedIn()
    const { response, client } = (await ask('/organization_memberships')).body
    expect(response.total_count).toBe(3)
    expect(response.data).toMatchObject([
      { object: 'organization_membership', organization: { slug: 'one' } },
      { organization: { slug: 'two' } },
      { organization: { slug: 'three' } },
    ])
    expect(client?.sessions).toHaveLength(2)
  })

  test('parameters: limit and offset', async () => {
    const { ask } = await signedIn()
    const { response } = (await ask('/organization_memberships', { limit: '1', offset: '1' })).body
    expect(response).toMatchObject({ total_count: 3, data: [{ organization: { slug: 'two' } }] })
  })

  test.each([
    ['limit', '0'],
    ['limit', '501'],
    ['limit', '1e2'],
    ['offset', '-1'],
    ['offset', 'x'],
  ])('error: 422 for %s=%s', async (name, value) => {
    const { ask } = await signedIn()
    const answer = await ask('/organization_memberships', { [name]: value })
    expect(answer).toMatchObject({ status: 422, code: 'form_param_value_invalid' })
    expect(answer.body.errors[0]?.meta).toEqual({ param_name: name })
  })
})

describe('/v1/me/sessions', () => {
  test('default: lists the user’s sessions on every client, without tokens', async () => {
    const { ask, fapi, alice } = await signedIn()
    const { sessionIds } = await fapi.seedClient({ users: ['alice@example.com'] })
    const { body } = await ask('/sessions/active')
    expect(body).toMatchObject([
      { object: 'session', id: alice, status: 'active', latest_activity: { is_mobile: false } },
      { id: sessionIds[0] },
    ])
    expect(JSON.stringify(body)).not.toContain('jwt')
  })

  test('behavior: one that ran out elsewhere is not among them', async () => {
    const { fapi, call, signIn } = await createCaller()
    await fapi.seedClient({ users: ['alice@example.com'] })
    fapi.clock.advance(7 * 24 * 60 * 60 * 1000)
    await signIn('alice')
    expect((await call('GET', '/v1/me/sessions/active')).body).toHaveLength(1)
  })

  test('behavior: revokes one of them, whose client finds out', async () => {
    const { fapi, call, alice } = await signedIn()
    const other = await createCaller({ fapi })
    const { client, response } = (await other.signIn('alice')).body
    fapi.clock.advance(1)
    const path = `/v1/me/sessions/${response.created_session_id}/revoke`
    const revoked = await call('POST', path, { query: { _clerk_session_id: alice } })
    expect(revoked.body.response).toMatchObject({ id: response.created_session_id, status: 'revoked' })
    expect(revoked.body.client?.sessions).toHaveLength(2)
    const after = (await other.call('GET', '/v1/client')).body.response
    expect(after).toMatchObject({ sessions: [], last_active_session_id: null })
    expect(after.updated_at).toBeGreaterThan(client!.updated_at)
    expect(await call('POST', path, { query: { _clerk_session_id: alice } })).toMatchObject({
      status: 400,
      code: 'invalid_action_for_session',
    })
  })

  test('error: 403 for who has proved to be the user ten minutes ago, until they do once more', async () => {
    const { fapi, call, alice } = await signedIn()
    const other = await createCaller({ fapi })
    const { response } = (await other.signIn('alice')).body
    fapi.clock.advance(10 * 60_000)
    const query = { _clerk_session_id: alice }
    const path = `/v1/me/sessions/${response.created_session_id}/revoke`
    expect(await call('POST', path, { query })).toMatchObject({
      status: 403,
      code: 'session_reverification_required',
    })
    expect(fapi.sessions.at(-1)!.status).toBe('active')
    const step = `/v1/client/sessions/${alice}/verify`
    await call('POST', step, { form: { level: 'first_factor' } })
    const form = { strategy: 'password', password: 'alice-password' }
    await call('POST', `${step}/attempt_first_factor`, { form })
    expect((await call('POST', path, { query })).body.response).toMatchObject({ status: 'revoked' })
  })

  test('error: 404 for another user’s session, one on the same client too', async () => {
    const { call, alice, bob, fapi } = await signedIn()
    for (const id of [bob, 'sess_x']) {
      const answer = await call('POST', `/v1/me/sessions/${id}/revoke`, {
        query: { _clerk_session_id: alice },
      })
      expect(answer).toMatchObject({ status: 404, code: 'resource_not_found' })
    }
    expect(fapi.sessions.map(({ status }) => status)).toEqual(['active', 'active'])
  })
})

describe('error: whoever asks with a session that does not count', () => {
  test.each(['', '/organization_memberships', '/sessions/active'])('GET /v1/me%s', async (path) => {
    const { ask, fapi, call, alice } = await signedIn()
    const stranger = await createCaller({ fapi })
    const url = `/v1/me${path}`
    expect(await stranger.call('GET', url)).toMatchObject({ status: 401, code: 'authentication_invalid' })
    await stranger.signIn('carol')
    const query = { _clerk_session_id: alice }
    expect(await stranger.call('GET', url, { query })).toMatchObject({
      status: 401,
      code: 'action_for_session_not_authorized',
    })
    expect(await call('GET', url, { query: { _clerk_session_id: 'sess_x' } })).toMatchObject({
      status: 401,
      code: 'authentication_invalid',
    })
    fapi.revokeSession(alice)
    expect(await ask(path)).toMatchObject({ status: 401, code: 'signed_out' })
    fapi.banUser('alice@example.com')
    expect(await ask(path)).toMatchObject({ status: 403, code: 'user_banned' })
  })
})
