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
