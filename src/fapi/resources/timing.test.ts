import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createCaller, type TestCaller } from '../testCaller'

const users = ['alice', 'bob'].map((name) => ({
  identifier: `${name}@example.com`,
  password: `${name}-password`,
  tasks: ['setup-mfa', 'choose-organization'],
}))
const organizations = [{ name: 'Acme', members: users.map(({ identifier }) => ({ user: identifier })) }]

type Act = (caller: TestCaller, alice: string, bob: string) => unknown

const touch = (caller: TestCaller, id: string, form: Record<string, string>) =>
  caller.call('POST', `/v1/client/sessions/${id}/touch`, { form })

const changes: Record<string, Act> = {
  'a switch of the organization': (caller, alice) => touch(caller, alice, { active_organization_id: 'acme' }),
  'a task done': ({ fapi }, alice) => fapi.completeTask(alice, 'setup-mfa'),
  'a session ended': ({ call }, _, bob) => call('POST', `/v1/client/sessions/${bob}/end`),
  'a session removed': ({ call }, alice) => call('POST', `/v1/client/sessions/${alice}/remove`),
  'a session revoked': ({ fapi }, alice) => fapi.revokeSession(alice),
  'a session expired': ({ fapi }, _, bob) => fapi.expireSession(bob),
  'a ban': ({ fapi }) => fapi.banUser('alice@example.com'),
  'a session added': ({ fapi }, alice) => {
    fapi.revokeSession(alice)
    fapi.signIn(fapi.clients[0]!.id, 'alice@example.com')
  },
  'all sessions ended': ({ call }) => call('DELETE', '/v1/client/sessions'),
}

async function signedIn() {
  const caller = await createCaller({ users, organizations })
  const alice = (await caller.signIn('alice')).body.response.created_session_id!
  const bob = (await caller.signIn('bob')).body.response.created_session_id!
  const client = async () => (await caller.call('GET', '/v1/client')).body.response
  return { caller, alice, bob, client }
}

test.each(Object.entries(changes))(
  'behavior: after %s the client is newer, and every token at least as new as it',
  async (_, act) => {
    const { caller, alice, bob, client } = await signedIn()
    const before = await client()
    caller.fapi.clock.advance(2000)
    await act(caller, alice, bob)
    const after = await client()
    expect(after.updated_at).toBeGreaterThan(before.updated_at)
    for (const { last_active_token } of after.sessions) {
      expect(decodeJwt(last_active_token!.jwt).iat).toBeGreaterThanOrEqual(
        Math.floor(after.updated_at / 1000),
      )
    }
  },
)

const sameSession: Record<string, Act> = {
  'a touch': (caller, alice) => touch(caller, alice, {}),
  'a switch of the organization': changes['a switch of the organization']!,
  'a task done': changes['a task done']!,
}

test.each(Object.entries(sameSession))('behavior: after %s the session is newer', async (_, act) => {
  const { caller, alice, bob, client } = await signedIn()
  const before = (await client()).sessions
  caller.fapi.clock.advance(1)
  await act(caller, alice, bob)
  const after = (await client()).sessions
  expect(after[0]!.updated_at).toBeGreaterThan(before[0]!.updated_at)
  expect(after[1]!.updated_at).toBe(before[1]!.updated_at)
})

test('behavior: a touch leaves the client’s time, and so its tokens', async () => {
  const { caller, alice, client } = await signedIn()
  const before = await client()
  caller.fapi.clock.advance(2000)
  await touch(caller, alice, { active_organization_id: '' })
  const after = await client()
  expect(after.last_active_session_id).toBe(alice)
  expect(after.updated_at).toBe(before.updated_at)
  expect(after.sessions.map((session) => session.last_active_token)).toEqual(
    before.sessions.map((session) => session.last_active_token),
  )
})

test('behavior: when the clock went back, tokens are still as new as the client', async () => {
  const { call, fapi, signIn } = await createCaller()
  await signIn('alice')
  fapi.clock.advance(-3_600_000)
  const client = (await call('GET', '/v1/client')).body.response
  const { iat, fva } = decodeJwt(client.sessions[0]!.last_active_token!.jwt)
  expect(iat).toBeGreaterThanOrEqual(Math.floor(client.updated_at / 1000))
  expect(fva).toEqual([0, -1])
})
