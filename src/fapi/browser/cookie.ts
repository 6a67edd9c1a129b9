import { isLoopback } from '../http/origins'

export type SameSite = 'strict' | 'lax' | 'none'

/** A cookie in the jar. */
export interface BrowserCookie {
  name: string
  value: string
  /** The host, or the domain that it shares the cookie with. */
  domain: string
  /** Whether `domain` itself is all that gets it. */
  hostOnly: boolean
  path: string
  /** Goes over https only, and to this machine. */
  secure: boolean
  /** Scripts cannot see it. */
  httpOnly: boolean
  /** What goes along where a page of another site asks: `none` always, `lax` where it leads there by a link. */
  sameSite: SameSite
  /** Milliseconds since 1970; undefined for one that lasts as long as the browser. */
  expires: number | undefined
}

/**
 * Reads a `Set-Cookie` line as a browser does; undefined for one it would refuse. Ours, as hono only writes them, and
 * `tough-cookie` brings a list of all public suffixes along, into pages too.
 */
export function parseCookie(url: URL, line: string, now: number): BrowserCookie | undefined {
  const [pair = '', ...rest] = line.split(';')
  const [name, value] = split(pair)
  const attributes = new Map(rest.map((part) => split(part)).map(([key, text]) => [key.toLowerCase(), text]))
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase()
  const secure = attributes.has('secure')
  const sameSite = /^(strict|none)$/.exec(attributes.get('samesite')?.toLowerCase() ?? '')?.[0] ?? 'lax'
  const isRefused =
    name === '' ||
    (domain && !domainMatches(url.hostname, domain)) ||
    (secure && !isTrustworthy(url)) ||
    (sameSite === 'none' && !secure)
  if (isRefused) return undefined
  const path = attributes.get('path')
  return {
    name,
    value,
    domain: domain || url.hostname,
    hostOnly: !domain,
    path: path?.startsWith('/') ? path : defaultPath(url),
    secure,
    httpOnly: attributes.has('httponly'),
    sameSite: sameSite as SameSite,
    expires: expiry(attributes, now),
  }
}

/** Whether a request to a URL takes the cookie along. */
export function cookieFits(cookie: BrowserCookie, url: URL): boolean {
  const isHost = cookie.hostOnly ? url.hostname === cookie.domain : domainMatches(url.hostname, cookie.domain)
  const isPath = url.pathname === cookie.path || url.pathname.startsWith(cookie.path.replace(/\/?$/, '/'))
  return isHost && isPath && (!cookie.secure || isTrustworthy(url))
}

function split(part: string): [name: string, value: string] {
  const at = part.indexOf('=')
  return at < 0 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
}

function expiry(attributes: Map<string, string>, now: number): number | undefined {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000
  const time = Date.parse(attributes.get('expires') ?? '')
  return Number.isNaN(time) ? undefined : time
}

function domainMatches(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

/** Whether a browser trusts the way to an address: https, or this machine. */
export function isTrustworthy(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url.origin)
}

function defaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/'
}
