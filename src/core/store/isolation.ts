import type {
  Mutation,
  MutationCacheNotifyEvent,
  Query,
  QueryCacheNotifyEvent,
  QueryClient,
} from '@tanstack/react-query'
import { attempt } from '../host/ambient'
import { type Host, storageKey } from '../host/host'
import { type Holder, name as pageName } from '../host/page'
import { createStoredValue } from '../host/storedValue'
import { FrontdeskError } from '../wire/errors'
import { keyPrefix } from './keys'
import type { TabSession } from './shown'
import { empty, ownerOf, setOwner } from './tanstack'

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

/** Kept with the QueryClient, where other copies and versions of the library find it. They rely on these names. */
interface IsolatedCache {
  /** Whether the handle that isolates is mounted. */
  isOwned?: (() => boolean) | undefined
  /** The digest of whose data is cached; `''` for nobody. Outlives the handle, like the data. */
  cached?: string
  /** Observed queries were reset, and not refetched yet. */
  isCleared?: boolean
}

/** `null` if nobody is signed in; `undefined` if that is not known yet. */
export const identityOf = (
  isolateCache: IsolateCache | undefined,
  { userId, actor, organizationId }: Pick<TabSession, 'userId' | 'actor' | 'organizationId'>,
): string | null | undefined =>
  userId &&
  // Only `sub`: a server knows no more of an impersonator.
  JSON.stringify([userId, actor && (actor.sub ?? actor), isolateCache === 'organization' && organizationId])

/** Keeps ids out of storage. It need not be secure, only tell the accounts of one browser apart, and at once. */
export const digestOf = (identity: string | null | undefined) =>
  identity === null
    ? ''
    : identity && `${[...identity].reduce((hash, char) => (hash * 8191 + char.charCodeAt(0)) % 1e9, 1)}`

const isQuery = (item: Query | Mutation) => 'queryKey' in item

interface Isolated {
  queryClient: QueryClient
  isolateCache: IsolateCache | undefined
}

/** Drops paused mutations: nobody may run what another one has asked for. */
export function dropPaused({ queryClient, isolateCache }: Isolated): void {
  const mutations = queryClient.getMutationCache()
  for (const mutation of mutations.getAll())
    if (mutation.state.isPaused && isolateCache !== false) mutations.remove(mutation)
}

export function createIsolation(
  host: Host,
  queryClient: QueryClient,
  isolateCache: IsolateCache = 'user',
): Isolation {
  const isolates = isolateCache !== false
  const holder = (isolates ? queryClient : {}) as Holder
  holder[pageName] ??= {} satisfies IsolatedCache
  const cache = holder[pageName] as IsolatedCache
  const queries = queryClient.getQueryCache()
  const mutations = queryClient.getMutationCache()
  /** Whose data was cached last in this browser: the owner of what is restored without one. */
  const last = createStoredValue(host.ambient.originStorage, storageKey(host, 'owner'))
  /** The digest of who is shown; `''` for nobody, `undefined` while that is not known. */
  let current: string | undefined
  if (isolates) host.onMount.add(watch)

  const isOurs = (item: Query | Mutation) => isQuery(item) && item.queryKey[0] === keyPrefix

  const belongs = (item: Query | Mutation) =>
    !isQuery(item) ||
    (!isOurs(item) &&
      item.meta?.identity !== 'any' &&
      // If the function throws, clear the query: it may hold private data.
      (typeof isolateCache !== 'function' || attempt(host.ambient, () => isolateCache(item), true)))

  /** Clears what is somebody else's. All else belongs to who is shown from now on. */
  function sortOut(items: readonly (Query | Mutation)[], before?: string) {
    const others = items.filter((item) => {
      const known = ownerOf(item)
      const owner = known ?? before
      if (owner && owner !== current && belongs(item)) return true
      if (known !== current && !isOurs(item)) {
        setOwner(item, current)
        if (current) last.write(current)
      }
      return false
    })
    for (const query of others.filter(isQuery)) empty(query, current)
    for (const item of others) {
      if (isQuery(item)) {
        cache.isCleared = true
        // Removed data stays on screen while a component observes it. Reset those queries instead.
        if (item.getObserversCount() === 0) queries.remove(item)
        else item.reset()
        // A running mutation cannot be recalled.
      } else if (item.state.isPaused) mutations.remove(item)
    }
    return others.length > 0
  }

  function watch() {
    // An owner without mounts is about to be torn down.
    if (cache.isOwned?.()) throw new FrontdeskError('isolation_owner_exists')
    const isOwned = () => host.mounts > 0
    cache.isOwned = isOwned
    // A persister may restore after it is known who is shown.
    const check = (event: QueryCacheNotifyEvent | MutationCacheNotifyEvent) => {
      const item = 'query' in event ? event.query : event.mutation
      // What is empty is nobody's.
      if ('query' in event && event.query.state.data === undefined) return
      if (item && event.type !== 'removed' && current !== undefined && sortOut([item])) refetch()
    }
    const stops = [queries.subscribe(check), mutations.subscribe(check)]
    return () => {
      for (const stop of stops) stop()
      if (cache.isOwned === isOwned) cache.isOwned = undefined
    }
  }

  function refetch() {
    if (!cache.isCleared || !current) return
    cache.isCleared = false
    void queryClient.refetchQueries({ type: 'active', predicate: belongs })
  }

  return (session) => {
    const former = current
    current = digestOf(identityOf(isolateCache, session))
    if (current === undefined || current === former) return undefined
    const { cached } = cache
    cache.cached = current
    const hasOthers = isolates && sortOut([...queries.getAll(), ...mutations.getAll()], cached ?? last.read())
    return hasOthers || (cached ?? current) !== current ? refetch : undefined
  }
}
