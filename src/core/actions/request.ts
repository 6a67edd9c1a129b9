import { mutate } from '../mutations'
import { unwrap } from '../transport/envelope'
import { form } from '../transport/form'
import { callFapi } from '../transport/request'
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
  const internals = frontdesk._internal
  const root = `${internals.base}/v1`
  if (!new URL(root + path).href.startsWith(`${root}/`))
    throw new TypeError(`A path below /v1 starts with a slash, e.g. /me: ${path}`)
  const isOfSession = !path.startsWith('/client')
  if (isOfSession && internals.client === undefined) await internals.loader.load()
  const sessionId = isOfSession ? frontdesk.state.session.sessionId : undefined
  const request = {
    method,
    path,
    query: { ...query, _clerk_session_id: sessionId ?? undefined },
    body: body && form(body),
  }
  if (method !== 'GET') return mutate(internals, request)
  const { json, error } = await callFapi(internals, request)
  if (error) throw error
  return unwrap(json)
}
