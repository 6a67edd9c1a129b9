import type { SignOutResult } from '../engine/signOuts'
import type { Frontdesk } from '../frontdesk'
import { outdate } from '../store/userQueries'
import { toCamelCase } from '../wire/case'
import { type ActiveSession, readActiveSession } from '../wire/resources/activeSession'
import { list } from '../wire/shape'
import { asUser } from './asUser'
import { signOut } from './signOut'

/** What the queries of `activeSessionsQueryOptions()` are named. */
export const activeSessions = 'activeSessions'

/** Parameters of `getActiveSessions()`. */
export interface GetActiveSessionsParameters {
  /** Whose user is meant. Default: this tab's session. */
  sessionId?: string | undefined
}

const readAll = list(readActiveSession)

/**
 * The sessions of this tab's user on all devices: `GET /v1/me/sessions/active`.
 *
 * @throws FrontdeskError `session_not_found` if nobody is signed in.
 */
export async function getActiveSessions(
  frontdesk: Frontdesk,
  { sessionId }: GetActiveSessionsParameters = {},
): Promise<readonly ActiveSession[]> {
  const json = await asUser(frontdesk, { method: 'GET', path: '/me/sessions/active', sessionId })
  return readAll(toCamelCase(json), 'active-sessions')
}

/** Parameters of `revokeSession()`. */
export interface RevokeSessionParameters {
  /** The `id` of one of `getActiveSessions()`. */
  sessionId: string
}

/**
 * Ends a session of this tab's user on any device: `POST /v1/me/sessions/{id}/revoke`. One of this client is signed out,
 * as `signOut()` does.
 *
 * @returns whether the Frontend API confirmed it: always, but for one of this client.
 * @throws FrontdeskError, e.g. `resource_not_found`, or `session_reverification_required` for who was verified long ago.
 *   Nothing has changed then.
 */
export async function revokeSession(
  frontdesk: Frontdesk,
  { sessionId }: RevokeSessionParameters,
): Promise<SignOutResult> {
  const engine = frontdesk._internal
  if (engine.client === undefined) await engine.loader.load()
  try {
    if (engine.client?.sessions.some(({ id }) => id === sessionId))
      return await signOut(frontdesk, { sessionId })
    const path = `/me/sessions/${encodeURIComponent(sessionId)}/revoke`
    await asUser(frontdesk, { method: 'POST', path })
    return { serverConfirmed: true }
  } finally {
    // Also after a refusal: it may be gone already.
    outdate(engine, activeSessions)
  }
}
