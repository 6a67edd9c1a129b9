import type { Query, QueryCacheNotifyEvent, QueryClient, QueryKey, QueryOptions } from '@tanstack/react-query'
import type { Internals } from '../internals'
import { queryOptions } from '../query/client'
import { keyPrefix } from '../query/keys'
import type { Client } from '../resources/client'

/** The one client query in the app's QueryClient. With all options of ours: one that `setQueryData` makes would have the app's defaults. */
function clientQuery(internals: Internals): Query {
  const { queryClient } = internals.options
  const options = queryOptions(internals) as QueryOptions & { queryKey: QueryKey }
  return queryClient.getQueryCache().build(queryClient, options)
}

/** Puts the client into the query cache; what is equal to before keeps its identity. @returns it, so shared. */
export function writeCache(internals: Internals, client: Client | null): Client | null {
  keepOutOfDehydration(internals.options.queryClient)
  return clientQuery(internals).setData(client, { manual: true }) as Client | null
}

/** Asks for the client through its query, so that observers see it. */
export const fetchCached = (internals: Internals): Promise<Client | null> =>
  clientQuery(internals).fetch() as Promise<Client | null>

/** The app may clear the cache; while mounted, the client survives it. */
export function keepCached(internals: Internals): () => void {
  const queries = internals.options.queryClient.getQueryCache()
  const query = clientQuery(internals)
  const unsubscribe = queries.subscribe((event: QueryCacheNotifyEvent) => {
    const { client } = internals
    if (event.query !== query) return
    if (event.type === 'removed') {
      // The same object goes back in: components watch it, and would never hear of another one.
      queries.add(query)
      if (query.state.fetchStatus !== 'idle') void query.fetch().catch(() => {})
    } else if (event.type === 'updated' && event.action.type === 'setState' && client !== undefined) {
      if (query.state.data === undefined) writeCache(internals, client)
    }
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
