import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { FrontdeskError } from '../core/errors'
import { part } from '../core/part'
import { type ClientData, queryOptions } from '../core/query/client'
import { useFrontdesk } from './context'

/**
 * The client query with a part of the client as its data. All components that want the whole of it share one
 * object of options: copies of it would cost more than all else that a hook does.
 *
 * @param name - tells parts apart.
 * @param pick - gives the part; always the same for a name.
 */
export function useClientPart<Part, Selected>(
  name: string,
  pick: (client: ClientData) => Part,
  select: ((part: Part) => Selected) | undefined,
): UseQueryResult<Selected, FrontdeskError> {
  const { _internal: internals, queryClient } = useFrontdesk()
  const options = part(internals, () => ({ ...queryOptions(internals), select: pick }), name)
  return useQuery<ClientData, FrontdeskError, Part | Selected>(
    select ? { ...options, select: (client) => select(pick(client)) } : options,
    queryClient,
  ) as UseQueryResult<Selected, FrontdeskError>
}
