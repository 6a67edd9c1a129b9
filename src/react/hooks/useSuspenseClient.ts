import { type QueryKey, type UseSuspenseQueryResult, useSuspenseQuery } from '@tanstack/react-query'
import { FrontdeskError } from '../../core/errors'
import { type ClientData, type ClientQueryOptions, queryOptions } from '../../core/query/client'
import { useFrontdesk } from '../context'
import type { UseClientParameters } from './useClient'

/**
 * As `useClient`, but suspends until the client is known. Where it cannot be had, the error goes to the
 * nearest error boundary. On a server that is always so (`no_client_on_server`): React then leaves the
 * boundary to the browser.
 *
 * @returns TanStack Query's result; `data` is the client, or `null` where there is none.
 */
export function useSuspenseClient<Selected = ClientData>({
  select,
}: UseClientParameters<Selected> = {}): UseSuspenseQueryResult<Selected, FrontdeskError> {
  const { _internal: internals, queryClient } = useFrontdesk()
  const { ambient, options } = internals
  if (!ambient.page && options.scheme !== 'native') throw new FrontdeskError('no_client_on_server')
  // An error boundary that was reset asks again.
  const again = { ...queryOptions(internals), select, retryOnMount: true } as ClientQueryOptions<Selected>
  return useSuspenseQuery<ClientData, FrontdeskError, Selected, QueryKey>(again, queryClient)
}
