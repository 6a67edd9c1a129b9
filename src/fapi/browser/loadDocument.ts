import type { SameSite } from './cookie'
import type { FetchContext } from './fetch'
import { afterRedirect, redirectOf } from './redirect'
import { isSameSite } from './site'

/** A document that is asked for. */
interface Asked {
  as: 'document' | 'iframe' | 'prefetch'
  url: URL
  /** The page that leads there; undefined for an address that is typed. */
  from: URL | undefined
  init: RequestInit
}

/** What redirects led to. */
interface Loaded {
  response: Response
  url: URL
  /** What the page is told that led there; `''` for nothing. */
  referrer: string
}

const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const sites = ['same-origin', 'same-site', 'cross-site']

/** Loads a document as a browser does: by the rules of navigation, which are no page's, with redirects followed. */
export async function loadDocument(
  { network, jar, isOnline }: Pick<FetchContext, 'network' | 'jar' | 'isOnline'>,
  { as, url, from, init }: Asked,
): Promise<Loaded> {
  const isTop = as !== 'iframe'
  let step = init
  let farthest = 0
  let isTold = true
  for (let hops = 0; hops <= 20; hops++) {
    const isCrossSite = from !== undefined && !isSameSite(url, from)
    const isRead = /^(GET|HEAD)$/.test(step.method!)
    const other: SameSite = isTop && isRead ? 'lax' : 'none'
    // What a navigation of the whole page brings is the page's own, whoever led there.
    const kept: SameSite = isTop || !isCrossSite ? 'strict' : 'none'
    if (from) farthest = Math.max(farthest, url.origin === from.origin ? 0 : isCrossSite ? 2 : 1)
    const referrer = (isTold && from && tellReferrer(from, url)) || ''
    if (!isOnline()) throw new TypeError('Failed to load: offline')
    const address = new URL(url)
    address.hash = ''
    const response = await network(new Request(address, { ...step, headers: { accept } }), {
      cookie: jar.header(url, isCrossSite ? other : 'strict') || undefined,
      origin: isRead ? undefined : from?.origin,
      referrer: referrer || undefined,
      fetchSite: from ? sites[farthest] : 'none',
      fetchMode: 'navigate',
      fetchDest: isTop ? 'document' : as,
      setCookie: (line) => jar.store(url, line, kept),
      extra: as === 'prefetch' ? { 'sec-purpose': 'prefetch' } : undefined,
    })
    if (!isOnline()) throw new TypeError('Failed to load: offline')
    const next = redirectOf(response, url)
    if (!next) return { response, url, referrer }
    isTold &&= response.headers.get('referrer-policy') !== 'no-referrer'
    step = afterRedirect(step, response.status)
    url = next
  }
  throw new TypeError(`Failed to load: too many redirects, the last one to ${url.origin}${url.pathname}`)
}

/** What a page tells where it leads, by default: others only its origin, and plain http nothing of https. */
function tellReferrer(from: URL, to: URL): string | undefined {
  if (from.protocol === 'https:' && to.protocol === 'http:') return undefined
  return from.origin === to.origin ? from.href.split('#')[0] : `${from.origin}/`
}
