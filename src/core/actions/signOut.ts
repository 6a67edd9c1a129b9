import { FrontdeskError } from '../errors'
import type { SignOutResult } from '../signOuts'
import type { Frontdesk } from '../types'

/** Whom to sign out. */
export interface SignOutParameters {
  /** Default: this tab's session. */
  sessionId?: string | undefined
}

/**
 * Signs one account out: `POST /v1/client/sessions/{id}/remove`. The others stay; a tab whose session this was
 * goes on with another one, or is signed out.
 *
 * @returns whether the Frontend API confirmed it; see `signOutAll`.
 * @throws FrontdeskError `session_not_found`, or why the Frontend API refuses; nothing has changed then.
 */
export async function signOut(
  frontdesk: Frontdesk,
  { sessionId }: SignOutParameters = {},
): Promise<SignOutResult> {
  const { clients, loader, signOuts } = frontdesk._internal
  if (clients.snapshot() === undefined) await loader.settled()
  const id = sessionId ?? frontdesk.state.session.sessionId
  if (!id || !clients.snapshot()?.sessions.some((session) => session.id === id)) {
    throw new FrontdeskError('session_not_found', { about: id ?? '' })
  }
  return signOuts.run(`session:${id}`, [id])
}
