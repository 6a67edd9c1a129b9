import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createFapi, type FapiState } from '../fapi'
import { createCaller } from './testCaller'

test('default: a client without sessions', async () => {
  const { fapi } = await createCaller()
  const { clientId, sessionIds } = await fapi.seedClient()
  expect(sessionIds).toEqual([])
  expect(fapi.clients).toMatchObject([{ id: clientId, lastActiveSessionId: null }])
})

test.each(['test', 'live'] as const)(
  'parameters: users are signed in, for whoever holds the %s credentials',
  async (keyType) => {
    const caller = await createCaller({ keyType })
    const seeded = await caller.fapi.seedClient({ users: ['alice@example.com', 'bob@example.com'] })
    if (seeded.devBrowser) caller.credentials.devBrowser = seeded.devBrowser
    else caller.credentials.cookies.set('__client', seeded.clientToken)
    expect(seeded.devBrowser === null).toBe(keyType === 'live')
    const { response } = (await caller.call('GET', '/v1/client')).body
    expect(response.id).toBe(seeded.clientId)
    expect(response.sessions.map(({ id }) => id)).toEqual(seeded.sessionIds)
    expect(response.last_active_session_id).toBe(seeded.sessionIds[1])
  },
)

test('behavior: a native app holds it by its token', async () => {
  const { fapi, call, credentials } = await createCaller({ native: true })
  const { clientId, clientToken } = await fapi.seedClient()
  credentials.authorization = clientToken
  expect((await call('GET', '/v1/client')).body.response.id).toBe(clientId)
})

test('error: names a user, or a session, that does not exist', async () => {
  const { fapi } = await createCaller()
  await expect(fapi.seedClient({ users: ['eve@example.com'] })).rejects.toThrow('eve@example.com')
  expect(fapi.clients).toEqual([])
  expect(() => fapi.revokeSession('sess_x')).toThrow('sess_x')
  expect(() => fapi.expireSession('sess_x')).toThrow(TypeError)
})

test.each(['banned', 'locked'])('error: a %s user is signed in by no code either', async (flag) => {
  const users = [{ identifier: 'ann@example.com' }, { identifier: 'eve@example.com', [flag]: true }]
  const { fapi } = await createCaller({ users })
  const refusal = new RegExp(`^eve@example.com is ${flag}`)
  await expect(fapi.seedClient({ users: ['ann@example.com', 'eve@example.com'] })).rejects.toThrow(refusal)
  expect(fapi.clients).toEqual([])
  const { clientId } = await fapi.seedClient({ users: ['ann@example.com'] })
  expect(() => fapi.signIn(clientId, 'eve@example.com')).toThrow(refusal)
  expect(fapi.sessions).toHaveLength(1)
})

test('parameters: an actor acts as the user: the session and its tokens say so, also after a restart', async () => {
  const saves: FapiState[] = []
  const { fapi, call, credentials } = await createCaller({
    storage: { load: () => undefined, save: (state) => void saves.push(state) },
  })
  const actor = { sub: 'user_support', reason: 'a question' }
  const { devBrowser, sessionIds } = await fapi.seedClient({ users: ['alice@example.com'], actor })
  credentials.devBrowser = devBrowser!
  const { sessions } = (await call('GET', '/v1/client')).body.response
  expect(sessions).toMatchObject([{ id: sessionIds[0], actor }])
  const { jwt } = (await call('POST', `/v1/client/sessions/${sessionIds[0]}/tokens`)).body
  expect(decodeJwt(jwt)).toMatchObject({ sub: sessions[0]!.user.id, act: actor })
  expect(createFapi({ storage: { load: () => saves.at(-1) } }).sessions).toMatchObject([{ actor }])
})

test('behavior: an actor signs in beside the user, and the user without one', async () => {
  const { fapi } = await createCaller()
  const { clientId } = await fapi.seedClient({ users: ['alice@example.com'] })
  const actor = { sub: 'user_support' }
  const acting = fapi.signIn(clientId, 'alice@example.com', actor)
  expect(fapi.signIn(clientId, 'alice@example.com', actor)).toBe(acting)
  expect(fapi.sessions.map((session) => session.actor)).toEqual([undefined, actor])
})

test('parameters: singleSessionMode allows one, and the next takes its place', async () => {
  const { fapi } = await createCaller({ singleSessionMode: true })
  const [alice, bob] = ['alice@example.com', 'bob@example.com'] as const
  await expect(fapi.seedClient({ users: [alice, bob] })).rejects.toThrow(/^users: /)
  const { clientId } = await fapi.seedClient({ users: [alice] })
  fapi.signIn(clientId, bob)
  expect(fapi.sessions.map(({ status }) => status)).toEqual(['ended', 'active'])
})

test('behavior: snapshots are copies', async () => {
  const { fapi } = await createCaller()
  await fapi.seedClient({ users: ['carol@example.com'] })
  fapi.sessions[0]!.tasks.push('x')
  fapi.clients[0]!.sessionIds.push('x')
  expect(fapi.sessions).toMatchObject([
    { identifier: 'carol@example.com', status: 'pending', tasks: ['choose-organization'] },
  ])
  expect(fapi.sessions[0]).not.toHaveProperty('lastToken')
  expect(fapi.clients[0]?.sessionIds).toHaveLength(1)
})
