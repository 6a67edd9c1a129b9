import type { UseQueryResult } from '@tanstack/react-query'
import type { FrontdeskError } from '../../core/wire/errors'
import type { User } from '../../core/wire/resources/user'
import type { PickPart } from '../clientSource'
import { useClientPart } from '../useClientPart'

/** `select` gives a part of the user; the component then renders only when that part changes. */
export interface UseUserParameters<Selected = User | null> {
  select?: ((user: User | null) => Selected) | undefined
}

/**
 * Who is signed in in this tab, pending or not.
 *
 * @returns TanStack Query's result; `data` is `null` when signed out, undefined until known.
 */
export function useUser<Selected = User | null>({
  select,
}: UseUserParameters<Selected> = {}): UseQueryResult<Selected, FrontdeskError> {
  return useClientPart(pickUser, select)
}

const pickUser: PickPart<User | null> = (client, sessionId) =>
  client?.sessions.find(({ id }) => id === sessionId)?.user ?? null
