import { everything } from '../engine/outbox'
import { endSessions, type SignOutResult } from '../engine/signOuts'
import type { Frontdesk } from '../frontdesk'

/** What stays after everyone is signed out. */
export interface SignOutAllParameters {
  /**
   * Ends all sessions and keeps the client: `DELETE /v1/client/sessions`. By default the client goes too, and
   * Clerk may then challenge the next sign-in (`needs_client_trust`), since it no longer knows the device.
   */
  keepClient?: boolean | undefined
}

/**
 * Signs every account out of this browser or device, in all tabs: `DELETE /v1/client`.
 *
 * @returns whether the Frontend API confirmed it. If it cannot be reached, everything is cleared here and in
 *   the other tabs, and the request is delivered before anything else as soon as it can be.
 * @throws FrontdeskError where the Frontend API refuses; nothing has changed then.
 */
export async function signOutAll(
  frontdesk: Frontdesk,
  { keepClient = false }: SignOutAllParameters = {},
): Promise<SignOutResult> {
  const engine = frontdesk._internal
  if (engine.client === undefined) await engine.loader.underWay()
  const sessionIds = engine.client?.sessions.map(({ id }) => id) ?? []
  return endSessions(engine, keepClient ? '/client/sessions' : everything, sessionIds)
}
