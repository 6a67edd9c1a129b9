import {
  type DehydrateOptions,
  dehydrate,
  hydrate,
  MutationObserver,
  notifyManager,
  onlineManager,
  QueryClient,
  QueryObserver,
} from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { alice, bob, booted, createWorld, type Page, type World } from '../../../test/support/world'
import { createSignIn, setActive, signOut, signOutAll } from '../../core'

const todos = ['todos']

/** What a persister has written: text, as in any storage. */
const persist = ({ queryClient }: Pick<Page, 'queryClient'>, options?: DehydrateOptions) =>
  JSON.stringify(dehydrate(queryClient, options))

/** A page whose persister restores `text` before anything is known of the client. */
async function openRestored(world: World, text: string, options: Parameters<World['open']>[0] = {}) {
  const queryClient = new QueryClient()
  hydrate(queryClient, JSON.parse(text))
  const page = world.open({ ...options, queryClient })
  expect(queryClient.getQueryData(todos)).toBeDefined()
  await booted(page.frontdesk)
  return page
}

async function open(signedIn = [alice]) {
  const world = await createWorld({ signedIn })
  const page = world.open()
  await booted(page.frontdesk)
  const nameIn = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.firstName
  page.queryClient.setQueryData(todos, `of ${nameIn(page)}`)
  return { world, page, nameIn }
}

const found = ({ queryClient }: Page) => queryClient.getQueryData(todos)

afterEach(() => {
  onlineManager.setOnline(true)
})

describe('rule 4 · no leak between identities · what a persister restores', () => {
  test('behavior: what nobody cached stays for who is nobody, after somebody was here', async () => {
    const { world, page } = await open()
    await signOutAll(page.frontdesk)
    page.unmount()
    const later = world.open()
    await booted(later.frontdesk)
    later.queryClient.setQueryData(todos, 'of nobody')
    const restored = await openRestored(world, persist(later))
    expect(found(restored)).toBe('of nobody')
  })

  test('behavior: the same user finds it all, and nothing is fetched', async () => {
    const { world, page } = await open()
    const restored = await openRestored(world, persist(page))
    let fetches = 0
    const queryFn = () => `fetched ${++fetches}`
    const observer = new QueryObserver(restored.queryClient, { queryKey: todos, queryFn, staleTime: 60_000 })
    observer.subscribe(() => {})()
    expect([found(restored), fetches]).toEqual(['of Alice', 0])
  })

  test('behavior: goes with the first word that nobody is signed in', async () => {
    const { world, page } = await open()
    const text = persist(page)
    page.unmount()
    world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
    const restored = await openRestored(world, text)
    expect([restored.frontdesk.state.session.status, found(restored)]).toEqual(['signed-out', undefined])
  })

  test.each([
    ['who signs in later', false],
    ['who has cached something since', true],
  ])('behavior: is not there for another user, %s', async (_, hasCached) => {
    const { world, page } = await open()
    const text = persist(page)
    await signOutAll(page.frontdesk)
    if (hasCached) {
      // The persister writes once in a while: this page is gone before that.
      await createSignIn(page.frontdesk, bob)
      page.queryClient.setQueryData(todos, 'of Bob')
      page.unmount()
    } else {
      page.unmount()
      const later = world.open()
      await createSignIn(later.frontdesk, bob)
    }
    const restored = await openRestored(world, text)
    expect([restored.frontdesk.state.session.session?.user.firstName, found(restored)]).toEqual([
      'Bob',
      undefined,
    ])
  })

  test('behavior: of the tabs that share a storage, only those of its writer find it', async () => {
    const { world, page: bobs, nameIn } = await open([alice, bob])
    expect(nameIn(bobs)).toBe('Bob')
    const alices = world.open()
    await booted(alices.frontdesk)
    await setActive(alices.frontdesk, { sessionId: world.seeded!.sessionIds[0] })
    alices.queryClient.setQueryData(todos, 'of Alice')
    // Whoever cached last is not who persisted last.
    for (const [writer, text] of [
      ['Bob', persist(bobs)],
      ['Alice', persist(alices)],
    ] as const) {
      for (const { tab } of [bobs, alices]) {
        const page = await openRestored(world, text, { tab: tab.duplicate() })
        expect(found(page)).toBe(nameIn(page) === writer ? `of ${writer}` : undefined)
      }
    }
  })

  test.each([
    ['by a filter of the app', { shouldDehydrateQuery: ({ queryKey }) => queryKey[0] === 'todos' }],
    ['with data that it transforms', { serializeData: (data) => [data] }],
  ] as [string, DehydrateOptions][])('behavior: says whose it is %s, too', async (_, options) => {
    const { world, page } = await open()
    const text = persist(page, options)
    await signOutAll(page.frontdesk)
    await createSignIn(page.frontdesk, bob)
    expect(found(await openRestored(world, text))).toBeUndefined()
  })

  test.each([
    ['is not there yet', () => {}],
    [
      'waits for its data',
      (queryClient: QueryClient) =>
        void queryClient.getQueryCache().build(queryClient, { queryKey: todos, queryFn: () => 'fetched' }),
    ],
  ])(
    'behavior: if it comes after the client, is gone in the same tick where a query %s',
    async (_, prepare) => {
      const { world, page } = await open([alice, bob])
      const text = persist(page)
      const [alices] = world.seeded!.sessionIds
      await setActive(page.frontdesk, { sessionId: alices })
      const other = world.open()
      await booted(other.frontdesk)
      const own = persist(page)
      prepare(other.queryClient)
      hydrate(other.queryClient, JSON.parse(text))
      expect(found(other)).toBeUndefined()
      page.queryClient.setQueryData(todos, 'of Alice')
      hydrate(other.queryClient, JSON.parse(persist(page)))
      expect(found(other)).toBe('of Alice')
      expect(own).not.toContain('of Bob')
    },
  )

  test('behavior: a component that shows such a query has it fetched for who is there', async () => {
    const { world, page, nameIn } = await open([alice, bob])
    const text = persist(page)
    await signOut(page.frontdesk)
    expect(nameIn(page)).toBe('Alice')
    const seen: unknown[] = []
    const observer = new QueryObserver(page.queryClient, {
      queryKey: todos,
      queryFn: () => new Promise((resolve) => setTimeout(() => resolve(`fetched for ${nameIn(page)}`), 5)),
    })
    // As `useQuery` does it.
    const look = () => seen.push(observer.getCurrentResult().data)
    const stop = observer.subscribe(notifyManager.batchCalls(look))
    hydrate(page.queryClient, JSON.parse(text))
    await vi.waitFor(() =>
      expect(observer.getCurrentResult()).toMatchObject({ fetchStatus: 'idle', data: 'fetched for Alice' }),
    )
    expect(new Set(seen)).toEqual(new Set([undefined, 'fetched for Alice']))
    stop()
    expect(world.fapi.clients).toHaveLength(1)
  })

  test('behavior: restored without its owner, it is taken for that of who was here last', async () => {
    const { world, page } = await open()
    await signOutAll(page.frontdesk)
    page.unmount()
    async function visit() {
      const queryClient = new QueryClient()
      queryClient.setQueryData(todos, 'of whom?')
      const visitor = world.open({ queryClient })
      await booted(visitor.frontdesk)
      return visitor
    }
    const nobody = await visit()
    expect(found(nobody)).toBeUndefined()
    await createSignIn(nobody.frontdesk, bob)
    expect(found(await visit())).toBeUndefined()
    nobody.queryClient.setQueryData(todos, 'of Bob')
    expect(found(await visit())).toBe('of whom?')
  })

  test.each([
    ['before the client', true],
    ['after it', false],
  ])('behavior: paused mutations never run as somebody else, restored %s', async (_, isEarly) => {
    const { world, page, nameIn } = await open()
    onlineManager.setOnline(false)
    const ranAs: unknown[] = []
    const mutationKey = ['add']
    void new MutationObserver(page.queryClient, { mutationKey, mutationFn: async () => {} }).mutate()
    const text = persist(page)
    expect(JSON.parse(text).mutations).toHaveLength(1)
    await signOutAll(page.frontdesk)
    expect(page.queryClient.getMutationCache().getAll()).toEqual([])
    const restore = async (queryClient: QueryClient) => {
      queryClient.setMutationDefaults(mutationKey, { mutationFn: async () => ranAs.push(nameIn(next)) })
      hydrate(queryClient, JSON.parse(text))
    }
    const queryClient = new QueryClient()
    if (isEarly) await restore(queryClient)
    await createSignIn(page.frontdesk, bob)
    const next = world.open({ queryClient })
    await booted(next.frontdesk)
    if (!isEarly) await restore(queryClient)
    onlineManager.setOnline(true)
    await queryClient.resumePausedMutations()
    expect([nameIn(next), ranAs]).toEqual(['Bob', []])

    await signOutAll(next.frontdesk)
    await createSignIn(next.frontdesk, alice)
    await restore(queryClient)
    await queryClient.resumePausedMutations()
    expect(ranAs).toEqual(['Alice'])
  })

  test('behavior: what was fetched as nobody, and what is anybody’s, stays', async () => {
    const { world, page } = await open([])
    page.queryClient.setQueryData(todos, 'of nobody')
    page.queryClient.setQueryDefaults(['prices'], { meta: { identity: 'any' } })
    await createSignIn(page.frontdesk, alice)
    page.queryClient.setQueryData(['prices'], 'prices')
    const text = persist(page)
    await signOutAll(page.frontdesk)
    page.queryClient.setQueryData(todos, 'of nobody')
    const asNobody = persist(page)
    await createSignIn(page.frontdesk, bob)
    const queryClient = new QueryClient()
    queryClient.setQueryDefaults(['prices'], { meta: { identity: 'any' } })
    hydrate(queryClient, JSON.parse(text))
    hydrate(queryClient, JSON.parse(asNobody))
    const next = world.open({ queryClient })
    await booted(next.frontdesk)
    expect(queryClient.getQueryData(['prices'])).toBe('prices')
    expect(found(next)).toBe('of nobody')
  })

  test('parameters: isolateCache says what an identity is, and false that there is none', async () => {
    const { world, page } = await open()
    const text = persist(page)
    await signOutAll(page.frontdesk)
    await createSignIn(page.frontdesk, bob)
    const none = await openRestored(world, text, { isolateCache: false })
    expect(found(none)).toBe('of Alice')
    const other = await openRestored(world, text, { isolateCache: ({ queryKey }) => queryKey[0] !== 'todos' })
    expect(found(other)).toBe('of Alice')
  })

  test('behavior: neither what is persisted nor the storage of the origin names anybody', async () => {
    const { world, page } = await open()
    const { userId } = page.frontdesk.state.session
    const items: string[] = []
    const originStorage = {
      ...page.tab.ambient.originStorage,
      getItem: () => null,
      setItem: (_: string, value: string) => void items.push(value),
    }
    const queryClient = new QueryClient()
    const other = world.open({ queryClient, ambient: { originStorage } })
    await booted(other.frontdesk)
    queryClient.setQueryData(todos, 'mine')
    expect(items).toHaveLength(1)
    expect(JSON.stringify([items, persist(other)])).not.toMatch(new RegExp(`${userId}|user_|sess_`))
  })
})
