import {
  dehydrate,
  hydrate,
  keepPreviousData,
  MutationObserver,
  onlineManager,
  QueryClient,
  QueryObserver,
  type QueryObserverOptions,
} from '@tanstack/react-query'
import { describe, expect, onTestFinished, test } from 'vitest'
import { complete, empty, optimistic, ownerOf, setOwner } from './tanstack'

function createQueryClient() {
  const queryClient = new QueryClient()
  onTestFinished(() => queryClient.clear())
  return queryClient
}

/** Lets a fetch answer, and observers hear of it. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('complete', () => {
  type Options = Omit<QueryObserverOptions, 'queryKey'>

  const hostile: [string, Options][] = [
    ['select', { select: () => 'hostile' }],
    ['placeholderData', { placeholderData: 'hostile' }],
    ['enabled', { enabled: false }],
    ['initialData', { initialData: 'hostile' }],
    ['initialData that stays fresh', { initialData: 'hostile', staleTime: Number.POSITIVE_INFINITY }],
    ['persister', { persister: (() => 'hostile') as never }],
  ]
  const waysIn = {
    defaultOptions: (app: QueryClient, queries: Options) => app.setDefaultOptions({ queries }),
    'setQueryDefaults()': (app: QueryClient, options: Options) => app.setQueryDefaults(['ours'], options),
  }
  const cases = hostile.flatMap(([name, options]) =>
    Object.entries(waysIn).map(([way, set]) => [name, way, set, options] as const),
  )

  /** What an observer of such a query shows at first, and in the end. */
  async function observe(set: (app: QueryClient) => void, mark: object) {
    const app = createQueryClient()
    set(app)
    const queryFn = async () => 'ours'
    const observer = new QueryObserver(app, { ...mark, queryKey: ['ours'], queryHash: 'ours', queryFn })
    const stop = observer.subscribe(() => {})
    const first = observer.getCurrentResult().data
    await settle()
    stop()
    return { first, last: observer.getCurrentResult().data }
  }

  const untouched = { first: undefined, last: 'ours' }

  test.each(cases)("behavior: %s of the app's %s stays out", async (_, __, set, options) => {
    // Felt where options are not marked, lest this prove nothing.
    expect(await observe((app) => set(app, options), {})).not.toEqual(untouched)
    expect(await observe((app) => set(app, options), complete)).toEqual(untouched)
  })

  test('behavior: with no defaults at all, a query that is marked is as any other', async () => {
    expect(await observe(() => {}, {})).toEqual(untouched)
    expect(await observe(() => {}, complete)).toEqual(untouched)
  })
})

describe('empty', () => {
  /** Somebody looks at one page, turns to the next, and has the first before them until that is there. */
  async function turnPage() {
    const app = createQueryClient()
    const page = (number: number) => ({
      queryKey: ['page', number],
      queryFn: () => (number === 1 ? Promise.resolve('first page') : new Promise<string>(() => {})),
      placeholderData: keepPreviousData,
    })
    const observer = new QueryObserver(app, page(1))
    onTestFinished(observer.subscribe(() => {}))
    await settle()
    observer.setOptions(page(2))
    expect(observer.getCurrentResult()).toMatchObject({ data: 'first page', isPlaceholderData: true })
    const queries = app.getQueryCache().findAll()
    expect(queries).toHaveLength(2)
    return { queries, shown: () => observer.getCurrentResult().data }
  }

  test('behavior: observers with keepPreviousData show nothing, and go on so after a reset', async () => {
    const { queries, shown } = await turnPage()
    for (const query of queries) empty(query)
    await settle()
    expect(shown()).toBe(undefined)
    for (const query of queries) query.reset()
    await settle()
    expect(shown()).toBe(undefined)
  })

  test('behavior: a reset alone leaves the former data before them; where it does not any more, this can go', async () => {
    const { queries, shown } = await turnPage()
    for (const query of queries) query.reset()
    await settle()
    expect(shown()).toBe('first page')
  })
})

describe('owner', () => {
  const queryKey = ['one']

  /** A query with data whose owner is known, and the text that it is persisted as. */
  function createOwned() {
    const app = createQueryClient()
    app.setQueryData(queryKey, 'data', { updatedAt: 1000 })
    const query = app.getQueryCache().find({ queryKey })!
    setOwner(query, 'alice')
    return { app, query, text: JSON.stringify(dehydrate(app)) }
  }

  test('behavior: stays with a query whatever happens to it, but when it is emptied', async () => {
    const { app, query } = createOwned()
    app.setQueryData(queryKey, 'newer')
    await app.invalidateQueries({ queryKey })
    await app.fetchQuery({ queryKey, queryFn: () => 'fetched' })
    const queryFn = () => Promise.reject(new Error('refused'))
    await app.fetchQuery({ queryKey, queryFn, retry: false }).catch(() => {})
    query.reset()
    expect(ownerOf(query)).toBe('alice')
    empty(query, 'bob')
    query.reset()
    expect(ownerOf(query)).toBe('bob')
  })

  test.each([
    ['a query that is new', () => {}],
    ['one that waits for its data', (app: QueryClient) => void app.getQueryCache().build(app, { queryKey })],
    ['one with older data', (app: QueryClient) => void app.setQueryData(queryKey, 'older', { updatedAt: 1 })],
  ])('behavior: comes with restored data to %s, by the time that the cache tells of it', (_, prepare) => {
    const app = createQueryClient()
    prepare(app)
    const told: unknown[] = []
    app.getQueryCache().subscribe(({ query }) => told.push([query.state.data, ownerOf(query)]))
    hydrate(app, JSON.parse(createOwned().text))
    expect(told.at(-1)).toEqual(['data', 'alice'])
  })

  test('behavior: is stored and restored with a paused mutation', () => {
    onTestFinished(() => onlineManager.setOnline(true))
    onlineManager.setOnline(false)
    const app = createQueryClient()
    app.getMutationCache().subscribe(({ type, mutation }) => type === 'added' && setOwner(mutation, 'alice'))
    void new MutationObserver(app, { mutationKey: ['add'], mutationFn: async () => {} }).mutate()
    const next = createQueryClient()
    const told: unknown[] = []
    next.getMutationCache().subscribe(({ mutation }) => told.push(mutation && ownerOf(mutation)))
    hydrate(next, JSON.parse(JSON.stringify(dehydrate(app))))
    expect(told).toEqual(['alice'])
  })
})

describe('optimistic', () => {
  const options = { queryKey: ['one'], queryFn: () => 'data' }
  const shown = (made: object) => {
    const observer = new QueryObserver(createQueryClient(), { ...options, ...made })
    const { status, fetchStatus } = observer.getCurrentResult()
    return [status, fetchStatus]
  }

  test('behavior: an observer that nobody has subscribed shows the fetch that is to come', () => {
    expect(shown(optimistic(options, false))).toEqual(['pending', 'fetching'])
  })

  test('behavior: while a cache is being restored it shows none', () => {
    expect(shown(optimistic(options, true))).toEqual(['pending', 'idle'])
  })

  test('behavior: by itself it shows none; where it does, this can go', () => {
    expect(shown({})).toEqual(['pending', 'idle'])
  })
})
