import type { Query, QueryCacheNotifyEvent, QueryClient, QueryKey, QueryOptions } from '@tanstack/react-query'
import type { Client } from '../wire/resources/client'
import type { Wire } from '../wire/wire'
import { keyPrefix } from './keys'
import type { Store } from './store'
import { complete } from './tanstack'

/** What the one client query gives: the client, or `null` when there is none. */
export type ClientData = Client | null

/** What `useQuery`, `useSuspenseQuery`, `ensureQueryData` and `prefetchQuery` take. */
export interface ClientQueryOptions<Selected = ClientData> {
  queryKey: QueryKey
  queryFn: () => Promise<ClientData>
  select?: (client: ClientData) => Selected
  staleTime: number
  gcTime: number
  retry: false
  networkMode: 'always'
  meta: { identity: 'any' }
}

let queries = 0

/** The options of a handle's client query. Whatever the app's defaults are, these hold. No two handles share a key. */
export function createQueryOptions({ scope }: Wire, queryFn: () => Promise<ClientData>): ClientQueryOptions {
  const queryKey = [keyPrefix, scope, 'client', ++queries]
  const options = {
    ...complete,
    queryKey,
    queryHash: JSON.stringify(queryKey),
    queryFn,
    // Nothing but the handle decides when the client is asked for again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
    retryOnMount: false,
    networkMode: 'always',
    structuralSharing: true,
    meta: { identity: 'any' },
  } as const
  return options
}

/** The one client query in the app's QueryClient. With all options of ours: one that `setQueryData` makes would have the app's defaults. */
function clientQuery({ queryClient, queryOptions }: Store): Query {
  return queryClient.getQueryCache().build(queryClient, queryOptions as QueryOptions & { queryKey: QueryKey })
}

/** Puts the client into the query cache; what is equal to before keeps its identity. @returns it, so shared. */
export function writeCache(store: Store, client: Client | null): Client | null {
  keepOutOfDehydration(store.queryClient)
  return clientQuery(store).setData(client, { manual: true }) as Client | null
}

/** Asks for the client through its query, so that observers see it. */
export const fetchCached = (store: Store): Promise<ClientData> =>
  clientQuery(store).fetch() as Promise<ClientData>

/** The app may clear the cache; while mounted, the client survives it. */
export function keepCached(store: Store): () => void {
  const queries = store.queryClient.getQueryCache()
  const query = clientQuery(store)
  const unsubscribe = queries.subscribe((event: QueryCacheNotifyEvent) => {
    const { client } = store
    if (event.query !== query) return
    if (event.type === 'removed') {
      // The same object goes back in: components watch it, and would never hear of another one.
      queries.add(query)
      if (query.state.fetchStatus !== 'idle') void query.fetch().catch(() => {})
    } else if (client !== undefined && query.state.data === undefined) writeCache(store, client)
  })
  return () => {
    unsubscribe()
    queries.remove(query)
  }
}

/** Dehydrated state ends in HTML and in storage; sessions do not belong there. */
function keepOutOfDehydration(queryClient: QueryClient) {
  const { dehydrate, ...defaults } = queryClient.getDefaultOptions()
  const inner = dehydrate?.shouldDehydrateQuery ?? (({ state }) => state.status === 'success')
  if (filters.has(inner)) return
  const shouldDehydrateQuery = (candidate: Query) => candidate.queryKey[0] !== keyPrefix && inner(candidate)
  filters.add(shouldDehydrateQuery)
  queryClient.setDefaultOptions({ ...defaults, dehydrate: { ...dehydrate, shouldDehydrateQuery } })
}

/** The filters put in place here, so that none is wrapped twice. */
const filters = new WeakSet<(query: Query) => boolean>()
