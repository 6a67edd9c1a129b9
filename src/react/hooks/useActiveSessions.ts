import type { UseQueryResult } from '@tanstack/react-query'
import { activeSessionsOf } from '../../core/query/activeSessions'
import type { FrontdeskError } from '../../core/wire/errors'
import type { ActiveSession } from '../../core/wire/resources/activeSession'
import { useUserQuery } from '../useUserQuery'

/** `select` gives a part of the sessions; the component then renders only when that part changes. */
export interface UseActiveSessionsParameters<Selected = readonly ActiveSession[]> {
  select?: ((sessions: readonly ActiveSession[]) => Selected) | undefined
}

/**
 * The sessions of this tab's user on all devices: `GET /v1/me/sessions/active`. `useRevokeSession()` ends one. This tab's
 * own is the one whose `id` is `useSession().sessionId`.
 *
 * @returns TanStack Query's result, asked anew on focus after 30 s; `data` is empty where nobody is signed in.
 */
export function useActiveSessions<Selected = readonly ActiveSession[]>({
  select,
}: UseActiveSessionsParameters<Selected> = {}): UseQueryResult<Selected, FrontdeskError> {
  return useUserQuery((frontdesk, sessionId) => activeSessionsOf(frontdesk, sessionId, select))
}
