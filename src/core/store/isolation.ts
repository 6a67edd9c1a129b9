import type { Query, QueryClient } from '@tanstack/react-query'
import { attempt } from '../host/ambient'
import type { Host } from '../host/host'
import { FrontdeskError } from '../wire/errors'
import { keyPrefix } from './keys'
import type { TabSession } from './shown'
import { empty } from './tanstack'

/** Which queries of the app belong to the signed-in identity, and go when it changes. */
export type IsolateCache =
  | 'user'
  | 'organization'
  | false
  | ((query: { queryKey: readonly unknown[] }) => boolean)

/**
 * Clears the app's cache where the session to be shown is of another identity than a known one.
 *
 * @returns then, and where somebody follows nobody: what to do once it is shown.
 */
export type Isolation = (session: TabSession) => (() => void) | undefined

interface IsolatedCache {
  owner?: Host | undefined
  /** Whose data the app has cached; `null` where nobody's. It outlives the handle, as the data does. */
  identity?: string | null
  /** Queries that components watch were reset, and not fetched since. */
  isCleared?: boolean
}

const caches = new WeakMap<object, IsolatedCache>()

/** Tells identities apart; `null` where nobody is signed in, `undefined` where that is not known. */
export const identityOf = (
  isolateCache: IsolateCache | undefined,
  { userId, session, organizationId }: TabSession,
): string | null | undefined =>
  userId && JSON.stringify([userId, session.actor, isolateCache === 'organization' && organizationId])

/** Keeps what the app caches in its QueryClient apart by identity: user and actor, and organization if chosen. */
export function createIsolation(
  host: Host,
  queryClient: QueryClient,
  isolateCache: IsolateCache = 'user',
): Isolation {
  const isolates = isolateCache !== false
  const cache: IsolatedCache = (isolates && caches.get(queryClient)) || {}
  if (isolates) {
    caches.set(queryClient, cache)
    host.onMount.add(own)
  }

  const belongs = (query: Query) =>
    query.queryKey[0] !== keyPrefix &&
    query.meta?.identity !== 'any' &&
    // One that cannot tell leaves nobody's data behind.
    (typeof isolateCache !== 'function' || attempt(host.ambient, () => isolateCache(query), true))

  /** Removed data would stay on screen where a component still watches it: such queries are reset. */
  function clear() {
    const queries = queryClient.getQueryCache()
    const all = queries.findAll({ predicate: belongs })
    for (const query of all) empty(query)
    for (const query of all) {
      if (query.getObserversCount() === 0) queries.remove(query)
      else query.reset()
    }
    const mutations = queryClient.getMutationCache()
    for (const mutation of mutations.findAll({ predicate: ({ state }) => state.isPaused }))
      mutations.remove(mutation)
    cache.isCleared = true
  }

  function own() {
    const { owner = host } = cache
    // One that nobody mounts any more is only waiting to be torn down.
    if (owner !== host && owner.mounts > 0) throw new FrontdeskError('isolation_owner_exists')
    cache.owner = host
    return () => {
      if (cache.owner === host) cache.owner = undefined
    }
  }

  return (session) => {
    const { identity: before } = cache
    const identity = identityOf(isolateCache, session)
    if (identity === undefined) return undefined
    cache.identity = identity
    if (before === undefined || before === identity) return undefined
    if (before && isolates) clear()
    return () => {
      if (!cache.isCleared || !identity) return
      cache.isCleared = false
      void queryClient.refetchQueries({ type: 'active', predicate: belongs })
    }
  }
}
