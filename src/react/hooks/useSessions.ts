import type { UseQueryResult } from '@tanstack/react-query'
import type { FrontdeskError } from '../../core/wire/errors'
import { isUsable, type Session } from '../../core/wire/resources/session'
import type { PickPart } from '../clientSource'
import { useClientPart } from '../useClientPart'

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
  return useClientPart(pickSessions, select)
}

const pickSessions: PickPart<readonly Session[]> = (client) => client?.sessions.filter(isUsable) ?? []
