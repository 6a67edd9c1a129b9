import { type QueryKey, type UseSuspenseQueryResult, useSuspenseQuery } from '@tanstack/react-query'
import type { ClientData, ClientQueryOptions } from '../../core/store/cache'
import { FrontdeskError } from '../../core/wire/errors'
import { isOnServer } from '../../core/wire/onServer'
import { useFrontdesk } from '../context'
import { digest } from '../expectedOnServer'
import type { UseClientParameters } from './useClient'

/**
 * As `useClient`, but suspends until the client is known. Where it cannot be had, the error goes to the
 * nearest error boundary. On a server that is always so (`no_client_on_server`): React then leaves what is below the
 * nearest `<Suspense>` to the browser, and reports it, unless `isExpectedOnServer()` is asked.
 *
 * @returns TanStack Query's result; `data` is the client, or `null` where there is none.
 */
export function useSuspenseClient<Selected = ClientData>({
  select,
}: UseClientParameters<Selected> = {}): UseSuspenseQueryResult<Selected, FrontdeskError> {
  const { _internal: engine, queryClient } = useFrontdesk()
  const { queryOptions } = engine
  if (isOnServer(engine)) {
    // Next.js quotes the reason where there is no <Suspense>.
    const details = { digest, reason: 'useSuspenseClient()' }
    throw Object.assign(new FrontdeskError('no_client_on_server'), details)
  }
  // An error boundary that was reset asks again.
  const again = { ...queryOptions, select, retryOnMount: true } as ClientQueryOptions<Selected>
  return useSuspenseQuery<ClientData, FrontdeskError, Selected, QueryKey>(again, queryClient)
}
