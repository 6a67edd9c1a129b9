import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  createWorld,
  type Page,
  refusal,
  type Scheme,
  schemes,
  scopeOf,
  type World,
} from '../../../test/support/world'
import { createSignIn, type Frontdesk, getClient, getToken, setActive, signOut, signOutAll } from '../../core'

const status = ({ frontdesk }: Page) => frontdesk.state.session.status

const signOuts: [string, (frontdesk: Frontdesk) => Promise<unknown>, string][] = [
  ['signOutAll', (frontdesk) => signOutAll(frontdesk), 'DELETE /client'],
  ['keepClient', (frontdesk) => signOutAll(frontdesk, { keepClient: true }), 'DELETE /client/sessions'],
  ['signOut', (frontdesk) => signOut(frontdesk), 'POST /client/sessions/*/remove'],
]

/** A tab that is closed 100 ms after a sign-out whose request never arrives. */
async function close(
  act: (frontdesk: Frontdesk) => Promise<unknown>,
  endpoint: string,
  scheme: Scheme = 'devBrowser',
) {
  const time = fakeTime()
  const world = await createWorld({ scheme, signedIn: [alice] })
  const page = world.open()
  await time.advance(100)
  const arrives = world.fault(endpoint, { delay: 3_600_000 })
  void act(page.frontdesk)
  await time.advance(100)
  page.tab.close()
  arrives()
  world.fapi.log.clear()
  return { time, world, page }
}

/** Opens a tab, and notes what it shows. */
async function visit(world: World, time: { advance(ms: number): Promise<void> }) {
  const page = world.open()
  const seen = new Set<string>()
  page.frontdesk.subscribe(() => seen.add(status(page)))
  await time.advance(5000)
  return { ...page, seen: [...seen] }
}

const marksOf = ({ storage }: World, { tab, frontdesk }: Page) => {
  const key = `frontdesk.${scopeOf(frontdesk)}.sign-outs`
  return tab.ambient.originStorage.getItem(key) ?? storage.items.get(key) ?? null
}

describe.each(schemes)(
  'rule 3 · sign-out is final · the tab is closed before it is answered · %s',
  (scheme) => {
    test.each(signOuts)(
      'behavior: after %s the next visit shows nobody, and ends it',
      async (_, act, endpoint) => {
        const { time, world } = await close(act, endpoint, scheme)
        const again = await visit(world, time)
        expect(again.seen).toEqual(['signed-out'])
        expect(world.fapi.sessions.filter((session) => session.status === 'active')).toEqual([])
        expect(marksOf(world, again)).toBeNull()
        expect(world.requests()[0]).toBe('GET /client')
        expect(world.requests('DELETE /client')).toHaveLength(endpoint === 'DELETE /client' ? 1 : 0)
      },
    )

    test.each(signOuts)('behavior: after %s who was signed in since stays', async (_, act, endpoint) => {
      const { time, world } = await close(act, endpoint, scheme)
      await world.fapi.signIn(world.seeded!.clientId, bob.identifier)
      const again = await visit(world, time)
      expect(again.seen).toEqual(['signed-in'])
      expect(again.frontdesk.state.session.session?.user.firstName).toBe('Bob')
      expect(world.requests('DELETE /client')).toEqual([])
      expect(world.fapi.sessions.map((session) => session.status)).toEqual(['removed', 'active'])
    })

    test.each(signOuts)(
      'behavior: where %s did arrive, the mark is dropped, with no second one',
      async (_, act, endpoint) => {
        const { time, world } = await close(act, endpoint, scheme)
        world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
        await world.fapi.signIn(world.seeded!.clientId, bob.identifier)
        const again = await visit(world, time)
        expect(again.seen).toEqual(['signed-in'])
        expect(marksOf(world, again)).toBeNull()
        expect(new Set(world.requests())).toEqual(new Set(['GET /client']))
      },
    )
  },
)

test('behavior: rule 3 · the mark holds ids alone, and is there before the request leaves', async () => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob] })
  const tab = world.browser.openTab()
  const noted: unknown[] = []
  const page: Page = world.open({
    tab,
    ambient: {
      fetch(url, init) {
        if (init.method === 'POST') noted.push(JSON.parse(marksOf(world, page) ?? '[]'))
        return tab.ambient.fetch(url, init)
      },
    },
  })
  await time.settle()
  const { clientId, sessionIds } = world.seeded!
  const [alices, bobs] = sessionIds as [string, string]
  await signOut(page.frontdesk, { sessionId: alices })
  await signOutAll(page.frontdesk, { keepClient: true })
  await time.settle()
  expect(noted).toEqual([[alices], [bobs]])
  await Promise.all([createSignIn(page.frontdesk, alice), time.advance(100)])
  const again = page.frontdesk.state.session.sessionId
  await signOutAll(page.frontdesk)
  expect(noted.at(-1)).toEqual([again, clientId])
  expect(marksOf(world, page)).toBeNull()
})

test('behavior: rule 3 · sign-outs outlive their page, and nothing else does', async () => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob] })
  const tab = world.browser.openTab()
  const sent: [string, boolean | undefined, string][] = []
  const page = world.open({
    tab,
    ambient: {
      fetch(url, init) {
        const { pathname } = new URL(url)
        sent.push([pathname.replace('/v1', ''), init.keepalive, String(init.body ?? '')])
        return tab.ambient.fetch(url, init)
      },
    },
  })
  const [alices] = world.seeded!.sessionIds as [string, string]
  await time.settle()
  for (const act of [
    () => setActive(page.frontdesk, { sessionId: alices }),
    () => getToken(page.frontdesk, { skipCache: true }),
    () => signOut(page.frontdesk),
    () => signOutAll(page.frontdesk, { keepClient: true }),
    () => createSignIn(page.frontdesk, bob),
    () => signOutAll(page.frontdesk),
  ])
    await Promise.all([act(), time.advance(100)])
  expect(sent.filter(([, keepalive]) => keepalive)).toEqual([
    [`/client/sessions/${alices}/remove`, true, ''],
    ['/client/sessions', true, ''],
    ['/client', true, ''],
  ])
  expect(sent.length).toBeGreaterThan(6)
})

describe('rule 3 · sign-out is final · while the request is under way', () => {
  test.each([
    ['with locks', {}],
    ['without', { locks: undefined }],
  ])('behavior: its own tab does not deliver the mark: %s', async (_, ambient) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open({ ambient })
    await time.settle()
    world.fault('DELETE /client', { delay: 5000, times: 1 })
    const result = signOutAll(page.frontdesk)
    await time.advance(100)
    const loaded = getClient(page.frontdesk)
    await time.advance(1000)
    expect(status(page)).toBe('signing-out')
    await time.advance(10_000)
    await loaded
    expect(await result).toEqual({ serverConfirmed: true })
    expect(world.requests().filter((request) => !request.startsWith('GET'))).toEqual(['DELETE /client'])
  })

  test('behavior: another tab waits for it, and does it if the first is closed', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const first = world.open()
    await time.settle()
    const arrives = world.fault('DELETE /client', { delay: 3_600_000, times: 1 })
    void signOutAll(first.frontdesk)
    await time.advance(100)
    arrives()
    const second = world.open()
    await time.advance(2000)
    expect([status(second), world.requests('DELETE /client').length]).toEqual(['loading', 0])
    first.tab.close()
    await time.advance(2000)
    expect([status(second), world.requests('DELETE /client').length]).toEqual(['signed-out', 1])
    expect(world.fapi.clients).toEqual([])
  })

  test('behavior: a sign-in in another tab is not ended by it', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const [first, second] = [world.open(), world.open()]
    await time.settle()
    world.fault('DELETE /client', { delay: 3000, times: 1 })
    const result = signOutAll(first.frontdesk)
    await time.advance(100)
    const signedIn = createSignIn(second.frontdesk, bob)
    await time.advance(10_000)
    await Promise.all([result, signedIn])
    expect(second.frontdesk.state.session.session?.user.firstName).toBe('Bob')
    expect(world.fapi.clients).toHaveLength(1)
  })

  test('behavior: a tab that hangs with the lock does not hold it up', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const name = `frontdesk.${scopeOf(page.frontdesk)}.sign-outs`
    void world.browser.openTab().ambient.locks.request(name, {}, () => new Promise(() => {}))
    const result = signOutAll(page.frontdesk)
    await time.settle()
    expect(await result).toEqual({ serverConfirmed: true })
  })
})

test('behavior: rule 3 · one that is refused does not undo the mark of one before', async () => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const [first, second] = [world.open(), world.open()]
  await time.settle()
  const arrives = world.fault('DELETE /client', { delay: 3_600_000, times: 1 })
  void signOutAll(first.frontdesk)
  await time.advance(100)
  first.tab.close()
  arrives()
  world.fault('DELETE /client', { retryAfter: 5, times: 1 })
  const refused = refusal(signOutAll(second.frontdesk))
  await time.advance(1000)
  expect(await refused).toMatchObject({ status: 429 })
  const again = second.reload()
  await time.advance(10_000)
  expect(status(again)).toBe('signed-out')
  expect(world.fapi.clients).toEqual([])
})

test('behavior: rule 3 · made before any client is known, it ends those from before it, and none since', async () => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  await time.advance(1000)
  const tab = world.browser.openTab()
  tab.goOffline()
  const page = world.open({ tab })
  await time.advance(60_000)
  const result = signOutAll(page.frontdesk)
  await time.advance(60_000)
  expect(await result).toEqual({ serverConfirmed: false })
  page.tab.close()
  await world.fapi.signIn(world.seeded!.clientId, bob.identifier)
  const again = await visit(world, time)
  expect(again.seen).toEqual(['signed-in'])
  expect(world.fapi.sessions.map((session) => session.status)).toEqual(['removed', 'active'])
})
