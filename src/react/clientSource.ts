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

/** TanStack Query's result of the client query, with `Data` in place of the client. */
export type Result<Data> = QueryObserverResult<Data, FrontdeskError>

/** Gives a part of the client, as the tab with this session has it. The same function on every render. */
export type PickPart<Part> = (client: ClientData, sessionId: string | null | undefined) => Part

/** The client query as the components of a handle read it: with one observer for all, since each costs a lot. */
export interface ClientSource {
  readonly engine: Engine
  readonly observer: QueryObserver<ClientData, FrontdeskError>
  /** Calls `onChange` after changes of the query and of what the handle shows, all at the same time. */
  subscribe(onChange: () => void): () => void
  /** The result now; the same object as before where nothing in it changed. */
  read(pick: PickPart<unknown>): Result<unknown>
}

interface Reading {
  whole: Result<ClientData>
  sessionId: string | null | undefined
  result: Result<unknown>
  refetch: Result<unknown>['refetch']
}

/** For where a persisted cache is being restored: as with TanStack Query nothing is fetched, or heard of. */
export const createRestoringSource = (engine: Engine): ClientSource => createClientSource(engine, true)

export function createClientSource(engine: Engine, isRestoring = false): ClientSource {
  const { onShown, queryClient } = engine
  const options = optimistic<ClientData, FrontdeskError>(engine.queryOptions, isRestoring)
  const observer = new QueryObserver<ClientData, FrontdeskError>(queryClient, options)
  const listeners = new Set<() => void>()
  const readings = new Map<PickPart<unknown>, Reading>()
  let sessionId: string | null | undefined
  let stops: (() => void)[] = []
  let looked: unknown

  const notify = notifyManager.batchCalls(() => {
    for (const listener of listeners) listener()
  })

  const refetchFor = (pick: PickPart<unknown>): Reading['refetch'] =>
    async function refetch(options) {
      await observer.refetch(options)
      return { ...source.read(pick), isFetchedAfterMount: true } as Result<unknown>
    }

  const source: ClientSource = {
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
          // Of the connection the query tells by itself; and the provider renders all at once on a change of identity.
          listen(onShown)(() => engine.shown.session.sessionId !== sessionId && notify()),
        ]
      }
      const { isFetching, isPending } = observer.getCurrentResult()
      // The first fetch was cancelled. As with TanStack Query, whoever mounts asks again.
      if (isPending && !isFetching) void observer.refetch()
      return () => {
        listeners.delete(onChange)
        if (listeners.size === 0) for (const stop of stops) stop()
      }
    },
    read(pick) {
      const query = queryClient.getQueryCache().get(options.queryHash)
      // Nobody tells an observer without subscribers of a change.
      if (listeners.size === 0 && query?.state !== looked) {
        observer.setOptions(options)
        looked = observer.getCurrentQuery().state
      }
      const whole = observer.getCurrentResult()
      sessionId = engine.shown.session.sessionId
      const before = readings.get(pick)
      if (before?.whole === whole && before.sessionId === sessionId) return before.result
      const { data } = whole
      const part =
        data === undefined ? undefined : replaceEqualDeep(before?.result.data, pick(data, sessionId))
      const refetch = before?.refetch ?? refetchFor(pick)
      const result = { ...whole, data: part, refetch } as Result<unknown>
      readings.set(pick, { whole, sessionId, result, refetch })
      return result
    },
  }
  return source
}
