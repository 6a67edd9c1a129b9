import type { Query } from '@tanstack/react-query'
import { FrontdeskError } from '../errors'
import type { Internals } from '../internals'
import { keyPrefix } from '../query/keys'
import type { TabSession } from '../types'

/** The QueryClients in which a handle isolates identities: two would undo each other's work. */
const owners = new WeakSet<object>()

/** @throws FrontdeskError `isolation_owner_exists`. */
export function claimIsolation({ options }: Internals): (() => void) | undefined {
  const { isolateCache, queryClient } = options
  if (isolateCache === false) return undefined
  if (owners.has(queryClient)) throw new FrontdeskError('isolation_owner_exists')
  owners.add(queryClient)
  return () => owners.delete(queryClient)
}

/** Whether a known identity gives way to another or to none. Loading, and signing in, are no such change. */
export function isIdentityChange({ options }: Internals, before: TabSession, after: TabSession): boolean {
  const identity = ({ userId, session, organizationId }: TabSession) =>
    JSON.stringify([userId, session?.actor, options.isolateCache === 'organization' && organizationId])
  return Boolean(before.userId) && after.status !== 'loading' && identity(before) !== identity(after)
}

/**
 * Clears what the app cached for the former identity, before the new one renders. Removed data would stay on
 * screen where a component still watches it: such queries are reset.
 * Queries with `meta: { identity: 'any' }` stay; running mutations cannot be recalled.
 *
 * @returns a function that fetches anew what is still watched.
 */
export function isolate({ options }: Internals): (() => void) | undefined {
  const { isolateCache = 'user', queryClient } = options
  if (isolateCache === false) return undefined
  const belongs = (query: Query) =>
    query.queryKey[0] !== keyPrefix &&
    query.meta?.identity !== 'any' &&
    (typeof isolateCache !== 'function' || isolateCache(query))
  for (const query of queryClient.getQueryCache().findAll({ predicate: belongs })) {
    if (query.getObserversCount() === 0) queryClient.getQueryCache().remove(query)
    else query.reset()
  }
  const mutations = queryClient.getMutationCache()
  for (const mutation of mutations.findAll({ predicate: ({ state }) => state.isPaused }))
    mutations.remove(mutation)
  return () =>
    void queryClient.refetchQueries({ type: 'active', predicate: belongs }, { throwOnError: false })
}
