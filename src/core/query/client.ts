import type { QueryKey } from '@tanstack/react-query'
import type { Internals } from '../internals'
import { part } from '../part'
import type { Client } from '../resources/client'
import type { Frontdesk } from '../types'
import { keyPrefix } from './keys'

/** What the one client query gives: the client, or `null` when there is none. */
export type ClientData = Client | null

/** The key of a handle's client query; no two handles share one. */
export const clientQueryKey = (frontdesk: Frontdesk): QueryKey => queryKey(frontdesk._internal)

const queryKey = ({ id, scope }: Internals) => [keyPrefix, scope, 'client', id]

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

/** Whatever the app's defaults are, these hold: what this library promises rests on them. */
const fixed = {
  // TanStack's mark of options that the app's defaults are mixed into: to these nothing is to be added.
  _defaulted: true,
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
  // `setQueryDefaults()` reaches a query past that mark.
  initialData: undefined,
  persister: undefined,
  meta: { identity: 'any' },
}

/**
 * Options of the query that holds the client, for `useQuery`, and for `ensureQueryData` in a loader.
 *
 * @param select - gives a part of the client; a component then renders only when that part changes.
 */
export function clientQueryOptions<Selected = ClientData>(
  frontdesk: Frontdesk,
  { select }: { select?: ((client: ClientData) => Selected) | undefined } = {},
): ClientQueryOptions<Selected> {
  return { ...queryOptions(frontdesk._internal), select } as ClientQueryOptions<Selected>
}

/** The same without a `select`, made once: each render of each component wants them. */
export const queryOptions = (internals: Internals): ClientQueryOptions => part(internals, createOptions)

function createOptions(internals: Internals) {
  const key = queryKey(internals)
  return {
    ...fixed,
    queryKey: key,
    queryHash: JSON.stringify(key),
    queryFn: () => internals.loader.load(),
  } as ClientQueryOptions
}
