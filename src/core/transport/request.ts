import type { Ambient } from '../ambient'
import { FrontdeskError, malformed } from '../errors'
import type { FapiMethod, RequestParameters } from '../types'
import { failure } from './envelope'
import type { OutgoingRequest, SecurityScheme } from './security/scheme'

const apiVersion = '2026-05-12'

export interface FapiRequest extends RequestParameters {
  method: FapiMethod
  /** Below `/v1`, e.g. `/client`. */
  path: string
  /** Milliseconds until the request counts as unanswered. */
  timeout?: number | undefined
}

export interface FapiAnswer {
  json: unknown
  /** What the Frontend API refused, if it did; even then `json` may carry a client. */
  error: FrontdeskError | undefined
}

export type Transport = (request: FapiRequest) => Promise<FapiAnswer>

interface TransportOptions {
  ambient: Ambient
  /** The base URL, without `/v1`. */
  base: () => string
  scheme: SecurityScheme
  /** Aborts what may be aborted when nobody is left to hear the answer. */
  lifetime: () => AbortSignal
}

/**
 * Speaks the wire protocol: real verbs but GET and POST become `_method`, bodies are forms, so that no
 * request needs a CORS preflight. A dev browser that the server no longer knows is renewed once.
 *
 * @returns a transport that rejects with a FrontdeskError where there is no answer, or none of the Frontend API's.
 */
export function createTransport({ ambient, base, lifetime, scheme }: TransportOptions): Transport {
  async function send(request: FapiRequest, renewable: boolean): Promise<FapiAnswer> {
    const outgoing = address(request, base())
    await scheme.authorize(outgoing)
    const { response, text } = await deliver(ambient, request, outgoing, lifetime())
    refuseForeign(response, outgoing, base())
    await scheme.receive(response, outgoing)
    const json = read(response, text, outgoing)
    const error = response.ok ? undefined : failure(response, json, outgoing.url)
    if (renewable && error?.code === 'dev_browser_unauthenticated' && (await scheme.renew(outgoing))) {
      return send(request, false)
    }
    return { json, error }
  }
  return (request) => send(request, true)
}

function address({ method, path, query }: FapiRequest, base: string): OutgoingRequest {
  const url = new URL(`${base}/v1${path}`)
  if (!path.startsWith('/') || !url.href.startsWith(`${base}/v1/`)) {
    throw new TypeError(
      `The path must lie below /v1 and start with a slash, e.g. /me; got ${JSON.stringify(path)}.`,
    )
  }
  url.searchParams.set('__clerk_api_version', apiVersion)
  if (method !== 'GET' && method !== 'POST') url.searchParams.set('_method', method)
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) url.searchParams.set(name, value)
  return { url, headers: new Headers(), credentials: 'same-origin' }
}

interface Delivery {
  response: Response
  text: string
}

/** Fetches, and gives up after a while: a request that must not be aborted then goes on unwatched. */
function deliver(
  ambient: Ambient,
  { method, body, timeout = 30_000 }: FapiRequest,
  { url, headers, credentials }: OutgoingRequest,
  lifetime: AbortSignal,
): Promise<Delivery> {
  const isGet = method === 'GET'
  const controller = new AbortController()
  // Aborting does not undo what a request does: only those that do nothing are aborted.
  const abort = () => isGet && controller.abort()
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
        method: isGet ? method : 'POST',
        headers,
        credentials,
        // A redirected body could carry a password elsewhere.
        redirect: body ? 'manual' : 'follow',
        signal: controller.signal,
        ...(!isGet && { body: encodeForm(body ?? {}) }),
      })
      .then(async (response) => ({ response, text: await response.text() }))
      .then(resolve, (cause) => fail('network_error', cause))
      .finally(() => {
        stop()
        lifetime.removeEventListener('abort', abort)
      })
  })
}

function encodeForm(body: Record<string, unknown>): URLSearchParams {
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(body)) {
    const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined) continue
      form.append(name, item === null ? '' : typeof item === 'object' ? JSON.stringify(item) : String(item))
    }
  }
  return form
}

function refuseForeign(response: Response, { url }: OutgoingRequest, base: string) {
  const { type, status, redirected } = response
  const unfollowed = type === 'opaqueredirect' || (status >= 300 && status < 400)
  if (unfollowed || (redirected && new URL(response.url).origin !== new URL(base).origin)) {
    throw new FrontdeskError('redirected_elsewhere', { about: url.pathname, status: status || undefined })
  }
}

/** JSON, `null` where there is no content, `undefined` for anything else in a refusal. */
function read({ ok, status }: Response, text: string, { url }: OutgoingRequest): unknown {
  if (status === 204) return null
  try {
    return JSON.parse(text)
  } catch {
    if (!ok) return undefined
    throw malformed(url.pathname, '', status)
  }
}
