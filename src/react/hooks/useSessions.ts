import type { UseQueryResult } from '@tanstack/react-query'
import type { FrontdeskError } from '../../core/errors'
import { isUsable, type Session } from '../../core/resources/session'
import { useClient } from './useClient'

/** `select` gives a part of the sessions; the component then renders only when that part changes. */
export interface UseSessionsParameters<Selected = readonly Session[]> {
  select?: ((sessions: readonly Session[]) => Selected) | undefined
}

/**
 * The sessions signed in on this client, pending ones too: one for each account.
 *
 * @returns TanStack Query's result; `data` is empty where nobody is signed in, undefined until known.
 */
export function useSessions<Selected = readonly Session[]>({
  select,
}: UseSessionsParameters<Selected> = {}): UseQueryResult<Selected, FrontdeskError> {
  return useClient({
    select: (client) => {
      const sessions = client?.sessions.filter(isUsable) ?? []
      return (select ? select(sessions) : sessions) as Selected
    },
  })
}
