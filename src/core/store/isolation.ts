import type { Query, QueryClient } from '@tanstack/react-query'
import { attempt } from '../host/ambient'
import type { Host } from '../host/host'
import { FrontdeskError } from '../wire/errors'
import { keyPrefix } from './keys'
import type { TabSession } from './shown'
import { empty } from './tanstack'

/**
 * What counts as an identity. `'user'`: user and actor; `'organization'`: the organization too. All of the app's
 * queries are cleared when it changes, except those with `meta.identity: 'any'`. A function picks the queries;
 * `false` clears none.
 */
export type IsolateCache =
  | 'user'
  | 'organization'
  | false
  | ((query: { queryKey: readonly unknown[] }) => boolean)

/** Clears the cache if the identity changes. Call the returned function once the new session is shown. */
export type Isolation = (session: TabSession) => (() => void) | undefined

interface IsolatedCache {
  owner?: Host | undefined
  /** Whose data is cached; `null` for nobody. Outlives the handle, like the data. */
  identity?: string | null
  /** Observed queries were reset, and not refetched yet. */
  isCleared?: boolean
}

const caches = new WeakMap<object, IsolatedCache>()

/** `null` if nobody is signed in; `undefined` if that is not known yet. */
export const identityOf = (
  isolateCache: IsolateCache | undefined,
  { userId, session, organizationId }: TabSession,
): string | null | undefined =>
  userId && JSON.stringify([userId, session.actor, isolateCache === 'organization' && organizationId])

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
    // If the function throws, clear the query: it may hold private data.
    (typeof isolateCache !== 'function' || attempt(host.ambient, () => isolateCache(query), true))

  /** Removed data stays on screen while a component observes it. Reset those queries instead. */
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
    // An owner without mounts is about to be torn down.
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
