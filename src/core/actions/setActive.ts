import { send, settle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { choose, show } from '../store/store'
import { piggyback } from '../wire/envelope'
import { FrontdeskError } from '../wire/errors'
import { form } from '../wire/form'
import { isUsable, type Session } from '../wire/resources/session'

/** What to make active. What is omitted stays. */
export interface SetActiveParameters {
  /** Default: this tab's session. */
  sessionId?: string | undefined
  /** An id or a slug; `null` for the personal workspace. Default: the session's active organization. */
  organizationId?: string | null | undefined
}

/**
 * Makes a session this tab's own, or changes its organization: `POST /v1/client/sessions/{id}/touch`. Of several
 * calls the last one wins, in whatever order they are answered.
 *
 * @throws FrontdeskError `session_not_found`, or the Frontend API's refusal. Nothing has changed then.
 */
export async function setActive(
  frontdesk: Frontdesk,
  { sessionId, organizationId }: SetActiveParameters = {},
): Promise<Session> {
  const engine = frontdesk._internal
  const { loader } = engine
  const call = ++engine.page.calls
  if (engine.client === undefined) await loader.load()
  const id = sessionId ?? frontdesk.state.session.sessionId
  const find = () => engine.client?.sessions.find((session) => session.id === id && isUsable(session))
  const session = find()
  if (!session) {
    throw new FrontdeskError('session_not_found', { about: id ?? '' })
  }
  const organization = organizationId === undefined ? session.lastActiveOrganizationId : organizationId
  const answer = await send(engine, {
    method: 'POST',
    path: `/client/sessions/${encodeURIComponent(session.id)}/touch`,
    sessionId: session.id,
    body: form({
      activeOrganizationId: organization,
      intent: organizationId === undefined ? 'select_session' : 'select_org',
    }),
  })
  if (!answer.error) choose(engine, call, session.id)
  settle(engine, answer)
  show(engine)
  // The answer has no client, so refetch it. The session is active even if that fails.
  if (!piggyback(answer.json)) await loader.reload().catch(() => {})
  return find() ?? session
}
