import type { Query } from '@tanstack/react-query'
import { attempt } from '../ambient'
import { FrontdeskError } from '../errors'
import type { Internals } from '../internals'
import { keyPrefix } from '../query/keys'
import type { FrontdeskOptions, TabSession } from '../types'

/**
 * Clears the app's cache where the session to be shown is of another identity than a known one.
 *
 * @returns then, and where somebody follows nobody: what to do once it is shown.
 */
export type Isolation = (session: TabSession) => (() => void) | undefined

interface IsolatedCache {
  owner?: Internals | undefined
  /** Whose data the app has cached; `null` where nobody's. It outlives the handle, as the data does. */
  identity?: string | null
  /** Queries that components watch were reset, and not fetched since. */
  isCleared?: boolean
}

const caches = new WeakMap<object, IsolatedCache>()

/** Tells identities apart; `null` where nobody is signed in, `undefined` where that is not known. */
export const keyOf = (
  { isolateCache }: Pick<FrontdeskOptions, 'isolateCache'>,
  { userId, session, organizationId }: TabSession,
): string | null | undefined =>
  userId && JSON.stringify([userId, session.actor, isolateCache === 'organization' && organizationId])

/** Keeps what the app caches in its QueryClient apart by identity: user and actor, and organization if chosen. */
export function createIsolation(internals: Internals): Isolation {
  const { hooks, options } = internals
  const { isolateCache = 'user', queryClient } = options
  const isolates = isolateCache !== false
  const cache: IsolatedCache = (isolates && caches.get(queryClient)) || {}
  if (isolates) {
    caches.set(queryClient, cache)
    hooks.mount.add(own)
  }

  const belongs = (query: Query) =>
    query.queryKey[0] !== keyPrefix &&
    query.meta?.identity !== 'any' &&
    // One that cannot tell leaves nobody's data behind.
    (typeof isolateCache !== 'function' || attempt(internals.ambient, () => isolateCache(query), true))

  /** Removed data would stay on screen where a component still watches it: such queries are reset. */
  function clear() {
    const queries = queryClient.getQueryCache()
    const all = queries.findAll({ predicate: belongs })
    // As if each had succeeded, with nothing: what stands in for a page that is loading would stay, too.
    for (const query of all) query.setState({ data: undefined, status: 'success' })
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
    const { owner = internals } = cache
    // One that nobody mounts any more is only waiting to be torn down.
    if (owner !== internals && owner.mounts > 0) throw new FrontdeskError('isolation_owner_exists')
    cache.owner = internals
    return () => {
      if (cache.owner === internals) cache.owner = undefined
    }
  }

  return (session) => {
    const { identity: before } = cache
    const identity = keyOf(options, session)
    if (identity === undefined) return undefined
    cache.identity = identity
    if (before === undefined || before === identity) return undefined
    if (before && isolates) clear()
    return () => {
      if (!cache.isCleared || !identity) return
      cache.isCleared = false
      void queryClient.refetchQueries({ type: 'active', predicate: belongs }, { throwOnError: false })
    }
  }
}
