import type { Frontdesk } from '../frontdesk'
import type { ClientData, ClientQueryOptions } from '../store/cache'

/** The key of a handle's client query. No two handles share one. */
export const clientQueryKey = (frontdesk: Frontdesk): ClientQueryOptions['queryKey'] =>
  frontdesk._internal.queryOptions.queryKey

/**
 * Options of the client query, for `useQuery`, or for `ensureQueryData` in a loader.
 *
 * @param select - picks a part of the client. A component renders only when that part changes.
 */
export function clientQueryOptions<Selected = ClientData>(
  frontdesk: Frontdesk,
  { select }: { select?: ((client: ClientData) => Selected) | undefined } = {},
): ClientQueryOptions<Selected> {
  return { ...frontdesk._internal.queryOptions, select } as ClientQueryOptions<Selected>
}
