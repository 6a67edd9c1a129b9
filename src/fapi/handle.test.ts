import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { createCaller } from './testCaller'

async function signedIn(name = 'alice') {
  const caller = await createCaller()
  const { body } = await caller.signIn(name)
  const session = body.client!.sessions[0]!
  const path = `/v1/client/sessions/${session.id}`
  const client = async () => (await caller.call('GET', '/v1/client')).body.response
  return { ...caller, session, path, client }
}

describe('banUser', () => {
  test('default: ends the user’s sessions, says why, and refuses new ones', async () => {
    const { fapi, call, path, client, signIn, session } = await signedIn()
    fapi.banUser('alice@example.com')
    expect(fapi.sessions[0]?.status).toBe('revoked')
    for (const verb of ['touch', 'tokens', 'tokens/any']) {
      const answer = await call('POST', `${path}/${verb}`)
      expect(answer).toMatchObject({ status: 403, code: 'user_banned' })
      expect(answer.body.meta.client.sessions).toEqual([])
    }
    expect((await client()).sessions).toEqual([])
    expect(await signIn('alice')).toMatchObject({ status: 403, code: 'user_banned' })
    fapi.unbanUser(session.user.id)
    expect((await signIn('alice')).status).toBe(200)
    expect(fapi.sessions.map(({ status }) => status)).toEqual(['revoked', 'active'])
  })

  test('behavior: others notice nothing', async () => {
    const { fapi, client } = await signedIn()
    const before = await client()
    fapi.banUser('bob@example.com')
    expect(await client()).toEqual(before)
  })
})

test('lockUser: keeps a user from signing in; what the user shows is newer', async () => {
  const { fapi, client, session } = await signedIn()
  fapi.clock.advance(1)
  fapi.lockUser('alice@example.com')
  const [locked] = (await client()).sessions
  expect(locked).toMatchObject({ status: 'active', user: { locked: true } })
  expect(locked!.user.updated_at).toBeGreaterThan(session.user.updated_at)
  const other = await createCaller({ fapi })
  expect(await other.signIn('alice')).toMatchObject({ status: 403, code: 'user_locked' })
  fapi.unlockUser('alice@example.com')
  expect((await other.signIn('alice')).status).toBe(200)
})

test('expireToken: the next answer brings another token', async () => {
  const { fapi, client, session } = await signedIn()
  const jwt = async () => (await client()).sessions[0]!.last_active_token!.jwt
  expect(await jwt()).toBe(session.last_active_token!.jwt)
  fapi.expireToken(session.id)
  expect(await jwt()).not.toBe(session.last_active_token!.jwt)
})

describe('completeTask', () => {
  test('default: does the first task, and the session becomes active', async () => {
    const { fapi, client, session } = await signedIn('carol')
    fapi.clock.advance(1000)
    fapi.completeTask(session.id)
    const [after] = (await client()).sessions
    expect(after).toMatchObject({ status: 'active', tasks: null })
    expect(after!.updated_at).toBeGreaterThan(session.updated_at)
    expect(decodeJwt(after!.last_active_token!.jwt).sts).toBe('active')
  })

  test('parameters: a named task; the session stays pending while there is another', async () => {
    const users = [
      { identifier: 'dora@example.com', password: 'dora-password', tasks: ['setup-mfa', 'reset-password'] },
    ]
    const { fapi, signIn } = await createCaller({ users })
    const id = (await signIn('dora')).body.response.created_session_id!
    fapi.completeTask(id, 'reset-password')
    expect(fapi.sessions).toMatchObject([{ status: 'pending', tasks: ['setup-mfa'] }])
    fapi.completeTask(id, 'setup-mfa')
    expect(fapi.sessions).toMatchObject([{ status: 'active', tasks: [] }])
  })

  test('error: names a task that is not to be done', async () => {
    const { fapi, session } = await signedIn()
    expect(() => fapi.completeTask(session.id)).toThrow(session.id)
    expect(() => fapi.completeTask(session.id, 'setup-mfa')).toThrow('setup-mfa')
  })
})

describe('signIn', () => {
  test('default: adds a session to a client, as its browser finds out', async () => {
    const { fapi, client, session } = await signedIn()
    const { id } = await client()
    const bob = fapi.signIn(id, 'bob@example.com')
    expect(await client()).toMatchObject({
      sessions: [{ id: session.id }, { id: bob }],
      last_active_session_id: bob,
    })
    expect(fapi.signIn(id, 'alice@example.com')).toBe(session.id)
    expect(await client()).toMatchObject({ sessions: { length: 2 }, last_active_session_id: session.id })
  })

  test('behavior: in single-session mode the session that there was ends', async () => {
    const { fapi, signIn } = await createCaller({ singleSessionMode: true })
    await signIn('alice')
    const bob = fapi.signIn(fapi.clients[0]!.id, 'bob@example.com')
    expect(fapi.sessions).toMatchObject([{ status: 'ended' }, { id: bob, status: 'active' }])
  })
})

test('sessions: one whose time has come is expired, though nobody asked for it', async () => {
  const { fapi } = await signedIn()
  fapi.clock.advance(7 * 24 * 60 * 60 * 1000)
  expect(fapi.sessions[0]?.status).toBe('expired')
})

test.each<[string, (fapi: Awaited<ReturnType<typeof signedIn>>['fapi']) => void]>([
  ['client "client_x"', (fapi) => fapi.signIn('client_x', 'alice@example.com')],
  ['user "eve"', (fapi) => fapi.signIn(fapi.clients[0]!.id, 'eve')],
  ['user "eve"', (fapi) => fapi.banUser('eve')],
  ['user "eve"', (fapi) => fapi.unlockUser('eve')],
  ['session "sess_x"', (fapi) => fapi.expireToken('sess_x')],
  ['session "sess_x"', (fapi) => fapi.completeTask('sess_x')],
])('error: names the %s, which there is not', async (name, act) => {
  const { fapi } = await signedIn()
  expect(() => act(fapi)).toThrow(new TypeError(`There is no ${name}.`))
})

test('behavior: a session that is over cannot end once more', async () => {
  const { fapi, call, path } = await signedIn()
  await call('POST', `${path}/end`)
  const before = { sessions: fapi.sessions, clients: fapi.clients }
  fapi.clock.advance(1000)
  fapi.revokeSession(fapi.sessions[0]!.id)
  fapi.expireSession(fapi.sessions[0]!.id)
  expect({ sessions: fapi.sessions, clients: fapi.clients }).toEqual(before)
})
