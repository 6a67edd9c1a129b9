import { replaceEqualDeep } from '@tanstack/react-query'
import type { ClientSource, Pick, Result } from './clientSource'

type AnyResult = Result<unknown>

/** How a component reads the client query. */
export interface Reading {
  readonly pick: Pick<unknown>
  readonly select: ((part: never) => unknown) | undefined
  readonly isRestoring: boolean
}

/** What one component reads: a `select` of its own, and the properties that it looks at. */
export interface ClientReader {
  /** The result to render with. */
  render(reading: Reading): AnyResult
  /**
   * The result rendered last, or another one once a property that the component looked at has changed. Where it looked
   * at none, any change counts, as with TanStack Query: somebody else may look.
   */
  snapshot(reading: Reading): AnyResult
  /** The result, in a proxy that notes what is looked at. */
  track(result: AnyResult): AnyResult
}

export function createClientReader(source: ClientSource): ClientReader {
  const answersBefore = source.answers()
  const seen = new Set<PropertyKey>()
  const select = createSelector()
  let latest: Reading
  let rendered: AnyResult | undefined
  let known: { from: readonly unknown[]; result: AnyResult } | undefined
  let tracked: { result: AnyResult; proxy: AnyResult } | undefined

  /** TanStack Query's result, as if this component had an observer of its own. */
  function read(reading: Reading): AnyResult {
    const shared = source.read(reading.pick, reading.isRestoring)
    const selection = select(shared.data, reading.select)
    const isFetchedAfterMount = source.answers() > answersBefore
    const from = [shared, selection, isFetchedAfterMount]
    if (!known?.from.every((value, index) => value === from[index])) {
      const result = { ...shared, ...asResult(shared, selection), isFetchedAfterMount, refetch }
      known = { from, result: result as AnyResult }
    }
    return known.result
  }

  const refetch: AnyResult['refetch'] = async (options) => {
    await source.refetch(options)
    return read(latest)
  }

  const looksTheSame = (one: AnyResult, other: AnyResult) =>
    seen.size > 0 && [...seen].every((key) => Object.is(Reflect.get(one, key), Reflect.get(other, key)))

  return {
    render(reading) {
      latest = reading
      rendered = read(reading)
      return rendered
    },
    snapshot(reading) {
      const now = read(reading)
      if (!rendered || (now !== rendered && !looksTheSame(now, rendered))) rendered = now
      return rendered
    },
    track(result) {
      if (tracked?.result !== result) tracked = { result, proxy: new Proxy(result, { get }) }
      return tracked.proxy
      function get(target: AnyResult, key: PropertyKey) {
        seen.add(key)
        return Reflect.get(target, key)
      }
    },
  }
}

/** What a `select` gave last, and what it has thrown since. */
interface Selection {
  readonly data: unknown
  readonly error?: unknown
  readonly errorUpdatedAt?: number
}

/** Runs `select` anew only for other data, or where it is another function; equal results keep their identity. */
function createSelector() {
  let known: { data: unknown; select: Reading['select']; selection: Selection } | undefined

  return (data: unknown, select: Reading['select']): Selection | undefined => {
    if (!select || data === undefined) {
      known = undefined
      return undefined
    }
    if (known?.data !== data || known.select !== select) {
      known = { data, select, selection: run(data, select, known?.selection) }
    }
    return known.selection
  }
}

function run(data: unknown, select: (part: never) => unknown, before: Selection | undefined): Selection {
  try {
    const selected = replaceEqualDeep(before?.data, select(data as never))
    return before && !before.error && selected === before.data ? before : { data: selected }
  } catch (error) {
    return { data: before?.data, error, errorUpdatedAt: Date.now() }
  }
}

/** What a selection changes in the result. */
function asResult({ isFetching }: AnyResult, selection: Selection | undefined): object | undefined {
  if (!selection?.error) return selection
  const hasData = selection.data !== undefined
  return {
    ...selection,
    status: 'error',
    isError: true,
    isSuccess: false,
    isLoadingError: !hasData,
    isRefetchError: hasData,
    isRefetching: isFetching,
  }
}
