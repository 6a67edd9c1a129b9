import {
  notifyManager,
  QueryObserver,
  type QueryObserverResult,
  replaceEqualDeep,
} from '@tanstack/react-query'
import type { Engine } from '../core/engine/engine'
import { listen } from '../core/host/listen'
import type { ClientData } from '../core/store/cache'
import type { TabSession } from '../core/store/shown'
import { optimistic } from '../core/store/tanstack'
import type { FrontdeskError } from '../core/wire/errors'

/** TanStack Query's result of the client query, with `Data` in place of the client. */
export type Result<Data> = QueryObserverResult<Data, FrontdeskError>

/** Gives a part of the client, as this tab's session has it. The same function on every render. */
export type Pick<Part> = (client: ClientData, session: TabSession) => Part

/** The client query as the components of a handle read it: with one observer for all, since each costs a lot. */
export interface ClientSource {
  /** Calls `onChange` after changes of the query and of what the handle shows, all at the same time. */
  subscribe(onChange: () => void): () => void
  /** The result now; the same object as before where nothing in it changed. */
  read<Part>(pick: Pick<Part>, isRestoring: boolean): Result<Part>
  /** How often the query was answered so far, with or without an error. */
  answers(): number
  refetch: Result<ClientData>['refetch']
}

interface Reading {
  whole: Result<ClientData>
  session: TabSession
  result: Result<unknown>
}

export function createClientSource(engine: Engine): ClientSource {
  const { onShown, queryClient, queryOptions } = engine
  const queries = queryClient.getQueryCache()
  const observer = new QueryObserver<ClientData, FrontdeskError>(queryClient, queryOptions)
  /** Never subscribed: what components show before they are. */
  const onlooker = new QueryObserver<ClientData, FrontdeskError>(queryClient, queryOptions)
  const listeners = new Set<() => void>()
  const readings = new Map<Pick<unknown>, Reading>()
  let stops: (() => void)[] = []
  let isDue = false
  let looked: { state: unknown; isRestoring: boolean; result: Result<ClientData> } | undefined

  function notify() {
    isDue = false
    for (const listener of listeners) listener()
  }

  const notifyInBatch = notifyManager.batchCalls(notify)

  /** With TanStack Query's observers, so that a component that reads queries, too, renders once. */
  function notifyLater() {
    if (isDue) return
    isDue = true
    notifyInBatch()
  }

  const state = () => queries.get(observer.options.queryHash!)?.state

  function look(isRestoring: boolean): Result<ClientData> {
    const now = state()
    if (!looked || !now || looked.state !== now || looked.isRestoring !== isRestoring) {
      const result = onlooker.getOptimisticResult(optimistic(queryOptions, isRestoring))
      looked = { state: state(), isRestoring, result }
    }
    return looked.result
  }

  return {
    subscribe(onChange) {
      listeners.add(onChange)
      if (listeners.size === 1) {
        // The query may have been removed and made anew.
        observer.setOptions(queryOptions)
        stops = [
          observer.subscribe(notifyLater),
          // On a change of identity at once, with all who read a query: see `ClientProvider`.
          listen(onShown)((isIdentityChange) => (isIdentityChange ? notify : notifyLater)()),
        ]
      }
      return () => {
        listeners.delete(onChange)
        if (listeners.size === 0) for (const stop of stops) stop()
      }
    },
    read<Part>(pick: Pick<Part>, isRestoring: boolean) {
      const whole = isRestoring || listeners.size === 0 ? look(isRestoring) : observer.getCurrentResult()
      const { session } = engine.shown
      const before = readings.get(pick)
      if (before?.whole === whole && before.session === session) return before.result as Result<Part>
      const { data } = whole
      const part = data === undefined ? undefined : replaceEqualDeep(before?.result.data, pick(data, session))
      const result = { ...whole, data: part } as Result<Part>
      readings.set(pick, { whole, session, result })
      return result
    },
    answers() {
      const { dataUpdateCount = 0, errorUpdateCount = 0 } = state() ?? {}
      return dataUpdateCount + errorUpdateCount
    },
    refetch: (options) => observer.refetch(options),
  }
}
