import { dehydrate, QueryObserver, type QueryObserverOptions } from '@tanstack/react-query'
import { describe, expect, onTestFinished, test } from 'vitest'
import { clientJson, openStore } from '../../../test/support/store'
import { fakeTime } from '../../../test/support/time'
import { nextOrder } from '../wire/request'
import { type Client, readClient } from '../wire/resources/client'
import { fetchCached, keepCached, writeCache } from './cache'
import { accept } from './store'

const clientOf = (...names: string[]): Client => readClient(clientJson(...names)).client

/** A store whose client somebody watches, as a component does. */
function open(options: Parameters<typeof openStore>[0] = {}) {
  const opened = openStore(options)
  const { queryClient, store } = opened
  const observer = new QueryObserver(queryClient, store.queryOptions as unknown as QueryObserverOptions)
  const seen: unknown[] = []
  const watch = () =>
    onTestFinished(
      observer.subscribe(({ data, fetchStatus }) =>
        seen.push([(data as Client | null)?.id ?? data, fetchStatus]),
      ),
    )
  const accepted = (...names: string[]) => accept(store, nextOrder(store), clientJson(...names))
  const cached = () => queryClient.getQueryData<Client | null>(store.queryOptions.queryKey)
  const keys = () =>
    queryClient
      .getQueryCache()
      .findAll()
      .map(({ queryKey }) => queryKey)
  return { ...opened, observer, seen, watch, accepted, cached, keys }
}

test('behavior: no two handles share a query, though they are of one key', () => {
  const [one, two] = [openStore().store, openStore().store]
  expect(one.scope).toBe(two.scope)
  expect(one.queryOptions.queryKey).not.toEqual(two.queryOptions.queryKey)
})

describe('writeCache', () => {
  test('default: gives what observers then have', () => {
    const { store, observer, watch } = open()
    watch()
    const written = writeCache(store, clientOf('a'))
    expect(written).toMatchObject({ id: 'client_1' })
    expect(observer.getCurrentResult().data).toBe(written)
    expect(writeCache(store, null)).toBe(null)
    expect(observer.getCurrentResult()).toMatchObject({ data: null, status: 'success' })
  })

  test('behavior: what is equal to before keeps its identity, part by part', () => {
    const { store } = open()
    const before = writeCache(store, clientOf('a', 'b'))
    expect(writeCache(store, clientOf('a', 'b'))).toBe(before)
    const after = writeCache(store, clientOf('a', 'c'))
    expect(after).not.toBe(before)
    expect(after?.sessions[0]).toBe(before?.sessions[0])
  })

  test('behavior: does so whatever the app says of its queries', () => {
    const { store, queryClient } = open()
    queryClient.setDefaultOptions({
      queries: { structuralSharing: false, gcTime: 0, initialData: 'hostile' },
    })
    const before = writeCache(store, clientOf('a'))
    expect(writeCache(store, clientOf('a'))).toBe(before)
  })
})

describe('fetchCached', () => {
  test('behavior: asks once for all who want it at the same time, and observers see that it does', async () => {
    const time = fakeTime()
    const { store, seen, watch, loads } = open({ load: async () => clientOf('a') })
    const both = [fetchCached(store), fetchCached(store)]
    watch()
    await time.advance(100)
    expect((await Promise.all(both)).map((client) => client?.id)).toEqual(['client_1', 'client_1'])
    expect(loads()).toBe(1)
    expect(seen.at(-1)).toEqual(['client_1', 'idle'])
  })

  test('behavior: a failure is not tried again', async () => {
    const time = fakeTime()
    const { store, loads } = open({ load: () => Promise.reject(new Error('failed')) })
    const failed = expect(fetchCached(store)).rejects.toThrow('failed')
    await time.advance(60_000)
    await failed
    expect(loads()).toBe(1)
  })
})

describe('while mounted the client survives what the app does to its cache', () => {
  test.each<[string, (opened: ReturnType<typeof open>) => unknown]>([
    ['clear()', ({ queryClient }) => queryClient.clear()],
    ['removeQueries()', ({ queryClient }) => queryClient.removeQueries()],
    ['resetQueries()', ({ queryClient }) => queryClient.resetQueries()],
  ])('behavior: %s', async (_, act) => {
    const time = fakeTime()
    const opened = open()
    const { mount, watch, accepted, cached, observer, queryClient, store } = opened
    mount()
    watch()
    accepted('a')
    await time.settle()
    const before = queryClient.getQueryCache().find({ queryKey: store.queryOptions.queryKey })
    void act(opened)
    await time.settle()
    expect(cached()).toBe(store.client)
    expect(queryClient.getQueryCache().find({ queryKey: store.queryOptions.queryKey })).toBe(before)
    accepted('b')
    await time.settle()
    // Who watches goes on hearing of it.
    expect(observer.getCurrentResult().data).toBe(store.client)
    expect((observer.getCurrentResult().data as Client).sessions).toMatchObject([{ id: 'sess_b' }])
  })

  test('behavior: a load under way when it is cleared comes to its end', async () => {
    const time = fakeTime()
    let answer = (_: Client) => {}
    const load = () =>
      new Promise<Client>((resolve) => {
        answer = resolve
      })
    const { store, queryClient, watch, observer, mount } = open({ load })
    mount()
    fetchCached(store).catch(() => {})
    watch()
    queryClient.clear()
    answer(clientOf('a'))
    await time.advance(100)
    expect(observer.getCurrentResult()).toMatchObject({ fetchStatus: 'idle', data: { id: 'client_1' } })
  })

  test('behavior: afterwards it is gone, and left alone', async () => {
    const { store, queryClient, accepted, keys } = open()
    const stop = keepCached(store)
    accepted('a')
    expect(keys()).toEqual([store.queryOptions.queryKey])
    stop()
    expect(keys()).toEqual([])
    queryClient.clear()
    expect(keys()).toEqual([])
  })
})

describe('dehydrated state', () => {
  const dehydrated = ({ queryClient }: ReturnType<typeof open>) =>
    dehydrate(queryClient).queries.map(({ queryKey }) => queryKey[0])

  test('default: has what is the app’s, never the client', () => {
    const opened = open()
    opened.queryClient.setQueryData(['own'], 1)
    opened.accepted('a')
    expect(opened.cached()).toMatchObject({ id: 'client_1' })
    expect(dehydrated(opened)).toEqual(['own'])
  })

  test('behavior: what the app leaves out stays out, and what it takes in comes in, of all but the client', () => {
    const opened = open()
    const { queryClient, accepted } = opened
    const shouldDehydrateQuery = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'private'
    queryClient.setDefaultOptions({ dehydrate: { shouldDehydrateQuery }, queries: { gcTime: 7 } })
    for (const name of ['own', 'private']) queryClient.setQueryData([name], 1)
    accepted('a')
    expect(dehydrated(opened)).toEqual(['own'])
    const { dehydrate } = queryClient.getDefaultOptions()
    accepted('a')
    // Not one more around it with each client.
    expect(queryClient.getDefaultOptions().dehydrate).toBe(dehydrate)
    expect(queryClient.getDefaultOptions().queries).toEqual({ gcTime: 7 })
  })

  test('behavior: of two handles in one cache neither is in it', () => {
    const first = open()
    const second = open({ queryClient: first.queryClient, isolateCache: false })
    first.accepted('a')
    second.accepted('b')
    expect(first.keys()).toHaveLength(2)
    expect(dehydrated(first)).toEqual([])
  })
})
