import type { UseQueryResult } from '@tanstack/react-query'
import type { FrontdeskError } from '../../core/wire/errors'
import type { User } from '../../core/wire/resources/user'
import { useClientPart } from '../useClientPart'
import { useShown } from '../useShown'

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
  const sessionId = useShown(({ session }) => session.sessionId)
  return useClientPart(
    `user ${sessionId}`,
    (client) => client?.sessions.find(({ id }) => id === sessionId)?.user ?? null,
    select,
  )
}
