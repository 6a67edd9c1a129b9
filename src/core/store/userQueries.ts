import type { Query, QueryKey } from '@tanstack/react-query'
import { perHandle } from '../host/perHandle'
import { keyPrefix } from './keys'
import type { Store } from './store'

/** What the keys of queries about one session's user end with. */
const ofSession = 'session'

/**
 * The key of a query about the user of a session. It names the session, so that nobody reads what was asked for another
 * one. No two handles share one.
 *
 * @param sessionId - without one, what the keys of all sessions begin with.
 */
export function userQueryKey(store: Store, name: string, sessionId?: string | null): QueryKey {
  perHandle(store, forgetFormer)
  const key = [keyPrefix, store.scope, name, store.queryOptions.queryKey.at(-1), ofSession]
  return sessionId === undefined ? key : [...key, sessionId]
}

/** What was asked for a session goes as soon as that one is not shown any more. */
function forgetFormer(store: Store): true {
  const { onChange, queryClient, queryOptions, scope } = store
  const isOwn = ({ queryKey }: Query) =>
    queryKey[1] === scope && queryKey[3] === queryOptions.queryKey.at(-1) && queryKey[4] === ofSession
  onChange.add(() => {
    const { sessionId } = store.shown.session
    queryClient.removeQueries({
      queryKey: [keyPrefix],
      predicate: (query) => isOwn(query) && query.queryKey[5] !== sessionId,
    })
  })
  return true
}

/** What was asked is out of date. Those that are watched ask anew. */
export const outdate = (store: Store, name: string): void =>
  void store.queryClient.invalidateQueries({ queryKey: userQueryKey(store, name) })
