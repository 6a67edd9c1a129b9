import type { Writable } from '../host/host'
import { orElse } from '../host/orElse'
import { failure } from './envelope'
import { FrontdeskError, malformed } from './errors'
import { refuseOnServer } from './onServer'
import type { OutgoingRequest, SecurityScheme } from './security/scheme'
import type { Wire } from './wire'

/** The HTTP methods of the Frontend API. */
export type FapiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const apiVersion = '2026-05-12'

export interface FapiRequest {
  method: FapiMethod
  path: string
  query?: Record<string, string | undefined> | undefined
  body?: URLSearchParams | undefined
  /** The session that the request is about. If it has ended, nothing is sent. */
  sessionId?: string | undefined
  /** Milliseconds. Default: 30,000. */
  timeout?: number | undefined
  /** Whether it may be aborted. Default: true for `GET`. */
  isHarmless?: boolean | undefined
  /** Whether it goes on when its page is closed. For requests without a body. */
  keepalive?: boolean | undefined
}

export interface FapiAnswer {
  json: unknown
  /** Set for a refusal. `json` may carry a client even then. */
  error: FrontdeskError | undefined
  /** The number of the request. Clients in answers to older requests are stale. */
  order: number
}

/** Also numbers local changes, so that answers to older requests count as stale. */
export const nextOrder = (wire: Writable<Wire>): number => ++wire.sent

/**
 * Sends one request. Avoids CORS preflights: PUT, PATCH and DELETE become `_method`, and bodies are forms.
 *
 * @param refused - the URL of a first try, whose credentials the server did not know. They are renewed once.
 * @throws FrontdeskError on a server, and if there is no answer, or it is not the Frontend API's.
 */
export async function callFapi(
  wire: Wire,
  request: FapiRequest,
  scheme: Pick<SecurityScheme, 'authorize' | 'isRenewable'> = wire.scheme,
  refused?: URL,
): Promise<FapiAnswer> {
  refuseOnServer(wire)
  const order = nextOrder(wire)
  const url = address(request, wire.base)
  const outgoing: OutgoingRequest = { url, headers: new Headers(), credentials: 'same-origin' }
  const authorized = scheme.authorize(wire, outgoing, refused)
  // `preload` needs the request to leave synchronously. Await only promises.
  const receive = authorized && (await authorized)
  const [response, text] = await deliver(wire, request, outgoing)
  const { ok, status, url: finalUrl } = response
  // Browsers report 0 as the status of a redirect that was not followed. React Native's fetch reports only the URL.
  if (/^(0|3..)$/.test(`${status}`) || (finalUrl && !finalUrl.startsWith(`${url.origin}/`))) {
    throw new FrontdeskError('redirected_elsewhere', { about: url.pathname, status })
  }
  await receive?.(response)
  // A bare `null` says nothing: it is no envelope.
  const json = status === 204 ? null : orElse(() => (JSON.parse(text) as unknown) ?? undefined)
  if (ok && json === undefined) throw malformed(url.pathname, '', status)
  const error = ok ? undefined : failure(response, json, url, wire.ambient.now())
  if (error && !refused && scheme.isRenewable?.(error)) return callFapi(wire, request, scheme, url)
  return { json, error, order }
}

export function address({ method, path, query }: FapiRequest, base: string): URL {
  const url = new URL(`${base}/v1${path}`)
  const isPlain = method === 'GET' || method === 'POST'
  const parameters = { __clerk_api_version: apiVersion, _method: isPlain ? undefined : method, ...query }
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value)
  return url
}

function deliver(
  { ambient, tap = ambient, lifetime }: Wire,
  { method, body, timeout = 30_000, isHarmless = method === 'GET', keepalive = false }: FapiRequest,
  { url, headers, credentials }: OutgoingRequest,
): Promise<readonly [Response, string]> {
  const controller = new AbortController()
  // Patched ones may throw at once.
  const fetchText = async () => {
    const response = await tap.fetch(url.href, {
      // A redirected body could carry a password elsewhere.
      redirect: body ? 'manual' : 'follow',
      ...(method === 'GET' ? { method } : { method: 'POST', body: body ?? new URLSearchParams() }),
      headers,
      credentials,
      keepalive,
      // Firefox answers from its cache after a step back, though the account has signed out since.
      cache: 'no-store',
      signal: controller.signal,
    })
    return [response, await response.text()] as const
  }
  return new Promise((resolve, reject) => {
    const fail = (code: 'timeout' | 'network_error', cause?: unknown) => {
      reject(new FrontdeskError(code, { about: url.origin, cause }))
      // Aborting does not undo a change on the server.
      if (isHarmless) controller.abort()
    }
    const stop = ambient.timeout(() => fail('timeout'), timeout)
    // Do not wait for a fetch that may not heed the signal.
    const leave = () => isHarmless && fail('network_error')
    lifetime.signal.addEventListener('abort', leave)
    fetchText()
      .then(resolve, (cause) => fail('network_error', cause))
      .finally(() => {
        stop()
        lifetime.signal.removeEventListener('abort', leave)
      })
  })
}
