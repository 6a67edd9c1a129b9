import type { Fapi } from '../handle'

/** What a browser sends along that pages cannot. */
export interface Credentials {
  cookie?: string | undefined
  origin?: string | undefined
  fetchSite: string
  setCookie(line: string): void
}

/** What a tab's requests reach. */
export type Network = (request: Request, credentials: Credentials) => Promise<Response>

export interface NetworkOptions {
  fapi: Fapi
  /** Where the app reaches the Frontend API besides the key's own host, e.g. `http://localhost:4400` or a path of the app. */
  fapiUrl?: string | undefined
  /** Answers what goes to any other host. Default: nothing does, and `fetch` rejects. */
  elsewhere?: ((request: Request) => Response | Promise<Response>) | undefined
}

export function createNetwork(
  { fapi, fapiUrl, elsewhere }: NetworkOptions,
  fapiHost: string,
  page: string,
): Network {
  const bases = [new URL(`https://${fapiHost}`)]
  if (fapiUrl !== undefined) bases.push(new URL(fapiUrl, page))
  return async (request, { cookie, origin, fetchSite, setCookie }) => {
    const url = new URL(request.url)
    for (const base of bases) {
      const prefix = base.pathname.replace(/\/$/, '')
      if (url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/`)) continue
      const target = new URL(url)
      target.pathname = url.pathname.slice(prefix.length)
      const forwarded = prefix === '' ? request : new Request(target, request)
      return fapi.fetch(forwarded, { cookie, origin, fetchSite, fetchMode: 'cors', setCookie })
    }
    if (elsewhere) return elsewhere(request)
    throw new TypeError(`Failed to fetch: ${url.origin} is neither the Frontend API nor given as fapiUrl`)
  }
}
