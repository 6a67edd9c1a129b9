import { browserFetch } from './fetch'
import { loadDocument } from './loadDocument'
import type { Answer, Network } from './network'
import { createTab, type SharedParts, type Tab } from './tab'

/** What answers at an app's address: a function of a request, or anything with a `fetch`, e.g. a Hono app. */
export type AppServer = Answer | { fetch(request: Request): Response | Promise<Response> }

/** How a browser comes to ask for an address. */
export interface VisitOptions {
  /**
   * What asks, as `Sec-Fetch-Dest` and `Sec-Fetch-Mode` tell: a page that loads, a frame within one, a page that is
   * fetched before anybody clicks (`Sec-Purpose: prefetch`), or a page's script. Default: `'document'`.
   */
  as?: 'document' | 'iframe' | 'prefetch' | 'fetch' | undefined
  /**
   * The page whose link, form or script asks: what `Sec-Fetch-Site`, `Referer`, `Origin` and `SameSite` go by. Default:
   * none, as for an address that is typed or reloaded; of what only pages ask for, the `tab`'s, else one of the same origin.
   */
  from?: string | undefined
  /** The tab to load the document in: it ends, and the new one has its tab storage. Default: a new tab. */
  tab?: Tab | undefined
  /** Default: `GET`; with a `body` `POST`, as a form. */
  method?: string | undefined
  body?: string | URLSearchParams | FormData | undefined
  /** What the app's server sees besides, or in place of the browser's own, e.g. from a proxy; the Frontend API does not. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Whether the browser is one that sends `Sec-Fetch-*`. Default: true. */
  fetchMetadata?: boolean | undefined
}

/** One request of a visit, and how it was answered. */
export interface VisitStep {
  readonly url: string
  readonly status: number
  /** The names of the cookies that the answer set or took away, in its order. Which were kept is in `browser.cookies`. */
  readonly cookies: readonly string[]
}

/** What became of a visit. */
export interface Visit {
  /** The last answer, as it was sent; with `as: 'fetch'` as far as a page may read it. */
  readonly response: Response
  /** Where it came from, redirects followed. */
  readonly url: string
  /** Every request, redirects included, in order; the last one is that of `response`. */
  readonly chain: readonly VisitStep[]
  /** The page that it made, for a handle to live in; with `as: 'fetch'` and `'prefetch'` the page that asked. */
  readonly tab: Tab
}

/** See `Browser.visit`. `home`: the app's address. */
export async function visit(
  shared: SharedParts,
  home: string,
  to: string,
  server: AppServer,
  options: VisitOptions = {},
): Promise<Visit> {
  const { as = 'document', tab, body, headers, fetchMetadata = true } = options
  const url = new URL(to, tab?.ambient.page.url() ?? home)
  if (!new Request(url, { headers: { cookie: 'a=1' } }).headers.has('cookie')) {
    throw new TypeError('visit: in a page no server sees cookies. Run this in Node, Deno or Bun.')
  }
  shared.serve(url, typeof server === 'function' ? server : (request) => server.fetch(request))
  const method = options.method?.toUpperCase() ?? (body === undefined ? 'GET' : 'POST')
  const page = pageThatAsks(url, method, options)
  const chain: VisitStep[] = []
  const network: Network = async (request, credentials) => {
    const cookies: string[] = []
    const response = await shared.network(request, {
      ...credentials,
      ...(!fetchMetadata && { fetchSite: undefined, fetchMode: undefined, fetchDest: undefined }),
      extra: { ...credentials.extra, ...headers },
      setCookie(line) {
        cookies.push(line.split('=')[0]!.trim())
        credentials.setCookie(line)
      },
    })
    chain.push({ url: request.url, status: response.status, cookies })
    return response
  }
  const context = { ...shared, network, isOnline: () => tab?.ambient.page.online() ?? true }
  const init = { method, ...(body !== undefined && { body }) }
  const open = (at: URL, referrer: string) => createTab(shared, at, new Map(), referrer)
  if (as === 'fetch') {
    const response = await browserFetch({ ...context, page: page! }, url.href, init)
    return { response, url: response.url, chain, tab: tab ?? open(page!, '') }
  }
  const { response, url: last, referrer } = await loadDocument(context, { as, url, from: page, init })
  const landing = () => {
    if (as === 'prefetch') return tab ?? open(page!, '')
    return as === 'document' && tab ? tab.navigate({ url: last.href, from: referrer }) : open(last, referrer)
  }
  return { response, url: last.href, chain, tab: landing() }
}

/** Nobody needs to ask for a document but by its address; all else comes from some page. */
function pageThatAsks(
  url: URL,
  method: string,
  { as = 'document', from, tab }: VisitOptions,
): URL | undefined {
  if (from !== undefined) return new URL(from, url)
  if (as === 'document' && /^(GET|HEAD)$/.test(method)) return undefined
  return new URL(tab?.ambient.page.url() ?? '/', url)
}
