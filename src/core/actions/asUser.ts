import { sendAndSettle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { share } from '../host/share'
import { isSignedIn } from '../store/shown'
import { unwrap } from '../wire/envelope'
import { FrontdeskError } from '../wire/errors'
import { callFapi, type FapiRequest } from '../wire/request'

/**
 * Asks for what is this tab's user's, or changes it, as this tab's session. Waits for the client first. Of the same
 * change asked for twice at a time one is sent.
 *
 * @returns the resource in the answer.
 * @throws FrontdeskError `session_not_found` if nobody is signed in.
 */
export async function asUser(frontdesk: Frontdesk, request: FapiRequest): Promise<unknown> {
  const engine = frontdesk._internal
  if (engine.client === undefined) await engine.loader.load()
  const sessionId = request.sessionId ?? frontdesk.state.session.sessionId
  if (!sessionId || !isSignedIn(engine, sessionId))
    throw new FrontdeskError('session_not_found', { about: sessionId ?? '' })
  const query = { ...request.query, _clerk_session_id: sessionId }
  const own: FapiRequest = { ...request, sessionId, query }
  const { method, path, body } = request
  if (method !== 'GET')
    return share(engine, `${sessionId} ${method} ${path} ${body}`, () => sendAndSettle(engine, own))
  const { json, error } = await callFapi(engine, own)
  // The session may be over. Ask for the client to find out.
  if (error?.status === 401) engine.loader.refresh()
  if (error) throw error
  return unwrap(json)
}
