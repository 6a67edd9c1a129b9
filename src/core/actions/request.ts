import { sendAndSettle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { unwrap } from '../wire/envelope'
import { form } from '../wire/form'
import { callFapi, type FapiMethod } from '../wire/request'

/** Parameters of `request()`. */
export interface RequestParameters {
  /** Query parameters. */
  query?: Record<string, string | undefined> | undefined
  /** Sent as a form: keys in snake_case, `null` as an empty value, arrays as repeated keys, objects as JSON. */
  body?: Record<string, unknown> | undefined
}

/**
 * Calls any path of the Frontend API, e.g. `request(frontdesk, 'GET', '/me')`. Except for `GET`, applies the
 * client that comes with the answer. Encode what you put into a path: `encodeURIComponent(id)`.
 *
 * @returns the JSON answer, or its `response` if it has the usual envelope. In snake_case, unchecked.
 * @throws FrontdeskError, or a TypeError for an invalid path.
 */
export async function request(
  frontdesk: Frontdesk,
  method: FapiMethod,
  path: string,
  { query, body }: RequestParameters = {},
): Promise<unknown> {
  const engine = frontdesk._internal
  const root = `${engine.base}/v1`
  // With `..` in it, another path would be requested than is looked at below.
  if (path[0] !== '/' || new URL(root + path).href !== root + path)
    throw new TypeError(
      `A path below /v1 starts with a slash, is encoded, and has no "..", e.g. /me: ${path}`,
    )
  const isOfSession = !/^\/client(?![^/?#])/.test(path)
  if (isOfSession && engine.client === undefined) await engine.loader.load()
  const sessionId = isOfSession ? frontdesk.state.session.sessionId : undefined
  const request = {
    method,
    path,
    query: { ...query, _clerk_session_id: sessionId ?? undefined },
    body: body && form(body),
  }
  if (method !== 'GET') return sendAndSettle(engine, request)
  const { json, error } = await callFapi(engine, request)
  if (error) throw error
  return unwrap(json)
}
