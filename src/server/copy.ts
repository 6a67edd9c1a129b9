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

const kindNames = ['accept', 'sec-fetch-dest']
const headerNames = ['accept-language', 'user-agent', 'x-forwarded-for']

/**
 * Step 2: the request as the engine gets it. Neither body nor signal; of the headers those that it reads and those that
 * Clerk may want to see; Clerk's cookies only; and of the address nothing that anybody could have put into a link.
 */
export function copyRequest(settings: Settings, facts: Facts, admitted: Admitted): Request {
  const { request, url, cookies, parameters, bearer } = facts
  const headers = new Headers()
  for (const name of admitted.isReading ? headerNames : [...kindNames, ...headerNames]) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (bearer) headers.set('authorization', `Bearer ${bearer}`)
  const referrer = request.headers.get('referer')
  if (referrer && isSatellite(settings, referrer)) headers.set('referer', referrer)
  const pairs = [...cookies].filter(
    ([name]) => !admitted.dropped.has(name) && (!isHandshake(name) || (admitted.isAsked && !settings.isTest)),
  )
  // The engine's own count of redirects lives for two seconds. Ours stands in where it changes what is decided.
  if (settings.organizations || settings.satellites)
    pairs.push(['__clerk_redirect_count', `${admitted.count}`])
  headers.set('cookie', pairs.map(([name, value]) => `${name}=${value}`).join('; '))
  const address = new URL(url)
  const redirect = address.searchParams.get('__clerk_redirect_url')
  if (redirect !== null && !isSatellite(settings, redirect))
    address.searchParams.delete('__clerk_redirect_url')
  if (settings.isTest) {
    for (const [name, value] of parameters) {
      if (name === '__clerk_db_jwt' || (isHandshake(name) && admitted.isAsked && !admitted.dropped.has(name)))
        address.searchParams.set(name, value)
    }
  }
  return new Request(address, { method: request.method, headers })
}

const isHandshake = (name: string) => name.startsWith('__clerk_handshake')

function isSatellite({ satellites = [] }: Settings, address: string): boolean {
  return URL.canParse(address) && satellites.includes(new URL(address).origin)
}
