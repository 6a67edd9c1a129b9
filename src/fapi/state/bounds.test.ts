import { expect, test } from 'vitest'
import type { Box } from '../box'
import { createClock } from '../clock'
import { createIds } from '../ids'
import { createClient, createDevBrowser } from './clients'
import { startSession, stopSession } from './sessions'
import { createFromFields } from './signUpFields'
import { createState } from './state'
import { createUser } from './users'

// What records rest on; the rest of a box would only take time here.
const createBox = () => ({ state: createState(), clock: createClock(), ids: createIds(), options: {} }) as Box

test('behavior: the oldest of 10,000 clients goes when another comes, with all that is its own', () => {
  const box = createBox()
  const user = createUser(box, { identifier: 'ann@example.com' })
  const [first, second] = Array.from({ length: 10_000 }, () => {
    const client = createClient(box)
    startSession(box, client, user)
    return client
  })
  createClient(box)
  expect(box.state.clients.size).toBe(10_000)
  expect(box.state.sessions.size).toBe(9999)
  expect([box.state.clients.has(first!.id), box.state.clients.has(second!.id)]).toEqual([false, true])
})

test('behavior: the oldest of 10,000 dev browsers goes when another comes', () => {
  const box = createBox()
  const [first, second] = Array.from({ length: 10_000 }, () => createDevBrowser(box))
  createDevBrowser(box)
  expect(box.state.devBrowsers.size).toBe(10_000)
  expect([box.state.devBrowsers.has(first!.token), box.state.devBrowsers.has(second!.token)]).toEqual([
    false,
    true,
  ])
})

test('behavior: a client keeps the sessions that are signed in, and the last 100 that are over', () => {
  const box = createBox()
  const client = createClient(box)
  const [ann, bob] = ['ann', 'bob'].map((name) => createUser(box, { identifier: `${name}@example.com` }))
  const kept = startSession(box, client, ann!)
  for (let count = 0; count < 150; count++) stopSession(box, startSession(box, client, bob!), 'ended')
  const last = startSession(box, client, bob!)
  expect(client.sessionIds).toHaveLength(102)
  expect([client.sessionIds[0], client.sessionIds.at(-1)]).toEqual([kept.id, last.id])
  expect([...box.state.sessions.keys()]).toEqual(client.sessionIds)
})

test('attack: of 10,000 those that nobody uses go first: the dev browser and the client of who is signed in stay', () => {
  const box = createBox()
  const user = createUser(box, { identifier: 'ann@example.com' })
  const own = createDevBrowser(box)
  const client = createClient(box)
  own.clientId = client.id
  startSession(box, client, user)
  for (let made = 0; made < 10_005; made++) {
    createDevBrowser(box)
    createClient(box)
  }
  expect([box.state.devBrowsers.size, box.state.clients.size]).toEqual([10_000, 10_000])
  expect([box.state.devBrowsers.has(own.token), box.state.clients.has(client.id)]).toEqual([true, true])
})

test('attack: there are 10,000 users at most: nobody becomes one more, and nobody who is one goes', () => {
  const box = createBox()
  const become = (at: number) => createFromFields(box, { email_address: `user-${at}@example.com` }, {})
  const first = become(0)
  for (let at = 1; at < 10_000; at++) become(at)
  expect(() => become(10_000)).toThrow(expect.objectContaining({ status: 403, code: 'user_quota_exceeded' }))
  expect([box.state.users.size, box.state.users.get(first.id)]).toEqual([10_000, first])
  box.state.users.delete(first.id)
  expect(become(10_000).identifier).toBe('user-10000@example.com')
})
