import { unwrap } from '../transport/envelope'
import type { FapiMethod, Frontdesk, RequestParameters } from '../types'

/**
 * Calls any path of the Frontend API, e.g. `request(frontdesk, 'GET', '/me')`. A client that rides along with
 * the answer is taken over.
 *
 * @returns the JSON answer; its `response` where it has the usual envelope. Snake case, unchecked.
 * @throws FrontdeskError, or a TypeError for a path that is none.
 */
export async function request(
  frontdesk: Frontdesk,
  method: FapiMethod,
  path: string,
  { query, body }: RequestParameters = {},
): Promise<unknown> {
  const { clients, loader, mutations, transport } = frontdesk._internal
  const isOfSession = !path.startsWith('/client')
  if (isOfSession && clients.snapshot() === undefined) await loader.load()
  const sessionId = isOfSession ? frontdesk.state.session.sessionId : undefined
  const request = { method, path, body, query: { ...query, _clerk_session_id: sessionId ?? undefined } }
  if (method !== 'GET') return mutations.mutate(request)
  const { json, error } = await transport(request)
  if (error) throw error
  return unwrap(json)
}
