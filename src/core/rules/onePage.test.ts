import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type FakeTime, fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, type PageOptions, type World } from '../../../test/support/world'
import * as core from '../../core'
import { createSignIn, getClient, getToken, setActive, signOut, signOutAll } from '../../core'

const nameIn = ({ frontdesk }: Pick<Page, 'frontdesk'>) =>
  frontdesk.state.session.session?.user.firstName ?? frontdesk.state.session.status

/** Another copy of the library on the same page. */
async function otherCopy(): Promise<typeof core> {
  vi.resetModules()
  const copy = (await import('../../core')) as typeof core
  const { loadDevBrowser } = await import('../wire/security/development')
  await loadDevBrowser({ base: '' })
  return copy
}

type Open = (options?: PageOptions) => Pick<Page, 'frontdesk' | 'queryClient'>

/** Two roots on one page, of one copy of the library or of two, and a tab beside them. */
async function openTwo(
  time: FakeTime,
  copies: string,
  options: Parameters<typeof createWorld>[0] = { signedIn: [alice, bob] },
  ambient: PageOptions['ambient'] = {},
) {
  const world = await createWorld(options)
  const tab = world.browser.openTab()
  const copy = copies === 'two copies' ? await otherCopy() : core
  const openFirst: Open = (more) => world.open({ tab, ambient, ...more })
  const openSecond: Open = ({ queryClient = new QueryClient(), ...more } = {}) => {
    const { publishableKey } = world.fapi
    const frontdesk = copy.createFrontdesk({
      publishableKey,
      queryClient,
      ...more,
      ambient: { ...tab.ambient, ...ambient },
    })
    frontdesk.mount()
    onTestFinished(() => frontdesk.unmount())
    return { frontdesk, queryClient }
  }
  const both = async (more: { one?: PageOptions; two?: PageOptions } = {}) => {
    const roots = [openFirst(more.one), openSecond(more.two)] as const
    await time.advance(1000)
    return roots
  }
  const ids = Object.fromEntries(
    ['Alice', 'Bob'].map((name, index) => [name, world.seeded?.sessionIds[index] ?? '']),
  ) as { Alice: string; Bob: string }
  return { world, tab, copy, openFirst, openSecond, both, ids }
}

describe.each(['one copy', 'two copies'])('rule 5 · one page shows one session · with %s', (copies) => {
  test('behavior: a switch in one root is one in the other, in the same tick', async () => {
    const time = fakeTime()
    const { both, copy, ids } = await openTwo(time, copies)
    const [one, two] = await both()
    expect([one, two].map(nameIn)).toEqual(['Bob', 'Bob'])
    const seen: string[][] = []
    one.frontdesk.subscribe(() => void Promise.resolve().then(() => seen.push([one, two].map(nameIn))))
    two.frontdesk.subscribe(() => void Promise.resolve().then(() => seen.push([one, two].map(nameIn))))
    const switched = setActive(one.frontdesk, { sessionId: ids.Alice })
    await time.advance(1000)
    await switched
    const back = copy.setActive(two.frontdesk, { sessionId: ids.Bob })
    await time.advance(1000)
    await back
    expect([one, two].map(nameIn)).toEqual(['Bob', 'Bob'])
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.filter(([first, second]) => first !== second)).toEqual([])
  })

  test('behavior: a session that the other root has not heard of is followed, and the switch not undone', async () => {
    const time = fakeTime()
    const { both } = await openTwo(time, copies, { signedIn: [alice] })
    const [one, two] = await both()
    const signedIn = createSignIn(one.frontdesk, bob).then(({ createdSessionId }) =>
      setActive(one.frontdesk, { sessionId: createdSessionId! }),
    )
    await time.advance(1000)
    await signedIn
    expect([one, two].map(nameIn)).toEqual(['Bob', 'Bob'])
  })

  test('behavior: nor by a root that boots on an older answer', async () => {
    const time = fakeTime()
    const { world, openFirst, openSecond } = await openTwo(time, copies, { signedIn: [alice] })
    const one = openFirst()
    await time.advance(1000)
    world.fault('GET /client', {
      delay: 3000,
      times: 1,
      body: { response: clientOf(world, 'alice') },
    })
    const two = openSecond()
    await time.advance(500)
    const signedIn = createSignIn(one.frontdesk, bob).then(({ createdSessionId }) =>
      setActive(one.frontdesk, { sessionId: createdSessionId! }),
    )
    // The sign-in waits for the other root's bootstrap.
    await time.advance(10_000)
    await signedIn
    await time.advance(1000)
    expect([one, two].map(nameIn)).toEqual(['Bob', 'Bob'])
  })

  test.each([[{}], [{ openChannel: undefined }]])(
    'behavior: signing in and out reaches the other root, with the surroundings %j',
    async (ambient) => {
      const time = fakeTime()
      const { both, copy, ids } = await openTwo(time, copies, undefined, ambient)
      const [one, two] = await both()
      const signedOut = copy.signOut(two.frontdesk, { sessionId: ids.Bob })
      await time.advance(1000)
      await signedOut
      expect([one, two].map(nameIn)).toEqual(['Alice', 'Alice'])
      const all = signOutAll(one.frontdesk)
      await time.advance(10)
      await all
      expect([one, two].map(nameIn)).toEqual(['signed-out', 'signed-out'])
      const signedIn = createSignIn(one.frontdesk, alice)
      await time.advance(1000)
      await signedIn
      expect([one, two].map(nameIn)).toEqual(['Alice', 'Alice'])
    },
  )

  test('behavior: what one root learns by itself reaches the other', async () => {
    const time = fakeTime()
    const { both, world } = await openTwo(time, copies, { signedIn: [alice] })
    const [one, two] = await both()
    world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
    const loaded = getClient(one.frontdesk)
    await time.advance(1000)
    await loaded
    expect([one, two].map(nameIn)).toEqual(['signed-out', 'signed-out'])
  })

  test('behavior: a root that follows and one that is pinned show the same', async () => {
    const time = fakeTime()
    const { both, world, ids } = await openTwo(time, copies)
    const [one, two] = await both({ one: { tabSession: 'follow' } })
    const elsewhere = world.open()
    await time.advance(1000)
    const switched = setActive(elsewhere.frontdesk, { sessionId: ids.Alice })
    await time.advance(1000)
    await switched
    expect([one, two].map(nameIn)).toEqual(['Alice', 'Alice'])
  })

  test('behavior: a tab of its own keeps its own, as does a page over reloads', async () => {
    const time = fakeTime()
    const { both, world, openFirst, ids } = await openTwo(time, copies)
    const [, two] = await both()
    const elsewhere = world.open()
    await time.advance(1000)
    const switched = setActive(two.frontdesk, { sessionId: ids.Alice })
    await time.advance(1000)
    await switched
    expect(nameIn(elsewhere)).toBe('Bob')
    expect(nameIn(openFirst())).toBe('loading')
    await time.advance(1000)
  })

  test.each<PageOptions['isolateCache']>(['organization', () => true, undefined])(
    'rule 4 · no leak between identities: one isolates in one QueryClient, and a second is refused, with %s',
    async (isolateCache) => {
      const time = fakeTime()
      const { openFirst, openSecond, world } = await openTwo(time, copies)
      const { queryClient, frontdesk } = openFirst()
      await time.advance(1000)
      queryClient.setQueryData(['orders'], 'of Bob')
      expect(() => openSecond({ queryClient, isolateCache })).toThrow(
        expect.objectContaining({ name: 'FrontdeskError', code: 'isolation_owner_exists' }),
      )
      const beside = openSecond({ queryClient, isolateCache: false })
      await time.advance(1000)
      expect(nameIn(beside)).toBe('Bob')
      expect(queryClient.getQueryData(['orders'])).toBe('of Bob')
      frontdesk.unmount()
      await time.advance(100)
      const next = openSecond({ queryClient, isolateCache: () => true })
      await time.advance(1000)
      expect(queryClient.getQueryData(['orders'])).toBe('of Bob')
      world.fapi.revokeSession(world.seeded!.sessionIds[1]!)
      void getClient(beside.frontdesk)
      await time.advance(1000)
      expect(nameIn(next)).toBe('Alice')
      expect(queryClient.getQueryData(['orders'])).toBeUndefined()
    },
  )

  test('behavior: each QueryClient is isolated', async () => {
    const time = fakeTime()
    const { both, copy, ids } = await openTwo(time, copies)
    const [one, two] = await both()
    expect([one, two].map(nameIn)).toEqual(['Bob', 'Bob'])
    const fetched: string[] = []
    const observer = new QueryObserver(two.queryClient, {
      queryKey: ['watched'],
      queryFn: async () => {
        const name = nameIn(two)
        fetched.push(name)
        return name
      },
    })
    onTestFinished(observer.subscribe(() => {}))
    for (const { queryClient } of [one, two]) queryClient.setQueryData(['orders'], 'of Bob')
    await time.settle()
    const switched = copy.setActive(two.frontdesk, { sessionId: ids.Alice })
    await time.advance(1000)
    await switched
    for (const { queryClient } of [one, two]) expect(queryClient.getQueryData(['orders'])).toBeUndefined()
    expect(fetched).toEqual(['Bob', 'Alice'])
    expect(observer.getCurrentResult().data).toBe('Alice')
  })

  test('rule 1 · one client: without locks too', async () => {
    const time = fakeTime()
    const { both, world } = await openTwo(
      time,
      copies,
      { missingClient: 401 },
      { locks: undefined, openChannel: undefined },
    )
    world.fault('GET /client', { status: 401, delay: 300, times: 1, body: { errors: [{ code: 'x' }] } })
    const [one, two] = await both()
    expect(world.fapi.clients).toHaveLength(1)
    expect(world.requests('POST /client')).toHaveLength(1)
    expect(world.requests('POST /dev_browser')).toHaveLength(1)
    expect([one, two].map(nameIn)).toEqual(['signed-out', 'signed-out'])
  })

  test('rule 8 · bounded: a page that is calm asks for nothing more, and a boot asks once for each root', async () => {
    const time = fakeTime()
    const { both, world } = await openTwo(time, copies)
    await both()
    await time.advance(60_000)
    expect(world.requests()).toEqual(['GET /client', 'GET /client'])
  })

  test.each<[string, { status: number } | { cut: true } | undefined, string]>([
    ['is done', undefined, 'Alice'],
    ['is refused', { status: 403 }, 'Bob'],
    ['is not delivered', { cut: true }, 'Alice'],
  ])('rule 3 · sign-out is final: both withhold the tokens until it %s', async (_, fault, after) => {
    const time = fakeTime()
    const { both, copy, ids, world } = await openTwo(time, copies)
    const [one, two] = await both()
    const tokenOf = async (sessionId?: string) => {
      const token = copy.getToken(two.frontdesk, { sessionId })
      await time.advance(200)
      return token
    }
    expect(await tokenOf()).toEqual(expect.any(String))
    const path = `POST /client/sessions/${ids.Bob}/remove`
    world.fault(path, { ...fault, delay: 2000, times: 1 })
    const signedOut = signOut(one.frontdesk).catch(() => {})
    await time.advance(100)
    expect([one, two].map(({ frontdesk }) => frontdesk.state.session)).toMatchObject([
      { status: 'signing-out', sessionId: ids.Bob },
      { status: 'signing-out', sessionId: ids.Bob },
    ])
    expect([await tokenOf(), await tokenOf(ids.Bob)]).toEqual([null, null])
    expect(await tokenOf(ids.Alice)).toEqual(expect.any(String))
    await time.advance(3000)
    await signedOut
    expect([one, two].map(nameIn)).toEqual([after, after])
    expect(await tokenOf()).toEqual(expect.any(String))
  })

  test.each([
    ['with locks', {}],
    ['without', { locks: undefined }],
  ])(
    'rule 3 · sign-out is final: a root sends no request in place of one that is sending it, %s',
    async (_, ambient) => {
      const time = fakeTime()
      const { both, ids, openSecond, world } = await openTwo(time, copies, undefined, ambient)
      const [one, two] = await both()
      world.fault(`POST /client/sessions/${ids.Bob}/remove`, { delay: 2000, times: 1 })
      const signedOut = signOut(one.frontdesk)
      await time.advance(100)
      void getClient(two.frontdesk)
      const third = openSecond()
      await time.advance(1000)
      expect(nameIn(third)).toBe('Bob')
      expect(third.frontdesk.state.session.status).toBe('signing-out')
      await time.advance(3000)
      expect(await signedOut).toEqual({ serverConfirmed: true })
      expect(world.requests(`POST /client/sessions/${ids.Bob}/remove`)).toHaveLength(1)
      expect([one, two, third].map(nameIn)).toEqual(['Alice', 'Alice', 'Alice'])
    },
  )

  test('rule 7 · tokens are cheap: both use one', async () => {
    const time = fakeTime()
    const { both, copy, world } = await openTwo(time, copies)
    const [one, two] = await both()
    await time.advance(61_000)
    const before = world.requests().length
    const tokens = Promise.all([getToken(one.frontdesk), copy.getToken(two.frontdesk)])
    await time.advance(1000)
    const [first, second] = await tokens
    expect(first).toEqual(expect.any(String))
    expect(second).toBe(first)
    expect(world.requests().length - before).toBe(1)
  })

  test('rule 11 · nothing is left behind, and a root that stays still hears', async () => {
    const time = fakeTime()
    const { both, ids, world } = await openTwo(time, copies)
    const [one, two] = await both()
    const elsewhere = world.open()
    await time.advance(1000)
    one.frontdesk.unmount()
    await time.advance(100)
    const ended = signOut(elsewhere.frontdesk, { sessionId: ids.Bob })
    await time.advance(1000)
    await ended
    expect(nameIn(two)).toBe('Alice')
    two.frontdesk.unmount()
    elsewhere.frontdesk.unmount()
    await time.advance(100)
    const { listeners, channel } = pages().at(-2)!
    expect([listeners.size, channel]).toEqual([0, undefined])
    one.frontdesk.mount()
    two.frontdesk.mount()
  })
})

/** What handles share: read as another version would. */
const pages = () => [
  ...((
    globalThis as unknown as Record<
      symbol,
      { pages: { session?: string; listeners: Set<unknown>; channel?: unknown }[] }
    >
  )[Symbol.for('frontdesk.1')]?.pages ?? []),
]

test('rule 9 · what a page shares holds no secret', async () => {
  const time = fakeTime()
  const { both, copy, world } = await openTwo(time, 'two copies')
  const [, two] = await both()
  const token = copy.getToken(two.frontdesk)
  await time.advance(1000)
  const told = JSON.stringify(pages())
  expect(told).toContain(world.seeded!.sessionIds[1])
  expect(told).not.toContain((await token)!)
  expect(told).not.toMatch(/eyJ|dvb_/)
})

test('rule 12 · two of everything: surroundings without a page share nothing', async () => {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'native', signedIn: [alice, bob] })
  const before = pages().length
  const tab = world.browser.openTab()
  const open = () => world.open({ tab, ambient: { page: undefined, openChannel: undefined } })
  const [one, two] = [open(), open()]
  await time.advance(1000)
  const switched = setActive(one.frontdesk, { sessionId: world.seeded!.sessionIds[0] })
  await time.advance(1000)
  await switched
  expect(nameIn(one)).toBe('Alice')
  expect(nameIn(two)).toBe('Bob')
  expect(pages().length).toBe(before)
})

test('rule 8 · bounded: two boxes behind one storage and one key do not make each other ask for ever', async () => {
  const time = fakeTime()
  const one = await createWorld({ scheme: 'browser', signedIn: [alice] })
  const two = await createWorld({ scheme: 'browser', signedIn: [bob] })
  const tab = one.browser.openTab()
  const pagesOpen = [
    one.open({ tab }),
    two.open({ tab: two.browser.openTab(), ambient: { tabStorage: tab.ambient.tabStorage } }),
  ]
  await time.advance(60_000)
  expect(pagesOpen.map(nameIn)).toEqual(['Alice', 'Bob'])
  expect(one.requests().length + two.requests().length).toBeLessThan(6)
})

function clientOf(world: World, _who: string) {
  const [session] = world.fapi.sessions
  return {
    id: world.fapi.clients[0]?.id,
    last_active_session_id: session!.id,
    sessions: [{ id: session!.id, status: 'active', user: { id: session!.userId, first_name: 'Alice' } }],
  }
}
