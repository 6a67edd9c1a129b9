import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createCaller } from '../../testCaller'

async function server() {
  const caller = await createCaller()
  const headers = { authorization: `Bearer ${caller.fapi.secretKey}` }
  const read = async (method: string, path: string) => {
    const response = await caller.fapi.fetch(new Request(`http://localhost:4400${path}`, { method, headers }))
    return { status: response.status, body: await response.json() }
  }
  const { clientId, sessionIds } = await caller.fapi.seedClient({
    users: ['alice@example.com', 'bob@example.com'],
  })
  const [alice, bob] = sessionIds
  return { ...caller, read, clientId, alice: alice!, bob: bob! }
}

const ids = (sessions: unknown) => (sessions as { id: string }[]).map(({ id }) => id)

test('GET /v1/sessions: the newest first, by client, user and status, in parts if asked', async () => {
  const { read, fapi, clientId, alice, bob } = await server()
  const other = await fapi.seedClient({ users: ['alice@example.com'] })
  fapi.revokeSession(alice)
  const list = async (query: string) => ids((await read('GET', `/v1/sessions?${query}`)).body)
  expect(await list('')).toEqual([...other.sessionIds, bob, alice])
  expect(await list(`client_id=${clientId}`)).toEqual([bob, alice])
  expect(await list(`user_id=${fapi.users[0]!.id}`)).toEqual([...other.sessionIds, alice])
  expect(await list(`client_id=${clientId}&status=revoked`)).toEqual([alice])
  expect(await list('limit=1&offset=1')).toEqual([bob])
  const { body } = await read('GET', '/v1/sessions?paginated=true&limit=2')
  expect([body.total_count, ids(body.data)]).toEqual([3, [...other.sessionIds, bob]])
})

test('GET /v1/sessions/{id}: what a server may know, without tokens', async () => {
  const { read, fapi, clientId, alice } = await server()
  const { body } = await read('GET', `/v1/sessions/${alice}`)
  expect(body).toMatchObject({
    object: 'session',
    id: alice,
    client_id: clientId,
    user_id: fapi.users[0]!.id,
    status: 'active',
  })
  expect(JSON.stringify(body)).not.toContain('jwt')
  fapi.clock.advance(7 * 24 * 60 * 60 * 1000)
  expect((await read('GET', `/v1/sessions/${alice}`)).body.status).toBe('expired')
})

test('POST /v1/sessions/{id}/revoke: ends it, once', async () => {
  const { read, fapi, alice } = await server()
  const path = `/v1/sessions/${alice}/revoke`
  expect((await read('POST', path)).body).toMatchObject({ id: alice, status: 'revoked' })
  expect(fapi.sessions.map(({ status }) => status)).toEqual(['revoked', 'active'])
  expect(await read('POST', path)).toMatchObject({
    status: 400,
    body: { errors: [{ code: 'invalid_action_for_session' }] },
  })
  expect((await read('POST', '/v1/sessions/sess_x/revoke')).status).toBe(404)
})

test('POST /v1/sessions and what is done with one', async () => {
  const { fapi, clientId } = await server()
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
    const content = body && { body: JSON.stringify(body) }
    const response = await fapi.fetch(
      new Request(`http://localhost:4400/v1${path}`, { method, headers, ...content }),
    )
    return { status: response.status, body: await response.json() }
  }
  const [alice] = fapi.users
  const organization = fapi.organizations[0]!.id
  const made = await ask('POST', '/sessions', { user_id: alice!.id, active_organization_id: organization })
  expect(made.body).toMatchObject({
    status: 'active',
    user_id: alice!.id,
    last_active_organization_id: organization,
  })
  const path = `/sessions/${made.body.id}`
  const token = await ask('POST', `${path}/tokens`, { expires_in_seconds: 600 })
  const { exp, iat, sid } = decodeJwt(token.body.jwt)
  expect([exp! - iat!, sid]).toEqual([600, made.body.id])
  expect((await ask('POST', `${path}/verify`, { token: token.body.jwt })).body.id).toBe(made.body.id)
  fapi.revokeSession(made.body.id)
  for (const refused of [
    await ask('POST', `${path}/verify`, { token: token.body.jwt }),
    await ask('POST', `/sessions/${fapi.sessions[0]!.id}/verify`, { token: token.body.jwt }),
    await ask('POST', '/clients/verify', { token: token.body.jwt }),
  ]) {
    expect(refused).toMatchObject({ status: 401, body: { errors: [{ code: 'authentication_invalid' }] } })
  }
  fapi.banUser(alice!.id)
  expect((await ask('POST', '/sessions', { user_id: alice!.id })).status).toBe(403)
  expect((await ask('POST', '/sessions', { user_id: 'user_x' })).status).toBe(404)
  expect(
    (await ask('POST', '/sessions', { user_id: fapi.users[1]!.id, active_organization_id: organization }))
      .status,
  ).toBe(404)
  expect((await ask('GET', '/sessions?nonsense=1')).status).toBe(422)
  expect((await ask('GET', '/clients?paginated=true')).body).toMatchObject({ total_count: 2 })
  expect((await ask('GET', `/clients/${clientId}`)).body).toMatchObject({
    id: clientId,
    session_ids: [{}, {}].map(() => expect.stringMatching(/^sess_/)),
  })
  expect((await ask('GET', '/clients/client_x')).status).toBe(404)
})

test('POST /v1/actor_tokens: somebody acts as the user, once', async () => {
  const { fapi } = await server()
  const [alice, bob] = fapi.users
  const ask = async (path: string, body: object = {}) => {
    const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
    const request = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fapi.fetch(new Request(`http://localhost:4400/v1/actor_tokens${path}`, request))
    return { status: response.status, body: await response.json() }
  }
  const made = await ask('', { user_id: alice!.id, actor: { sub: bob!.id } })
  expect(made.body).toMatchObject({ object: 'actor_token', status: 'pending', actor: { sub: bob!.id } })
  const { call } = await createCaller({ fapi })
  const form = { strategy: 'ticket', ticket: made.body.token }
  await call('POST', '/v1/client/sign_ins', { form })
  const session = fapi.sessions.at(-1)!
  expect(session).toMatchObject({ userId: alice!.id, actor: { sub: bob!.id } })
  expect(fapi.tokenClaims(session.id)).toMatchObject({ act: { sub: bob!.id } })
  expect((await ask(`/${made.body.id}/revoke`)).status).toBe(400)
  const other = await ask('', { user_id: alice!.id, actor: { sub: bob!.id } })
  expect((await ask(`/${other.body.id}/revoke`)).body).toMatchObject({ status: 'revoked' })
  for (const wrong of [
    { user_id: alice!.id },
    { user_id: alice!.id, actor: {} },
    { user_id: 'user_x', actor: { sub: 'x' } },
  ]) {
    expect((await ask('', wrong)).status).toBeGreaterThanOrEqual(404)
  }
})

test('the instance says what it is', async () => {
  const { read } = await server()
  expect((await read('GET', '/v1/instance')).body).toMatchObject({ environment_type: 'development' })
  expect((await read('GET', '/v1/instance/organization_settings')).body).toMatchObject({ enabled: true })
  expect((await read('GET', '/v1/organization_roles')).body).toMatchObject({ total_count: 2 })
  expect((await read('GET', '/v1/jwt_templates')).body).toEqual([])
  expect((await read('GET', '/v1/jwt_templates/jtmp_x')).status).toBe(404)
})

test.each([
  ['POST', '/v1/sessions'],
  ['POST', '/v1/sessions/sess_x/verify'],
  ['POST', '/v1/sessions/sess_x/tokens'],
  ['GET', '/v1/clients'],
  ['GET', '/v1/clients/client_x'],
  ['POST', '/v1/clients/verify'],
  ['POST', '/v1/actor_tokens'],
  ['GET', '/v1/instance'],
  ['GET', '/v1/organization_memberships'],
  ['GET', '/v1/jwt_templates'],
])('error: %s %s is 401 without the secret key', async (method, path) => {
  const { call } = await createCaller()
  expect(await call(method, path)).toMatchObject({ status: 401, code: 'clerk_key_invalid' })
})
