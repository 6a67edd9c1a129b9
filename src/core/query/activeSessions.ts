import {
  activeSessions,
  getActiveSessions,
  type RevokeSessionParameters,
  revokeSession,
} from '../actions/activeSessions'
import type { Frontdesk } from '../frontdesk'
import type { ActiveSession } from '../wire/resources/activeSession'
import { mutationOptions } from './mutationOptions'
import { type UserQueryOptions, userQueryOptions } from './userQueryOptions'

/** Options of the query, for the session that is given. */
export const activeSessionsOf = <Selected>(
  frontdesk: Frontdesk,
  sessionId: string | null | undefined,
  select?: (sessions: readonly ActiveSession[]) => Selected,
): UserQueryOptions<readonly ActiveSession[], Selected> =>
  userQueryOptions(
    frontdesk,
    activeSessions,
    (id) => getActiveSessions(frontdesk, { sessionId: id }),
    [],
    sessionId,
    select,
  )

/**
 * Options of the query behind `useActiveSessions`: `GET /v1/me/sessions/active`, for the session that this tab shows now.
 * In a loader, `await getClient(frontdesk)` first. Its data goes with the session, and enters neither storage nor HTML.
 *
 * @param select - picks a part. A component renders only when that part changes.
 */
export const activeSessionsQueryOptions = <Selected = readonly ActiveSession[]>(
  frontdesk: Frontdesk,
  { select }: { select?: ((sessions: readonly ActiveSession[]) => Selected) | undefined } = {},
): UserQueryOptions<readonly ActiveSession[], Selected> =>
  activeSessionsOf(frontdesk, frontdesk.state.session.sessionId, select)

/** Options of the mutation behind `useRevokeSession`: `POST /v1/me/sessions/{id}/revoke`. */
export const revokeSessionMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'revokeSession', (parameters: RevokeSessionParameters) =>
    revokeSession(frontdesk, parameters),
  )
