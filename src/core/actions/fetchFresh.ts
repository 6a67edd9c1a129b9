import type { Frontdesk } from '../frontdesk'
import { getToken } from './getToken'

/**
 * `fetch` for the app's own server, where that reads the session from cookies. Waits until the session token is
 * fresh, so that `sessionCookie` has it in the cookie, and sends the request. Where the server's answer is still 401
 * with `x-frontdesk-verdict: session_stale` (`frontdesk/server` says so), it renews the token and sends once more:
 * requests that change nothing, and those with an `Idempotency-Key`.
 *
 * @param input - as `fetch` takes it; a URL may be relative to the page. A body that is a stream is sent only once.
 * @returns the answer, whatever its status. Without a session, or without a new token, the request is sent as it is.
 * @throws what `fetch` throws; the `signal`'s reason if that aborts.
 *
 * @example
 * const reports = await fetchFresh(frontdesk, '/api/reports').then((answer) => answer.json())
 */
export async function fetchFresh(
  frontdesk: Frontdesk,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const { ambient } = frontdesk._internal
  const [url, parts] = await partsOf(input, init, ambient.page?.url())
  const { method = 'GET', headers, body } = parts
  const signal = parts.signal ?? undefined
  const renew = (skipCache: boolean) =>
    // The server decides what to do with an old token.
    getToken(frontdesk, { skipCache, signal }).catch(() => signal?.throwIfAborted())
  const send = () => ambient.fetch(url, parts)

  await renew(false)
  const answer = await send()
  const isStale = answer.status === 401 && answer.headers.get('x-frontdesk-verdict') === 'session_stale'
  const isRepeatable = /^(GET|HEAD|OPTIONS)$/i.test(method) || new Headers(headers).has('idempotency-key')
  if (!isStale || !isRepeatable || body instanceof ReadableStream) return answer
  await renew(true)
  void answer.body?.cancel()
  return send()
}

/** Takes a `Request` apart, which could be sent only once. */
async function partsOf(
  input: string | URL | Request,
  init: RequestInit | undefined,
  base: string | undefined,
): Promise<[string, RequestInit]> {
  if (!(input instanceof Request)) return [new URL(input, base).href, init ?? {}]
  const request = new Request(input, init)
  const { url, method, headers, mode, credentials, cache, redirect, referrer, referrerPolicy } = request
  const { integrity, keepalive, signal } = request
  // Not every browser has `request.body`.
  const body = /^(GET|HEAD)$/.test(method) ? null : await request.arrayBuffer()
  return [
    url,
    {
      ...{ method, headers, body, mode, credentials, cache, redirect, referrer, referrerPolicy },
      ...{ integrity, keepalive, signal },
    },
  ]
}
