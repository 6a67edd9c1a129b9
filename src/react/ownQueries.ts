import { QueryClient, QueryObserver, type QueryObserverResult } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Engine } from '../core/engine/engine'
import { perHandle } from '../core/host/perHandle'
import type { ClientData } from '../core/store/cache'
import { optimistic } from '../core/store/tanstack'
import type { FrontdeskError } from '../core/wire/errors'
import { isOnServer } from '../core/wire/onServer'

const createQueries = () => new QueryClient()

/** Holds the client query. On a server not the app's, which may be dehydrated into the page with all that is pending. */
export const ownQueries = (engine: Engine): QueryClient =>
  isOnServer(engine) ? perHandle(engine, createQueries) : engine.queryClient

type Result = QueryObserverResult<ClientData, FrontdeskError>

const createPending = (engine: Engine): Result =>
  new QueryObserver<ClientData, FrontdeskError>(
    perHandle(engine, createQueries),
    optimistic(engine.queryOptions, false),
  ).getCurrentResult()

/** What a server has rendered of the client query, while that is hydrated though the client has come meanwhile. */
export function usePending(engine: Engine): Result | undefined {
  const isLate = useSyncExternalStore(
    never,
    () => false,
    () => engine.client !== undefined || Boolean(engine.seed?.session),
  )
  return isLate ? perHandle(engine, createPending) : undefined
}

/** Of what changes with hydration only. */
export const never = () => () => {}
