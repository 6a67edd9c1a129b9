import { unwrap } from '../transport/envelope'
import type { FapiRequest } from '../transport/request'
import type { Frontdesk } from '../types'

/** Calls any path of the Frontend API; a client that rides along is taken over. See `Frontdesk.request`. */
export async function request(
  frontdesk: Frontdesk,
  { method, path, query, body }: Pick<FapiRequest, 'method' | 'path' | 'query' | 'body'>,
): Promise<unknown> {
  const { mutations, transport } = frontdesk._internal
  const sessionId = frontdesk.state.session.sessionId ?? undefined
  const request = {
    method,
    path,
    body,
    query: { ...query, ...(!path.startsWith('/client') && { _clerk_session_id: sessionId }) },
  }
  if (method !== 'GET') return mutations.mutate(request)
  const { json, error } = await transport(request)
  if (error) throw error
  return unwrap(json)
}
