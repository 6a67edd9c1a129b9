import type { DataTag, QueryKey } from '@tanstack/react-query'
import type { Frontdesk } from '../frontdesk'
import { isSignedIn } from '../store/shown'
import { complete } from '../store/tanstack'
import { userQueryKey } from '../store/userQueries'
import { FrontdeskError } from '../wire/errors'

/** Options for `useQuery`, `ensureQueryData` and `prefetchQuery` of what is asked about this tab's user. */
export interface UserQueryOptions<Data, Selected = Data> {
  /** Tagged with what it leads to, so that `getQueryData()` knows. */
  queryKey: DataTag<QueryKey, Data, FrontdeskError>
  queryFn: () => Promise<Data>
  select?: (data: Data) => Selected
  enabled: boolean
  /** Milliseconds: 30 s. */
  staleTime: number
  gcTime: number
  retry: false
  networkMode: 'always'
}

/**
 * Independent of the app's defaults: with `keepPreviousData` in them, one user would see another one's.
 *
 * @param sessionId - whose user; `null` for nobody, `undefined` while that is not known.
 * @param none - what there is where nobody is signed in.
 */
export function userQueryOptions<Data, Selected = Data>(
  { _internal: engine }: Frontdesk,
  name: string,
  ask: (sessionId: string) => Promise<Data>,
  none: Data,
  sessionId: string | null | undefined,
  select?: (data: Data) => Selected,
): UserQueryOptions<Data, Selected> {
  const queryKey = userQueryKey(engine, name, sessionId)
  const options = {
    ...complete,
    queryKey: queryKey as DataTag<QueryKey, Data, FrontdeskError>,
    queryHash: JSON.stringify(queryKey),
    queryFn: async () => {
      if (sessionId === undefined) throw new FrontdeskError('session_not_found')
      return sessionId ? ask(sessionId) : none
    },
    select,
    enabled: sessionId === null || (sessionId !== undefined && isSignedIn(engine, sessionId)),
    staleTime: 30_000,
    // Nothing to keep, and nobody removes it.
    gcTime: sessionId === undefined ? 0 : 300_000,
    refetchOnMount: true,
    refetchOnWindowFocus: true,
    refetchOnReconnect: true,
    retry: false,
    retryOnMount: true,
    networkMode: 'always',
    structuralSharing: true,
    throwOnError: false,
  } as const
  return options as UserQueryOptions<Data, Selected>
}
