import type { FapiContext } from '../http/env'

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
