/**
 * Whether two addresses are of one site: of one scheme and one registrable domain, whatever the port. There is no
 * list of public suffixes here, so a domain is its last two labels, and `a.co.uk` and `b.co.uk` pass for one site.
 */
export function isSameSite(a: URL, b: URL): boolean {
  return a.protocol === b.protocol && domainOf(a) === domainOf(b)
}

function domainOf({ hostname }: URL): string {
  const isAddress = /^[\d.]+$|^\[/.test(hostname)
  return isAddress ? hostname : hostname.split('.').slice(-2).join('.')
}
