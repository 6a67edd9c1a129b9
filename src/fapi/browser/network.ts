import type { Fapi } from '../handle'
import { isTrustworthy } from './cookie'

/** What a browser sends along that pages cannot. */
export interface Credentials {
  cookie?: string | undefined
  origin?: string | undefined
  referrer?: string | undefined
  /** Undefined in browsers that do not say. */
  fetchSite: string | undefined
  fetchMode: string | undefined
  fetchDest: string | undefined
  setCookie(line: string): void
  /** What else an app's server gets to see, in place of the same above. */
  extra?: Readonly<Record<string, string>> | undefined
}

/** What a tab's requests reach. */
export type Network = (request: Request, credentials: Credentials) => Promise<Response>

/** Answers as an app's server does. */
export type Answer = (request: Request) => Response | Promise<Response>

export interface NetworkOptions {
  fapi: Fapi
  /** Where the app reaches the Frontend API besides the key's own host, e.g. `http://localhost:4400` or a path of the app. */
  fapiUrl?: string | undefined
  /** Answers what goes to any other host. Default: nothing does, and `fetch` rejects. */
  elsewhere?: ((request: Request) => Response | Promise<Response>) | undefined
}

export function createNetwork({ fapi, fapiUrl, elsewhere }: NetworkOptions, fapiHost: string, page: string) {
  const bases = [new URL(`https://${fapiHost}`)]
  if (fapiUrl !== undefined) bases.push(new URL(fapiUrl, page))
  const servers = new Map<string, Answer>()
  /** The path of the Frontend API that an address means, and what comes before it. */
  const fapiPath = (url: URL): { path: string; base: string } | undefined => {
    for (const { origin, pathname } of bases) {
      const prefix = pathname.replace(/\/$/, '')
      if (url.origin === origin && url.pathname.startsWith(`${prefix}/`)) {
        return { path: url.pathname.slice(prefix.length), base: origin + prefix }
      }
    }
    return undefined
  }
  const send: Network = async (request, credentials) => {
    const url = new URL(request.url)
    const known = fapiPath(url)
    if (known) {
      const { path, base } = known
      const target = new URL(url)
      target.pathname = path
      const forwarded = path === url.pathname ? request : new Request(target, request)
      return fapi.fetch(forwarded, { ...credentials, base })
    }
    const server = servers.get(url.origin)
    if (server) return askServer(server, request, url, credentials)
    if (elsewhere) return elsewhere(request)
    throw new TypeError(`Failed to fetch: ${url.origin} is neither the Frontend API nor given as fapiUrl`)
  }
  return {
    send,
    /** Puts a server where an address is of, or where the app is of an address of the Frontend API. */
    serve: (url: URL, server: Answer) =>
      void servers.set(fapiPath(url) === undefined ? url.origin : new URL(page).origin, server),
  }
}

async function askServer(server: Answer, request: Request, url: URL, sent: Credentials): Promise<Response> {
  const headers = new Headers(request.headers)
  const metadata = isTrustworthy(url) && {
    'sec-fetch-site': sent.fetchSite,
    'sec-fetch-mode': sent.fetchMode,
    'sec-fetch-dest': sent.fetchDest,
  }
  const { cookie, origin, referrer: referer, extra } = sent
  const own = { host: url.host, cookie, origin, referer, ...metadata, ...extra }
  for (const [name, value] of Object.entries(own)) if (value !== undefined) headers.set(name, value)
  const response = await server(new Request(request, { headers }))
  for (const line of response.headers.getSetCookie()) sent.setCookie(line)
  return response
}
