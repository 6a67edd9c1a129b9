import type { Jar } from './jar'
import type { Network } from './network'
import { afterRedirect, redirectOf } from './redirect'
import { filterResponse, finishResponse, isReadable, opaqueRedirect } from './response'
import { isSameSite } from './site'

export interface FetchContext {
  network: Network
  jar: Jar
  /** The page's address. */
  page: URL
  isOnline(): boolean
  /** A native app: no `Origin`, no cookies, nothing to keep from it. */
  native: boolean
}

/** Sends a request as the browser of a page does: cookies and `Origin` along, cookies kept, redirects followed. It asks no preflight. */
export async function browserFetch(
  context: FetchContext,
  input: string,
  init: RequestInit,
): Promise<Response> {
  let url = new URL(input, context.page)
  let step = init
  for (let hops = 0; hops <= 20; hops++) {
    init.signal?.throwIfAborted()
    const response = await untilAborted(send(context, url, step), init.signal)
    const next = redirectOf(response, url)
    if (!next) return finishResponse(filterFor(context, url, response), url, hops > 0)
    if (init.redirect === 'error') throw new TypeError('Failed to fetch: redirected')
    if (init.redirect === 'manual') return opaqueRedirect(url)
    url = next
    step = afterRedirect(step, response.status)
  }
  throw new TypeError('Failed to fetch: too many redirects')
}

async function send(context: FetchContext, url: URL, init: RequestInit): Promise<Response> {
  const { native, jar, page } = context
  if (!context.isOnline()) throw new TypeError('Failed to fetch: offline')
  const request = new Request(url, {
    ...init,
    headers: withoutForbidden(init.headers),
    signal: null,
    credentials: 'omit',
  })
  const isOwn = url.origin === page.origin
  const isCrossSite = !isSameSite(url, page)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const withCookies = !native && (init.credentials === 'include' || (isOwn && init.credentials !== 'omit'))
  const strictest = isCrossSite ? 'none' : 'strict'
  const lines: string[] = []
  const response = await context.network(request, {
    cookie: withCookies ? jar.header(url, strictest) || undefined : undefined,
    origin: native || (isOwn && isRead) ? undefined : page.origin,
    fetchSite: isOwn ? 'same-origin' : isCrossSite ? 'cross-site' : 'same-site',
    fetchMode: 'cors',
    fetchDest: 'empty',
    setCookie: (line) => lines.push(line),
  })
  if (!context.isOnline()) throw new TypeError('Failed to fetch: offline')
  if (withCookies) for (const line of lines) jar.store(url, line, strictest)
  if (!native && !isOwn && !isReadable(response, page.origin, init.credentials === 'include')) {
    throw new TypeError(`Failed to fetch: CORS keeps ${page.origin} from reading ${url.origin}`)
  }
  return response
}

function filterFor({ native, page }: FetchContext, url: URL, response: Response): Response {
  return filterResponse(response, !native && url.origin !== page.origin)
}

function withoutForbidden(init: HeadersInit | undefined): Headers {
  const headers = new Headers(init)
  for (const name of [...headers.keys()]) {
    if (/^(cookie|host|origin|referer|sec-.*|proxy-.*)$/.test(name)) headers.delete(name)
  }
  return headers
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
