import { replaceEqualDeep } from '@tanstack/react-query'
import type { ClientSource, PickPart, Result, SharedReading } from './clientSource'

type AnyResult = Result<unknown>
type Key = keyof AnyResult
type Select = ((part: never) => unknown) | undefined
type Query = ReturnType<ClientSource['observer']['getCurrentQuery']>

/** The client query as one component reads it. There are many: it is its own proxy handler, without closures. */
export interface ClientReader {
  /** The properties that were looked at. */
  readonly seen: Key[]
  /** Notes what is looked at. */
  get(result: AnyResult, key: Key): unknown
  /** `snapshot()` as the component's last render called it. */
  current?: () => View
  /** What the component read last. */
  view?: View | undefined
  /** The last one that differed in what the component looks at. */
  shown?: View
  /** A result that was rendered, and its proxy. */
  result?: AnyResult
  tracked?: AnyResult
  /** The query, and its state when the component first read it. */
  /** Made on demand; the same function from then on. */
  refetch?: AnyResult['refetch']
  query?: Query
  initial?: Query['state']
  identity?: number
}

/** A result, and what it was made from. Components that select nothing share one. */
export interface View {
  readonly shared: SharedReading
  readonly initial: Query['state']
  readonly select: Select
  /** What `select` made of it. */
  readonly selected: Partial<AnyResult> | undefined
  readonly result: AnyResult
}

export const createClientReader = (): ClientReader => ({ seen: [], get: noteAndRead })

function noteAndRead(this: ClientReader, result: AnyResult, key: Key): unknown {
  if (!this.seen.includes(key)) this.seen.push(key)
  if (key !== 'refetch') return result[key]
  this.refetch ??= async (options) => {
    await result.refetch(options)
    this.current!()
    return this.view!.result
  }
  return this.refetch
}

/**
 * A new object if a property that the component has read changed. If it has read none, any change counts, as in
 * TanStack Query: it may have passed the result on.
 */
export function snapshot(
  reader: ClientReader,
  source: ClientSource,
  pick: PickPart<unknown>,
  select: Select,
): View {
  const { seen, shown } = reader
  const now = look(reader, source, pick, select)
  if (now === shown) return now
  const keys = seen.length > 0 ? seen : (Object.keys(now.result) as Key[])
  if (keys.some((key) => !Object.is(now.result[key], shown!.result[key]))) reader.shown = now
  return reader.shown!
}

/** The result in a proxy that notes what is looked at. */
export function track(reader: ClientReader, { result }: View): AnyResult {
  if (reader.result !== result) reader.tracked = new Proxy(result, reader)
  reader.result = result
  return reader.tracked!
}

/** What the component reads now; the same object as the last time where nothing has changed. */
export function look(
  reader: ClientReader,
  source: ClientSource,
  pick: PickPart<unknown>,
  select: Select,
): View {
  const shared = source.read(pick)
  const query = source.observer.getCurrentQuery()
  const { identityChanges } = source.engine
  // Discard what was selected for another identity.
  if (reader.identity !== identityChanges) reader.view = undefined
  if (reader.query !== query) reader.initial = query.state
  reader.identity = identityChanges
  reader.query = query
  const { view } = reader
  const initial = reader.initial!
  const isSelected = view?.select === select
  if (view && isSelected && view.shared === shared) return view
  const plain = select ? undefined : shared.plain
  if (plain?.initial === initial) {
    reader.view = plain
    return plain
  }
  const { state } = query
  const { result: whole } = shared
  const selected =
    isSelected && view?.shared.result.data === whole.data
      ? view?.selected
      : selectFrom(whole.data, select, view)
  const result = {
    ...whole,
    ...selected,
    isFetchedAfterMount:
      state.dataUpdateCount > initial.dataUpdateCount || state.errorUpdateCount > initial.errorUpdateCount,
  }
  result.isLoadingError = result.isError && result.data === undefined
  result.isRefetchError = result.isError && !result.isLoadingError
  const now = { shared, initial, select, selected, result } as View
  if (!select) shared.plain = now
  reader.view = now
  return now
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
