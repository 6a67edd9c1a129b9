import { replaceEqualDeep } from '@tanstack/react-query'
import type { ClientSource, Pick, Result } from './clientSource'

type AnyResult = Result<unknown>
type Select = ((part: never) => unknown) | undefined

/** The client query as one component reads it: through a `select` of its own, and some of its properties. */
export interface ClientReader {
  /** What to render: fresh, and noting which of its properties are looked at. */
  render(pick: Pick<unknown>, select: Select, isRestoring: boolean): AnyResult
  /**
   * Another object than the last time once something has changed that the component looked at. Where it looked at
   * nothing, any change counts, as with TanStack Query: somebody else may look.
   */
  snapshot(pick: Pick<unknown>, select: Select, isRestoring: boolean): object
}

interface View {
  shared: AnyResult
  select: Select
  /** What differs from the shared result. */
  own: Partial<Record<PropertyKey, unknown>>
}

export function createClientReader(source: ClientSource): ClientReader {
  const answersBefore = source.answers()
  const seen = new Set<PropertyKey>()
  let view: View | undefined
  let rendered: { view: View; result: AnyResult } | undefined
  let again = (): AnyResult => rendered!.result

  function look(pick: Pick<unknown>, select: Select, isRestoring: boolean): View {
    const shared = source.read(pick, isRestoring)
    if (view?.shared === shared && view.select === select) return view
    const selection = select && selectFrom(shared, select, view)
    const isFetchedAfterMount = source.answers() > answersBefore
    return { shared, select, own: { ...selection, isFetchedAfterMount, refetch } }
  }

  const refetch: AnyResult['refetch'] = async (options) => {
    await source.refetch(options)
    return again()
  }

  function track(view: View): AnyResult {
    return new Proxy(view.shared, {
      get(_, key) {
        seen.add(key)
        return valueIn(view, key)
      },
    })
  }

  return {
    render(...reading) {
      view = look(...reading)
      again = () => track(look(...reading))
      if (rendered?.view !== view) rendered = { view, result: track(view) }
      return rendered.result
    },
    snapshot(...reading) {
      const now = look(...reading)
      const before = view
      const isSame = (key: PropertyKey) => before && Object.is(valueIn(now, key), valueIn(before, key))
      if (!before || seen.size === 0 || ![...seen].every(isSame)) view = now
      return view as View
    },
  }
}

const valueIn = ({ own, shared }: View, key: PropertyKey): unknown =>
  key in own ? own[key] : Reflect.get(shared, key)

/** What `select` makes of the data, as TanStack Query says it: results that are equal keep their identity, and an error is the result's. */
function selectFrom(
  { data: part, isFetching }: AnyResult,
  select: (part: never) => unknown,
  before: View | undefined,
): View['own'] | undefined {
  if (part === undefined) return undefined
  const known = before?.own.data
  const isAsBefore = before?.shared.data === part && before.select === select
  try {
    if (isAsBefore && before.own.error) throw before.own.error
    return { data: isAsBefore ? known : replaceEqualDeep(known, select(part as never)) }
  } catch (error) {
    const errorUpdatedAt = error === before?.own.error ? before?.own.errorUpdatedAt : Date.now()
    const [isLoadingError, isRefetchError] = [known === undefined, known !== undefined]
    const failed = { status: 'error', isError: true, isSuccess: false, isRefetching: isFetching }
    return { ...failed, data: known, error, errorUpdatedAt, isLoadingError, isRefetchError }
  }
}
