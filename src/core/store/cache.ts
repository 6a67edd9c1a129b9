import type {
  DataTag,
  Query,
  QueryCacheNotifyEvent,
  QueryClient,
  QueryKey,
  QueryOptions,
} from '@tanstack/react-query'
import { sharedBy } from '../host/page'
import type { FrontdeskError } from '../wire/errors'
import type { Client } from '../wire/resources/client'
import type { Wire } from '../wire/wire'
import { forever, keyPrefix } from './keys'
import type { Store } from './store'
import { complete } from './tanstack'

/** The data of the client query: the client, or `null` if there is none. */
export type ClientData = Client | null

type ClientQueryKey = DataTag<QueryKey, ClientData, FrontdeskError>

/** Options for `useQuery`, `useSuspenseQuery`, `ensureQueryData` and `prefetchQuery`. */
export interface ClientQueryOptions<Selected = ClientData> {
  /** Tagged with what it leads to, so that `getQueryData()` knows. */
  queryKey: ClientQueryKey
  queryFn: () => Promise<ClientData>
  select?: (client: ClientData) => Selected
  staleTime: number
  gcTime: number
  retry: false
  networkMode: 'always'
  meta: { identity: 'any' }
}

/** Independent of the app's defaults. No two handles on a page share a key. */
export function createQueryOptions(
  { ambient, scope }: Wire,
  queryFn: () => Promise<ClientData>,
): ClientQueryOptions {
  const queryKey = [keyPrefix, scope, 'client', ++sharedBy(ambient).queries] as QueryKey as ClientQueryKey
  const options = {
    ...complete,
    queryKey,
    queryHash: JSON.stringify(queryKey),
    queryFn,
    // Only the handle decides when to refetch the client.
    staleTime: forever,
    gcTime: forever,
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

/** Built with our options: `setQueryData` would create it with the app's defaults. */
function clientQuery({ queryClient, queryOptions }: Store): Query {
  return queryClient.getQueryCache().build(queryClient, queryOptions as QueryOptions & { queryKey: QueryKey })
}

/** Structural sharing keeps unchanged parts identical. @returns the shared client. */
export function writeCache(store: Store, client: Client | null): Client | null {
  keepOutOfDehydration(store.queryClient)
  return clientQuery(store).setData(client, { manual: true }) as Client | null
}

export const fetchCached = (store: Store): Promise<ClientData> =>
  clientQuery(store).fetch() as Promise<ClientData>

/** Keeps the client in the cache while mounted, even if the app clears the cache. */
export function keepCached(store: Store): () => void {
  const queries = store.queryClient.getQueryCache()
  const query = clientQuery(store)
  const unsubscribe = queries.subscribe((event: QueryCacheNotifyEvent) => {
    const { client } = store
    if (event.query !== query) return
    if (event.type === 'removed') {
      // Put the same object back: components observe it, and would not notice a new one.
      queries.add(query)
      if (query.state.fetchStatus !== 'idle') void query.fetch().catch(() => {})
    } else if (client !== undefined && query.state.data === undefined) writeCache(store, client)
  })
  return () => {
    unsubscribe()
    queries.remove(query)
  }
}

/** Dehydrated state ends up in HTML and in storage. Sessions must not. */
export function keepOutOfDehydration(queryClient: QueryClient): void {
  const { dehydrate, ...defaults } = queryClient.getDefaultOptions()
  const inner = dehydrate?.shouldDehydrateQuery ?? (({ state }) => state.status === 'success')
  if (filters.has(inner)) return
  const shouldDehydrateQuery = (candidate: Query) => candidate.queryKey[0] !== keyPrefix && inner(candidate)
  filters.add(shouldDehydrateQuery)
  queryClient.setDefaultOptions({ ...defaults, dehydrate: { ...dehydrate, shouldDehydrateQuery } })
}

const filters = new WeakSet<(query: Query) => boolean>()
