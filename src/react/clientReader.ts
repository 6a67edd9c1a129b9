import { replaceEqualDeep } from '@tanstack/react-query'
import type { ClientSource, PickPart, Result } from './clientSource'

type AnyResult = Result<unknown>
type Key = keyof AnyResult
type Select = ((part: never) => unknown) | undefined

/** What a component reads from the client query, and how. */
export interface Reading {
  readonly source: ClientSource
  readonly pick: PickPart<unknown>
  readonly select: Select
}

/** The client query as one component reads it. */
export interface ClientReader {
  /** The properties that were looked at. */
  readonly seen: Key[]
  /** What notes them. */
  readonly handler: ProxyHandler<AnyResult>
  readonly refetch: AnyResult['refetch']
  /** How the component read it last. */
  reading?: Reading
  /** What that came to. */
  view?: View | undefined
  /** The last one that differed in what the component looks at. */
  shown?: View
  /** The query, and its state when the component first read it. */
  query?: ReturnType<ClientSource['observer']['getCurrentQuery']>
  initial?: NonNullable<ClientReader['query']>['state']
  identity?: number
}

/** A result, and what it was made from. */
interface View {
  readonly shared: AnyResult
  readonly select: Select
  /** What `select` made of it. */
  readonly selected: Partial<AnyResult> | undefined
  readonly result: AnyResult
  /** The same, in a proxy. */
  readonly tracked: AnyResult
}

export function createClientReader(): ClientReader {
  const reader: ClientReader = {
    seen: [],
    async refetch(options) {
      await reader.reading!.source.observer.refetch(options)
      return look(reader, reader.reading!).result
    },
    handler: {
      get(result, key: Key) {
        if (!reader.seen.includes(key)) reader.seen.push(key)
        return result[key]
      },
    },
  }
  return reader
}

/**
 * A new object if a property that the component has read changed. If it has read none, any change counts, as in
 * TanStack Query: it may have passed the result on.
 */
export function snapshot(reader: ClientReader, reading: Reading): object {
  const { seen, shown } = reader
  const now = look(reader, reading)
  const keys = seen.length > 0 ? seen : (Object.keys(now.result) as Key[])
  const hasChanged = (key: Key) => !Object.is(now.result[key], shown!.result[key])
  if (keys.some(hasChanged)) reader.shown = now
  return reader.shown!
}

/** What the component reads now; the same object as the last time where nothing has changed. */
export function look(reader: ClientReader, { source, pick, select }: Reading): View {
  const shared = source.read(pick)
  const query = source.observer.getCurrentQuery()
  const { identityChanges } = source.engine
  // Discard what was selected for another identity.
  if (reader.identity !== identityChanges) reader.view = undefined
  if (reader.query !== query) reader.initial = query.state
  reader.identity = identityChanges
  reader.query = query
  const { initial, refetch, view } = reader
  const isSelected = view?.select === select
  if (view && isSelected && view.shared === shared) return view
  const { state } = query
  const selected =
    isSelected && view?.shared.data === shared.data ? view?.selected : selectFrom(shared.data, select, view)
  const result = {
    ...shared,
    ...selected,
    isFetchedAfterMount:
      state.dataUpdateCount > initial!.dataUpdateCount || state.errorUpdateCount > initial!.errorUpdateCount,
    refetch,
  }
  result.isLoadingError = result.isError && result.data === undefined
  result.isRefetchError = result.isError && !result.isLoadingError
  reader.view = { shared, select, selected, result, tracked: new Proxy(result, reader.handler) } as View
  return reader.view
}

/**
 * What `select` makes of the data. As with TanStack Query, what is equal keeps its identity, and an error becomes the
 * result's, beside what was selected before.
 */
function selectFrom(data: unknown, select: Select, before: View | undefined): Partial<AnyResult> | undefined {
  if (!select || data === undefined) return undefined
  const former = before?.selected?.data
  try {
    return { data: replaceEqualDeep(former, select(data as never)) } as Partial<AnyResult>
  } catch (error) {
    const errorUpdatedAt = before?.result.error === error ? before?.result.errorUpdatedAt : Date.now()
    return {
      data: former,
      status: 'error',
      error,
      errorUpdatedAt,
      isError: true,
      isSuccess: false,
    } as AnyResult
  }
}
