import type { Auth, SignedIn } from './auth'
import type { Resolved, ServerContext } from './context'
import { createAuth } from './createAuth'
import { applyDirectives } from './directives'
import type { Found } from './found'
import { initialStateOf } from './initialState'
import { judge } from './judge'
import { type Account, headersAlone, headersFor, mergeHeaders } from './merge'
import type { FrontdeskServerOptions } from './options'
import { createParts, type Parts } from './parts'
import { nowhere } from './settings'
import { createVerdict } from './verdicts'

/** Finds out who sends requests. Nothing in a request makes it throw. */
export interface FrontdeskServer {
  /**
   * For everything that is a function from a request to a response: answers itself where the browser has to be sent
   * round, else calls `next` and adds to its response, returned or thrown, what has to go along.
   */
  handle(request: Request, next: (context: ServerContext) => Response | Promise<Response>): Promise<Response>
  /** The same in two steps, for servers whose next step is no such function. */
  resolve(request: Request): Promise<Resolved>
  /** Verifies and nothing else, no redirects, no cookies: for server components, route handlers, WebSocket upgrades. */
  read(source: Request | { headers: Headers }): Promise<ServerContext>
}

/**
 * Makes what finds out, on a server, who sends a request: signed in, pending, signed out, or unknown. It needs
 * `@clerk/backend`, Web Crypto and `fetch`, and nothing of Node.
 *
 * @example
 * const server = createFrontdeskServer({ publishableKey, secretKey, origins: ['https://app.example.com'] })
 * export default { fetch: (request) => server.handle(request, ({ auth }) => new Response(auth.status)) }
 *
 * @throws FrontdeskError `invalid_publishable_key`, `invalid_secret_key`, `keys_differ`, `origins_required`,
 *   `invalid_origin`, `invalid_url`, `invalid_proxy_url`, `invalid_domain`; each method rejects with `clerk_backend_missing`,
 *   and with `option_threw` where `handshake`, `stale` or `claims` throws
 */
export function createFrontdeskServer(options: FrontdeskServerOptions): FrontdeskServer {
  const parts = createParts(options)
  const resolve = async (request: Request): Promise<Resolved> => {
    const start = performance.now()
    const judged = await judge(parts, request)
    if (judged.answer) return { answer: judged.answer }
    const account: Account = { isRead: false, duration: performance.now() - start }
    const context = createContext(parts, judged, account)
    return {
      context,
      get headers() {
        return headersAlone(judged, account)
      },
      merge: (response) =>
        mergeHeaders(response, headersFor(judged, account), (policy) => {
          const page = `${judged.facts.url.pathname} would have been kept by caches (${policy})`
          parts.report(createVerdict('page_cacheable', '', page), request)
        }),
    }
  }
  return {
    resolve,
    async handle(request, next) {
      const resolved = await resolve(request)
      if (resolved.answer) return resolved.answer
      return resolved.merge(await answerOf(next, resolved.context))
    },
    async read(source) {
      const request = source instanceof Request ? source : new Request(nowhere, { headers: source.headers })
      const judged = await judge(parts, request, true)
      // No reading is ever answered at once.
      return createContext(parts, judged as Found, { isRead: false, duration: 0 })
    },
  }
}

/**
 * Gives who is signed in, and throws the answer to everybody else as a `Response`, which `handle()` and the loaders of some
 * frameworks send. Elsewhere return `auth.deny()`.
 *
 * @example
 * const { userId } = protect(context.auth)
 *
 * @throws Response
 */
export function protect(auth: Auth): SignedIn {
  if (auth.status !== 'signed-in') throw auth.deny()
  return auth
}

/** What the app answers, thrown or not: either way the cookies of a round trip, which counts once, have to go along. */
async function answerOf(
  next: Parameters<FrontdeskServer['handle']>[1],
  context: ServerContext,
): Promise<Response> {
  try {
    return await next(context)
  } catch (thrown) {
    if (thrown instanceof Response) return thrown
    throw thrown
  }
}

function createContext(parts: Parts, found: Found, account: Account): ServerContext {
  const { facts, setCookies } = found
  let auth: Auth | undefined
  let request: Request | undefined
  const known = () => {
    auth ??= createAuth(parts, found)
    return auth
  }
  return {
    get auth() {
      account.isRead = true
      return known()
    },
    get initialState() {
      account.isRead = true
      return facts.bearer ? undefined : initialStateOf(known(), parts.settings.claims)
    },
    get request() {
      request ??= nextRequest(facts.request, facts.url, setCookies)
      return request
    },
  }
}

const ours = /^(__clerk_handshake|__frontdesk)/

/** The same request with other headers. Its body is the very same stream: either request may read it, once. */
function nextRequest(request: Request, url: URL, setCookies: readonly string[]): Request {
  const { method, body, signal } = request
  const headers = new Headers(request.headers)
  const cookie = applyDirectives(headers.get('cookie') ?? '', setCookies, ours)
  if (cookie) headers.set('cookie', cookie)
  else headers.delete('cookie')
  // `duplex` is for bodies that are streams.
  const init = { method, headers, signal, ...(body && { body, duplex: 'half' }) }
  return new Request(url, init)
}
