import { everything } from '../engine/outbox'
import { endSessions, type SignOutResult } from '../engine/signOuts'
import type { Frontdesk } from '../frontdesk'

/** Parameters of `signOutAll()`. */
export interface SignOutAllParameters {
  /**
   * Keeps the client: `DELETE /v1/client/sessions`. Default: false. Without the client Clerk does not know the
   * device, and may challenge the next sign-in (`needs_client_trust`).
   */
  keepClient?: boolean | undefined
}

/**
 * Signs all accounts out of this browser or device, in all tabs: `DELETE /v1/client`.
 *
 * @returns whether the Frontend API confirmed it. If it cannot be reached, all tabs are signed out anyway, and
 *   the sessions are ended as soon as possible, before anything else is sent.
 * @throws FrontdeskError if the Frontend API itself refuses. Nothing has changed then.
 */
export async function signOutAll(
  frontdesk: Frontdesk,
  { keepClient = false }: SignOutAllParameters = {},
): Promise<SignOutResult> {
  const engine = frontdesk._internal
  if (engine.client === undefined) await engine.loader.underWay()
  const { client, shown } = engine
  const sessionIds =
    client?.sessions.map(({ id }) => id) ?? [shown.session.sessionId].filter((id) => id != null)
  return endSessions(engine, keepClient ? '/client/sessions' : everything, sessionIds)
}
