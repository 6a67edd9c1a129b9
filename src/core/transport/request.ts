import { FrontdeskError, malformed } from '../errors'
import type { Internals } from '../internals'
import type { FapiMethod, RequestParameters } from '../types'
import { failure } from './envelope'
import type { OutgoingRequest } from './security/scheme'

const apiVersion = '2026-05-12'

export interface FapiRequest extends RequestParameters {
  method: FapiMethod
  /** Below `/v1`, e.g. `/client`. */
  path: string
  /** Milliseconds until the request counts as unanswered. Default: 30,000. */
  timeout?: number | undefined
}

export interface FapiAnswer {
  json: unknown
  /** What the Frontend API refused, if it did; even then `json` may carry a client. */
  error: FrontdeskError | undefined
}

export type Transport = (request: FapiRequest) => Promise<FapiAnswer>

/**
 * Speaks the wire protocol: real verbs but GET and POST become `_method`, bodies are forms, so that no
 * request needs a CORS preflight. A dev browser that the server no longer knows is renewed once.
 *
 * @returns a transport that rejects with a FrontdeskError where there is no answer, or none of the Frontend API's.
 */
export function createTransport(
  internals: Pick<Internals, 'ambient' | 'base' | 'lifecycle' | 'scheme'>,
): Transport {
  const { base, scheme } = internals
  async function send(request: FapiRequest, renewable = true): Promise<FapiAnswer> {
    const url = address(request, `${base}/v1`)
    const outgoing: OutgoingRequest = { url, headers: new Headers(), credentials: 'same-origin' }
    const receive = await scheme.authorize(outgoing)
    const { response, text } = await deliver(internals, request, outgoing)
    const { ok, redirected, status, type } = response
    // A redirect that was not followed, or one that led away.
    if (
      type === 'opaqueredirect' ||
      (status >= 300 && status < 400) ||
      (redirected && new URL(response.url).origin !== url.origin)
    ) {
      throw new FrontdeskError('redirected_elsewhere', { about: url.pathname, status })
    }
    await receive?.(response)
    const json = status === 204 ? null : parseJson(text)
    if (ok && json === undefined) throw malformed(url.pathname, '', status)
    const error = ok ? undefined : failure(response, json, url)
    if (renewable && error?.code === 'dev_browser_unauthenticated' && (await scheme.renew?.(outgoing))) {
      return send(request, false)
    }
    return { json, error }
  }
  return (request) => send(request)
}

function address({ method, path, query }: FapiRequest, base: string): URL {
  const url = new URL(base + path)
  if (!url.href.startsWith(`${base}/`))
    throw new TypeError(`A path below /v1 starts with a slash, e.g. /me: ${path}`)
  const isPlain = method === 'GET' || method === 'POST'
  const parameters = { __clerk_api_version: apiVersion, _method: isPlain ? undefined : method, ...query }
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value)
  return url
}

interface Delivery {
  response: Response
  text: string
}

/** Fetches, and gives up after a while: a request that must not be aborted then goes on unwatched. */
function deliver(
  { ambient, lifecycle }: Pick<Internals, 'ambient' | 'lifecycle'>,
  { method, body, timeout = 30_000 }: FapiRequest,
  { url, headers, credentials }: OutgoingRequest,
): Promise<Delivery> {
  const isRead = method === 'GET'
  const lifetime = lifecycle.signal()
  const controller = new AbortController()
  // Aborting does not undo what a request does: only those that do nothing are aborted.
  const abort = () => isRead && controller.abort()
  lifetime.addEventListener('abort', abort)
  return new Promise<Delivery>((resolve, reject) => {
    const fail = (code: 'timeout' | 'network_error', cause?: unknown) =>
      reject(new FrontdeskError(code, { about: url.origin, cause }))
    const stop = ambient.timeout(() => {
      fail('timeout')
      abort()
    }, timeout)
    ambient
      .fetch(url.href, {
        method: isRead ? method : 'POST',
        headers,
        credentials,
        // A redirected body could carry a password elsewhere.
        redirect: body ? 'manual' : 'follow',
        signal: controller.signal,
        ...(!isRead && { body: encodeForm(body) }),
      })
      .then(async (response) => ({ response, text: await response.text() }))
      .then(resolve, (cause) => fail('network_error', cause))
      .finally(() => {
        stop()
        lifetime.removeEventListener('abort', abort)
      })
  })
}

function encodeForm(body: Record<string, unknown> = {}): URLSearchParams {
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(body)) {
    const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    for (const item of [value].flat()) {
      if (item !== undefined)
        form.append(name, item === null ? '' : typeof item === 'object' ? JSON.stringify(item) : `${item}`)
    }
  }
  return form
}

/** `undefined` where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
