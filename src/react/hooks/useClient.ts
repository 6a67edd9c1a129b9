import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ClientData } from '../../core/store/cache'
import type { FrontdeskError } from '../../core/wire/errors'
import { useFrontdesk } from '../context'
import { ownQueries, usePending } from '../ownQueries'

/** `select` gives a part of the client; the component then renders only when that part changes. */
export interface UseClientParameters<Selected = ClientData> {
  select?: ((client: ClientData) => Selected) | undefined
}

/**
 * This browser's client: `GET /v1/client`, and `POST` where `bootstrap` says so.
 *
 * @returns TanStack Query's result; `data` is the client, `null` where there is none, undefined until known.
 */
export function useClient<Selected = ClientData>({
  select,
}: UseClientParameters<Selected> = {}): UseQueryResult<Selected, FrontdeskError> {
  const { _internal: engine } = useFrontdesk()
  const { queryOptions } = engine
  const pending = usePending(engine)
  const result = useQuery<ClientData, FrontdeskError, ClientData | Selected>(
    select ? { ...queryOptions, select } : queryOptions,
    ownQueries(engine),
  )
  return (pending ?? result) as UseQueryResult<Selected, FrontdeskError>
}
