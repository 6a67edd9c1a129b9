import type { Query, QueryCacheNotifyEvent, QueryKey, QueryOptions } from '@tanstack/react-query'
import { clientQueryOptions } from '../query/client'
import { keyPrefix } from '../query/keys'
import type { Client } from '../resources/client'
import type { Frontdesk } from '../types'

export interface ClientCache {
  /** Puts the client into the query cache; what is equal to before keeps its identity. @returns it, so shared. */
  write(client: Client | null): Client | null
  /** Fetches through the query, so that observers see it. */
  fetch(): Promise<Client | null>
}

/** The one client query in the app's QueryClient. The app may clear the cache; the client survives it. */
export function createClientCache(frontdesk: Frontdesk): ClientCache {
  const { queryClient } = frontdesk
  const { hooks } = frontdesk._internal
  const queries = queryClient.getQueryCache()
  let query: Query

  function build(): Query {
    // Built with all options of ours: a query that `setQueryData` makes would have the app's defaults.
    query = queries.build(queryClient, clientQueryOptions(frontdesk) as QueryOptions & { queryKey: QueryKey })
    return query
  }

  function write(client: Client | null): Client | null {
    keepOutOfDehydration()
    return build().setData(client, { manual: true }) as Client | null
  }

  function onEvent(event: QueryCacheNotifyEvent) {
    if (event.query !== query) return
    const client = frontdesk._internal.clients.snapshot()
    if (event.type === 'removed') {
      // The same object goes back in: components watch it, and would never hear of another one.
      queries.add(query)
      if (query.state.fetchStatus !== 'idle') void query.fetch().catch(() => {})
    } else if (event.type === 'updated' && event.action.type === 'setState' && client !== undefined) {
      if (query.state.data === undefined) write(client)
    }
  }

  /** Dehydrated state ends in HTML and in storage; sessions do not belong there. */
  function keepOutOfDehydration() {
    const { dehydrate, ...defaults } = queryClient.getDefaultOptions()
    const inner = dehydrate?.shouldDehydrateQuery ?? (({ state }) => state.status === 'success')
    if (filters.has(inner)) return
    const shouldDehydrateQuery = (candidate: Query) => candidate.queryKey[0] !== keyPrefix && inner(candidate)
    filters.add(shouldDehydrateQuery)
    queryClient.setDefaultOptions({ ...defaults, dehydrate: { ...dehydrate, shouldDehydrateQuery } })
  }

  hooks.mount.add(() => {
    build()
    const unsubscribe = queries.subscribe(onEvent)
    return () => {
      unsubscribe()
      queries.remove(query)
    }
  })

  return { write, fetch: () => build().fetch() as Promise<Client | null> }
}

/** The filters put in place here, so that none is wrapped twice. */
const filters = new WeakSet<(query: Query) => boolean>()
