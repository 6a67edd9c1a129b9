import type { Query } from '@tanstack/react-query'
import { FrontdeskError } from '../errors'
import type { Internals } from '../internals'
import { keyPrefix } from '../query/keys'
import type { FrontdeskOptions, TabSession } from '../types'

/** Clears the app's cache if the session to be shown is of another identity. @returns what to do once it is shown. */
export type Isolation = (session: TabSession) => (() => void) | undefined

interface IsolatedCache {
  owner?: Internals | undefined
  /** Whose data the app has cached; undefined where nobody's. It outlives the handle, as the data does. */
  identity?: string | undefined
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
  if (isolateCache === false) return () => undefined
  const cache = caches.get(queryClient) ?? {}
  caches.set(queryClient, cache)

  const belongs = (query: Query) =>
    query.queryKey[0] !== keyPrefix &&
    query.meta?.identity !== 'any' &&
    (typeof isolateCache !== 'function' || isolateCache(query))

  /** Removed data would stay on screen where a component still watches it: such queries are reset. */
  function clear() {
    const queries = queryClient.getQueryCache()
    for (const query of queries.findAll({ predicate: belongs })) {
      if (query.getObserversCount() === 0) queries.remove(query)
      else query.reset()
    }
    const mutations = queryClient.getMutationCache()
    for (const mutation of mutations.findAll({ predicate: ({ state }) => state.isPaused }))
      mutations.remove(mutation)
    cache.isCleared = true
  }

  hooks.mount.add(() => {
    const { owner = internals } = cache
    // One that nobody mounts any more is only waiting to be torn down.
    if (owner !== internals && owner.mounts > 0) throw new FrontdeskError('isolation_owner_exists')
    cache.owner = internals
    return () => {
      if (cache.owner === internals) cache.owner = undefined
    }
  })

  return (session) => {
    const key = keyOf(options, session)
    if (key === undefined) return undefined
    const identity = key ?? undefined
    if (cache.identity !== undefined && cache.identity !== identity) clear()
    cache.identity = identity
    if (identity === undefined || !cache.isCleared) return undefined
    cache.isCleared = false
    return () =>
      void queryClient.refetchQueries({ type: 'active', predicate: belongs }, { throwOnError: false })
  }
}
