import { type FapiContext, hostHeader } from '../http/env'

/**
 * The origin of the box's own pages, as the caller names it; undefined where that name is not on the list of
 * `hosts`. A foreign page can make a name of its own lead to this machine, but not one that is on the list.
 */
export function ownOrigin(c: FapiContext): string | undefined {
  const { hostname, host, origin } = c.get('url')
  const named = c.req.header('host')
  const agrees = named === undefined || (URL.canParse(`http://${named}`) && sameHost(`http://${named}`, host))
  return agrees && c.get('box').options.allowsHost(hostname) ? origin : undefined
}

function sameHost(url: string, host: string): boolean {
  return new URL(url).host === host
}

/** Whether a browser says that it asks from one of these, e.g. `same-origin`. A foreign page can neither leave that out nor lie; a program says nothing. */
export function isFetchedFrom(c: FapiContext, ...sites: string[]): boolean {
  const site = hostHeader(c, 'sec-fetch-site')
  return site === undefined || sites.includes(site)
}
