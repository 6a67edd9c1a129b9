import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { perHandle } from '../core/host/perHandle'
import type { ClientData, ClientQueryOptions } from '../core/store/cache'
import type { FrontdeskError } from '../core/wire/errors'
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
  const { _internal: engine, queryClient } = useFrontdesk()
  const known = perHandle(engine, optionsByName)
  if (!known.has(name)) known.set(name, { ...engine.queryOptions, select: pick })
  const options = known.get(name) as ClientQueryOptions<Part>
  return useQuery<ClientData, FrontdeskError, Part | Selected>(
    select ? { ...options, select: (client) => select(pick(client)) } : options,
    queryClient,
  ) as UseQueryResult<Selected, FrontdeskError>
}

const optionsByName = () => new Map<string, unknown>()
