import type { Facts } from './facts'
import type { Settings } from './settings'

/** What of a request the engine gets to see, beside what is always left out. */
export interface Admitted {
  /** Whether it is only looked at, so that it must not be taken for what can be sent round. */
  readonly isReading: boolean
  /** Whether this browser asked for the handshake that it brings. */
  readonly isAsked: boolean
  /** Cookies and parameters to leave out, by name. */
  readonly dropped: ReadonlySet<string>
  /** How often the browser has been sent round. */
  readonly count: number
}

/** A request as the engine gets it. */
export interface Copy {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  /** The same as in `headers`, but decoded. */
  readonly cookies: ReadonlyMap<string, string>
}

const kindNames = ['accept', 'sec-fetch-dest']
/** For Clerk, who may want to know who renews a token. */
const personNames = ['accept-language', 'user-agent', 'x-forwarded-for']

/**
 * Step 2: the request as the engine gets it. Neither body nor signal; of the headers those that it reads and those that
 * Clerk may want to see; Clerk's cookies only; and of the address nothing that anybody could have put into a link.
 */
export function copyRequest(settings: Settings, facts: Facts, admitted: Admitted): Copy {
  const { request, url, cookies, parameters, bearer } = facts
  const headers = new Headers()
  const isRenewing = [...cookies.keys()].some((name) => name.startsWith('__refresh'))
  const names = admitted.isReading ? [] : isRenewing ? [...kindNames, ...personNames] : kindNames
  for (const name of names) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (bearer) headers.set('authorization', `Bearer ${bearer}`)
  const referrer = settings.satellites && request.headers.get('referer')
  if (referrer && isSatellite(settings, referrer)) headers.set('referer', referrer)
  const pairs = [...cookies].filter(
    ([name]) => !admitted.dropped.has(name) && (!isHandshake(name) || (admitted.isAsked && !settings.isTest)),
  )
  // The engine's own count of redirects lives for two seconds. Ours stands in where it changes what is decided.
  if (settings.organizations || settings.satellites)
    pairs.push(['__clerk_redirect_count', `${admitted.count}`])
  headers.set('cookie', pairs.map(([name, value]) => `${name}=${value}`).join('; '))
  const address = new URL(url)
  if (/clerk|%/.test(url.search)) dropForeign(settings, address.searchParams)
  if (settings.isTest) {
    for (const [name, value] of parameters) {
      if (name === '__clerk_db_jwt' || (isHandshake(name) && admitted.isAsked && !admitted.dropped.has(name)))
        address.searchParams.set(name, value)
    }
  }
  return {
    url: address,
    method: request.method,
    headers,
    cookies: new Map(pairs.map(([name, value]) => [name, decode(value)])),
  }
}

/** Only to a satellite of ours may anybody be sent on. */
function dropForeign(settings: Settings, parameters: URLSearchParams): void {
  const redirect = parameters.get('__clerk_redirect_url')
  if (redirect !== null && !isSatellite(settings, redirect)) parameters.delete('__clerk_redirect_url')
}

function decode(text: string): string {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text
  } catch {
    return text
  }
}

const isHandshake = (name: string) => name.startsWith('__clerk_handshake')

function isSatellite({ satellites = [] }: Settings, address: string): boolean {
  return URL.canParse(address) && satellites.includes(new URL(address).origin)
}
