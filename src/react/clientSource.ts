import {
  notifyManager,
  QueryObserver,
  type QueryObserverResult,
  replaceEqualDeep,
} from '@tanstack/react-query'
import type { Engine } from '../core/engine/engine'
import { listen } from '../core/host/listen'
import type { ClientData } from '../core/store/cache'
import { optimistic } from '../core/store/tanstack'
import type { FrontdeskError } from '../core/wire/errors'
import type { View } from './clientReader'
import { ownQueries } from './ownQueries'

/** TanStack Query's result of the client query, with `Data` in place of the client. */
export type Result<Data> = QueryObserverResult<Data, FrontdeskError>

/** Gives a part of the client, as the tab with this session has it. The same function on every render. */
export type PickPart<Part> = (client: ClientData, sessionId: string | null | undefined) => Part

/** The client query as all components of a handle read it. They share one observer, since each one is expensive. */
export interface ClientSource {
  readonly engine: Engine
  readonly observer: QueryObserver<ClientData, FrontdeskError>
  /** Calls `onChange` after changes of the query and of what the handle shows, all at the same time. */
  subscribe(onChange: () => void): () => void
  /** The result now; the same object as before where nothing in it changed. */
  read(pick: PickPart<unknown>): SharedReading
}

/** What all components read that ask for the same part. */
export interface SharedReading {
  readonly whole: Result<ClientData>
  readonly sessionId: string | null | undefined
  readonly result: Result<unknown>
  /** What those make of it that select nothing. */
  plain?: View
}

/** While a persisted cache is restored: like TanStack Query, it fetches nothing and notifies nobody. */
export const createRestoringSource = (engine: Engine): ClientSource => createClientSource(engine, true)

export function createClientSource(engine: Engine, isRestoring = false): ClientSource {
  const { onShown } = engine
  const queryClient = ownQueries(engine)
  const options = optimistic<ClientData, FrontdeskError>(engine.queryOptions, isRestoring)
  const observer = new QueryObserver<ClientData, FrontdeskError>(queryClient, options)
  const listeners = new Set<() => void>()
  const readings = new Map<PickPart<unknown>, SharedReading>()
  let sessionId: string | null | undefined
  let stops: (() => void)[] = []
  let looked: unknown

  const notify = notifyManager.batchCalls(() => {
    for (const listener of listeners) listener()
  })

  return {
    engine,
    observer,
    subscribe(onChange) {
      if (isRestoring) return () => {}
      listeners.add(onChange)
      if (listeners.size === 1) {
        // The query may have been removed and made anew.
        observer.setOptions(options)
        stops = [
          observer.subscribe(notify),
          // The observer reports all else, and the provider renders everything when the identity changes.
          listen(onShown)(() => engine.shown.session.sessionId !== sessionId && notify()),
        ]
      }
      const { isFetching, isPending } = observer.getCurrentResult()
      // The first fetch was cancelled. Like TanStack Query, fetch again when a component mounts.
      if (isPending && !isFetching) void observer.refetch()
      return () => {
        listeners.delete(onChange)
        if (listeners.size === 0) for (const stop of stops) stop()
      }
    },
    read(pick) {
      // An observer without subscribers is not notified of changes.
      if (listeners.size === 0 && queryClient.getQueryCache().get(options.queryHash)?.state !== looked) {
        observer.setOptions(options)
        looked = observer.getCurrentQuery().state
      }
      const whole = observer.getCurrentResult()
      sessionId = engine.shown.session.sessionId
      const before = readings.get(pick)
      if (before?.whole === whole && before.sessionId === sessionId) return before
      const { data } = whole
      const part =
        data === undefined ? undefined : replaceEqualDeep(before?.result.data, pick(data, sessionId))
      const reading = { whole, sessionId, result: { ...whole, data: part } as Result<unknown> }
      readings.set(pick, reading)
      return reading
    },
  }
}
