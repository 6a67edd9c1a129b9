import { removal } from '../engine/outbox'
import { endSessions, type SignOutResult } from '../engine/signOuts'
import type { Frontdesk } from '../frontdesk'
import { FrontdeskError } from '../wire/errors'
import { refuseOnServer } from '../wire/onServer'

/** Parameters of `signOut()`. */
export interface SignOutParameters {
  /** Default: this tab's session. */
  sessionId?: string | undefined
}

/**
 * Signs one account out: `POST /v1/client/sessions/{id}/remove`. Tabs with this session switch to another one, or
 * are signed out.
 *
 * @returns whether the Frontend API confirmed it, see `signOutAll()`.
 * @throws FrontdeskError `session_not_found`, or the Frontend API's refusal. Nothing has changed then.
 */
export async function signOut(
  frontdesk: Frontdesk,
  { sessionId }: SignOutParameters = {},
): Promise<SignOutResult> {
  const engine = frontdesk._internal
  refuseOnServer(engine)
  if (engine.client === undefined) await engine.loader.underWay()
  const shown = frontdesk.state.session.sessionId
  const id = sessionId ?? shown
  // What is shown, or remembered, may be known before the client is.
  const { queryClient, queryOptions, client = queryClient.getQueryData(queryOptions.queryKey) } = engine
  const isKnown = id === shown || client?.sessions.some((session) => session.id === id)
  if (!id || !isKnown) {
    throw new FrontdeskError('session_not_found', { about: id ?? '' })
  }
  return endSessions(engine, removal(id), [id])
}
