import {
  keepPreviousData,
  MutationObserver,
  onlineManager,
  type QueryKey,
  QueryObserver,
} from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  alice,
  bob,
  booted,
  createWorld,
  type Page,
  type PageOptions,
  until,
  type WorldOptions,
} from '../../../test/support/world'
import { createSignIn, getClient, setActive, signOut, signOutAll } from '../../core'

/** An app's query, watched; `fetched` says for whom, and how often. */
function watch(page: Page, queryKey: QueryKey, meta?: Record<string, unknown>) {
  const fetched: string[] = []
  const observer = new QueryObserver(page.queryClient, {
    queryKey,
    ...(meta && { meta }),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => {
      const name = page.frontdesk.state.session.session?.user.firstName ?? 'nobody'
      fetched.push(name)
      return `todos of ${name}`
    },
  })
  const seen: unknown[] = []
  const stop = observer.subscribe(({ data }) => seen.push(data))
  return { observer, fetched, seen, stop }
}

async function open(options: WorldOptions = {}, page: PageOptions = {}) {
  const world = await createWorld({ signedIn: [alice, bob], ...options })
  const opened = world.open(page)
  await booted(opened.frontdesk)
  const [alices, bobs] = world.seeded?.sessionIds ?? []
  return { world, page: opened, ...opened, alices, bobs }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

afterEach(() => {
  onlineManager.setOnline(true)
})

describe('rule 4 · no leak between identities · on a change to another user', () => {
  test('behavior: watched queries are reset and fetched anew; unwatched ones are removed', async () => {
    const { page, frontdesk, queryClient, alices } = await open()
    const todos = watch(page, ['todos'])
    await settle()
    expect(todos.seen.at(-1)).toBe('todos of Bob')
    queryClient.setQueryData(['unwatched'], 'of Bob')
    await setActive(frontdesk, { sessionId: alices })
    expect(queryClient.getQueryData(['unwatched'])).toBeUndefined()
    await settle()
    expect(todos.fetched).toEqual(['Bob', 'Alice'])
    expect(todos.seen.at(-1)).toBe('todos of Alice')
    todos.stop()
  })

  test('behavior: in the same tick, nothing of the former is there any more', async () => {
    const { page, frontdesk, queryClient, alices } = await open()
    const todos = watch(page, ['todos'])
    await settle()
    queryClient.setQueryData(['unwatched'], 'of Bob')
    const found: unknown[] = []
    frontdesk.subscribe(() => {
      if (frontdesk.state.session.session?.user.firstName !== 'Alice') return
      found.push(queryClient.getQueryData(['unwatched']), queryClient.getQueryData(['todos']))
    })
    await setActive(frontdesk, { sessionId: alices })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((data) => data === undefined)).toBe(true)
    todos.stop()
  })

  test('behavior: an answer that was under way for the former comes to nothing', async () => {
    const { frontdesk, queryClient, alices } = await open()
    let answer = (_: string) => {}
    const observer = new QueryObserver<string>(queryClient, {
      queryKey: ['slow'],
      queryFn: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    const stop = observer.subscribe(() => {})
    const answerForBob = answer
    await setActive(frontdesk, { sessionId: alices })
    answerForBob('of Bob')
    await settle()
    expect(queryClient.getQueryData(['slow'])).toBeUndefined()
    answer('of Alice')
    await settle()
    expect(queryClient.getQueryData(['slow'])).toBe('of Alice')
    stop()
  })

  test('behavior: a page of data that stays until the next is there goes, too', async () => {
    const { frontdesk, queryClient, alices } = await open()
    const pageOf = (page: number) => ({
      queryKey: ['todos', page],
      queryFn: () => (page === 1 ? 'page 1 of Bob' : new Promise<string>(() => {})),
      placeholderData: keepPreviousData,
    })
    const observer = new QueryObserver(queryClient, pageOf(1))
    const stop = observer.subscribe(() => {})
    await settle()
    observer.setOptions(pageOf(2))
    expect(observer.getCurrentResult().data).toBe('page 1 of Bob')
    await setActive(frontdesk, { sessionId: alices })
    expect(observer.getCurrentResult().data).toBeUndefined()
    stop()
  })

  test("parameters: meta identity 'any' keeps a query", async () => {
    const { page, frontdesk, queryClient, alices } = await open()
    const prices = watch(page, ['prices'], { identity: 'any' })
    await settle()
    await setActive(frontdesk, { sessionId: alices })
    await settle()
    expect(prices.fetched).toEqual(['Bob'])
    prices.stop()
    expect(queryClient.getQueryData(['prices'])).toBe('todos of Bob')
    await signOutAll(frontdesk)
    expect(queryClient.getQueryData(['prices'])).toBe('todos of Bob')
  })

  test('behavior: paused mutations are dropped, and never run as the next user', async () => {
    const { frontdesk, queryClient, alices } = await open()
    onlineManager.setOnline(false)
    const send = vi.fn(async (text: string) => text)
    const observer = new MutationObserver(queryClient, { mutationFn: send })
    void observer.mutate('from Bob')
    await settle()
    expect(queryClient.getMutationCache().getAll()).toHaveLength(1)
    await setActive(frontdesk, { sessionId: alices })
    expect(queryClient.getMutationCache().findAll({ status: 'pending' })).toEqual([])
    onlineManager.setOnline(true)
    await queryClient.resumePausedMutations()
    await settle()
    expect(send).not.toHaveBeenCalled()
  })
})

describe('rule 4 · no leak between identities · on a change to nobody', () => {
  test.each<[string, (opened: Awaited<ReturnType<typeof open>>) => Promise<unknown>]>([
    ['signing out everything', ({ frontdesk }) => signOutAll(frontdesk)],
    ['signing out everything but the client', ({ frontdesk }) => signOutAll(frontdesk, { keepClient: true })],
    ['signing out the only session', ({ frontdesk }) => signOut(frontdesk)],
    [
      'another tab signing out',
      async ({ frontdesk, world }) => {
        const other = world.open()
        await booted(other.frontdesk)
        await signOutAll(other.frontdesk)
        await until(frontdesk, ({ session }) => session.status === 'signed-out')
      },
    ],
    [
      'the session being revoked',
      async ({ frontdesk, world, page }) => {
        world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
        page.tab.focus()
        await getClient(frontdesk)
      },
    ],
  ])('behavior: %s resets watched queries, and fetches none', async (_, act) => {
    const opened = await open({ signedIn: [alice] })
    const todos = watch(opened.page, ['todos'])
    await settle()
    opened.queryClient.setQueryData(['unwatched'], 'of Alice')
    await act(opened)
    await settle()
    expect(opened.frontdesk.state.session.status).toBe('signed-out')
    expect(todos.fetched).toEqual(['Alice'])
    expect(todos.seen.at(-1)).toBeUndefined()
    expect(opened.queryClient.getQueryData(['unwatched'])).toBeUndefined()
    todos.stop()
  })
})

describe('rule 4 · no leak between identities · no change of identity', () => {
  test('behavior: loading, then someone: what was fetched before stays', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open({ mount: false })
    page.queryClient.setQueryData(['early'], 1)
    page.frontdesk.mount()
    await until(page.frontdesk, ({ session }) => session.status === 'signed-in')
    expect(page.queryClient.getQueryData(['early'])).toBe(1)
    page.frontdesk.unmount()
  })

  test('behavior: nobody, then someone: what was fetched before stays', async () => {
    const { frontdesk, queryClient } = await open({ signedIn: [] })
    queryClient.setQueryData(['early'], 1)
    await createSignIn(frontdesk, alice)
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect(queryClient.getQueryData(['early'])).toBe(1)
  })

  test('behavior: a second account, while the tab keeps its own', async () => {
    const { frontdesk, queryClient } = await open({ signedIn: [alice] })
    queryClient.setQueryData(['mine'], 1)
    await createSignIn(frontdesk, { ...bob, activate: false })
    expect(queryClient.getQueryData(['mine'])).toBe(1)
  })

  test('behavior: the network failing', async () => {
    const { world, frontdesk, queryClient } = await open()
    queryClient.setQueryData(['mine'], 1)
    world.fault('GET /client', { status: 503 })
    void getClient(frontdesk).catch(() => {})
    await until(frontdesk, ({ connection }) => connection.status === 'degraded')
    expect(queryClient.getQueryData(['mine'])).toBe(1)
  })

  test('behavior: a new session of the same user', async () => {
    const { world, frontdesk, queryClient } = await open({ signedIn: [alice] })
    queryClient.setQueryData(['mine'], 1)
    const [session] = world.fapi.sessions
    const client = (await getClient(frontdesk))!
    const renewed = {
      id: client.id,
      sessions: [{ id: 'sess_renewed', status: 'active', user: { id: session!.userId } }],
    }
    world.fault('GET /client', { body: { response: renewed, client: null }, times: 1 })
    await getClient(frontdesk)
    expect(frontdesk.state.session).toMatchObject({ status: 'signed-in', sessionId: 'sess_renewed' })
    expect(queryClient.getQueryData(['mine'])).toBe(1)
  })
})
