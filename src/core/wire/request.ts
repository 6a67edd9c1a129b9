import type { Writable } from '../host/host'
import { orElse } from '../host/orElse'
import { failure } from './envelope'
import { FrontdeskError, malformed } from './errors'
import type { OutgoingRequest, SecurityScheme } from './security/scheme'
import type { Wire } from './wire'

/** The verbs of the Frontend API. */
export type FapiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const apiVersion = '2026-05-12'

export interface FapiRequest {
  method: FapiMethod
  /** Below `/v1`, e.g. `/client`. */
  path: string
  query?: Record<string, string | undefined> | undefined
  body?: URLSearchParams | undefined
  /** The session that it is about: nothing is sent once that is over. */
  sessionId?: string | undefined
  /** Milliseconds until the request counts as unanswered. Default: 30,000. */
  timeout?: number | undefined
  /** Whether it changes nothing, and may be aborted. Default: a `GET` does not. */
  isHarmless?: boolean | undefined
}

export interface FapiAnswer {
  json: unknown
  /** What the Frontend API refused, if it did; even then `json` may carry a client. */
  error: FrontdeskError | undefined
  /** Which of the handle's requests this answers: the client in it counts only if none was given later. */
  order: number
}

/** The number of the next request. What has a number without being sent tells older answers from newer ones, too. */
export const nextOrder = (wire: Writable<Wire>): number => ++wire.sent

/**
 * Speaks the wire protocol: real verbs but GET and POST become `_method`, bodies are forms, so that no
 * request needs a CORS preflight. Credentials that the server no longer knows are renewed once, where that can be.
 *
 * @param scheme - default: the handle's own.
 * @param refused - where it was sent before, with credentials that the server does not know.
 * @throws FrontdeskError where there is no answer, or none of the Frontend API's.
 */
export async function callFapi(
  wire: Wire,
  request: FapiRequest,
  scheme: Pick<SecurityScheme, 'authorize' | 'isRenewable'> = wire.scheme,
  refused?: URL,
): Promise<FapiAnswer> {
  const order = nextOrder(wire)
  const url = address(request, wire.base)
  const outgoing: OutgoingRequest = { url, headers: new Headers(), credentials: 'same-origin' }
  const authorized = scheme.authorize(wire, outgoing, refused)
  // Where nothing is awaited, the request leaves in this very call.
  const receive = authorized && (await authorized)
  const [response, text] = await deliver(wire, request, outgoing)
  const { ok, redirected, status } = response
  // A redirect that was not followed, whose status browsers hide as 0, or one that led away.
  if (/^(0|3..)$/.test(`${status}`) || (redirected && new URL(response.url).origin !== url.origin)) {
    throw new FrontdeskError('redirected_elsewhere', { about: url.pathname, status })
  }
  await receive?.(response)
  const json = status === 204 ? null : orElse(() => JSON.parse(text) as unknown)
  if (ok && json === undefined) throw malformed(url.pathname, '', status)
  const error = ok ? undefined : failure(response, json, url)
  if (error && !refused && scheme.isRenewable?.(error)) return callFapi(wire, request, scheme, url)
  return { json, error, order }
}

/** Where a request goes, without its credentials. */
export function address({ method, path, query }: FapiRequest, base: string): URL {
  const url = new URL(`${base}/v1${path}`)
  const isPlain = method === 'GET' || method === 'POST'
  const parameters = { __clerk_api_version: apiVersion, _method: isPlain ? undefined : method, ...query }
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value)
  return url
}

/** Fetches the answer and its text, and gives up after a while: a request that must not be aborted then goes on unwatched. */
function deliver(
  { ambient, lifetime }: Wire,
  { method, body, timeout = 30_000, isHarmless = method === 'GET' }: FapiRequest,
  { url, headers, credentials }: OutgoingRequest,
): Promise<readonly [Response, string]> {
  const controller = new AbortController()
  // Aborting does not undo what a request does: only those that do nothing are aborted.
  const abort = () => isHarmless && controller.abort()
  lifetime.signal.addEventListener('abort', abort)
  return new Promise((resolve, reject) => {
    const fail = (code: 'timeout' | 'network_error', cause?: unknown) =>
      reject(new FrontdeskError(code, { about: url.origin, cause }))
    const stop = ambient.timeout(() => {
      fail('timeout')
      abort()
    }, timeout)
    ambient
      .fetch(url.href, {
        // A redirected body could carry a password elsewhere.
        redirect: body ? 'manual' : 'follow',
        ...(method === 'GET' ? { method } : { method: 'POST', body: body ?? new URLSearchParams() }),
        headers,
        credentials,
        signal: controller.signal,
      })
      .then(async (response) => [response, await response.text()] as const)
      .then(resolve, (cause) => fail('network_error', cause))
      .finally(() => {
        stop()
        lifetime.signal.removeEventListener('abort', abort)
      })
  })
}
