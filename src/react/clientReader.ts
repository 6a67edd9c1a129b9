import { replaceEqualDeep } from '@tanstack/react-query'
import type { ClientSource, Pick, Result } from './clientSource'

type AnyResult = Result<unknown>
type Select = ((part: never) => unknown) | undefined

/** What a component reads from the client query, and how. */
export interface Reading {
  readonly pick: Pick<unknown>
  readonly select: Select
  readonly isRestoring: boolean
}

/** The client query as one component reads it. As a proxy's handler it notes which properties are looked at. */
export interface ClientReader extends ProxyHandler<AnyResult> {
  readonly source: ClientSource
  /** How often the query had been answered when the component first rendered. */
  readonly answersBefore: number
  readonly seen: PropertyKey[]
  readonly refetch: AnyResult['refetch']
  /** How the component read it last. */
  reading?: Reading
  view?: View
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

export function createClientReader(source: ClientSource): ClientReader {
  const reader: ClientReader = {
    source,
    answersBefore: source.answers(),
    seen: [],
    async refetch(options) {
      await source.refetch(options)
      return look(reader, reader.reading!).tracked
    },
    get(result, key) {
      if (!reader.seen.includes(key)) reader.seen.push(key)
      return Reflect.get(result, key)
    },
  }
  return reader
}

/** The result to render with. */
export function render(reader: ClientReader, reading: Reading): AnyResult {
  reader.reading = reading
  reader.view = look(reader, reading)
  return reader.view.tracked
}

/**
 * Another object than the last time once something has changed that the component has looked at. Where it looked at
 * nothing, any change counts, as with TanStack Query: somebody else may look.
 */
export function snapshot(reader: ClientReader, reading: Reading): object {
  const { seen, view } = reader
  const now = look(reader, reading)
  const hasChanged = (key: PropertyKey) =>
    !Object.is(Reflect.get(now.result, key), Reflect.get(view!.result, key))
  if (!view || (now !== view && (seen.length === 0 || seen.some(hasChanged)))) reader.view = now
  return reader.view!
}

function look(reader: ClientReader, { pick, select, isRestoring }: Reading): View {
  const { answersBefore, refetch, source, view } = reader
  const shared = source.read(pick, isRestoring)
  if (view?.shared === shared && view.select === select) return view
  const isFetchedAfterMount = source.answers() > answersBefore
  const isSelected = view && view.select === select && view.shared.data === shared.data
  const selected = isSelected
    ? view.selected
    : select && selectFrom(shared.data, select, view?.selected?.data)
  const result = { ...shared, ...selected, isFetchedAfterMount, refetch } as AnyResult
  return { shared, select, selected, result, tracked: new Proxy(result, reader) }
}

/**
 * What `select` makes of the data. As with TanStack Query, what is equal keeps its identity, and an error becomes the
 * result's, beside what was selected before.
 */
function selectFrom(
  data: unknown,
  select: (part: never) => unknown,
  before: unknown,
): Partial<AnyResult> | undefined {
  if (data === undefined) return undefined
  try {
    return { data: replaceEqualDeep(before, select(data as never)) } as Partial<AnyResult>
  } catch (error) {
    const hasData = before !== undefined
    const failed = { status: 'error', error, errorUpdatedAt: Date.now(), isError: true, isSuccess: false }
    return { ...failed, data: before, isLoadingError: !hasData, isRefetchError: hasData } as AnyResult
  }
}
