import { FrontdeskError } from '../errors'
import type { PublishableKey } from './publishableKey'

/**
 * The URL that every path of the Frontend API hangs on, without a trailing slash: the proxy where there is
 * one, else `https://clerk.<domain>` in production with a `domain`, else the key's own host.
 *
 * @param pageUrl - resolves a relative `proxyUrl`.
 * @throws FrontdeskError `invalid_proxy_url`.
 */
export function baseUrl(
  { frontendApi, instanceType }: PublishableKey,
  { proxyUrl, domain }: { proxyUrl?: string | undefined; domain?: string | undefined },
  pageUrl?: string,
): string {
  if (proxyUrl === undefined) {
    return `https://${domain && instanceType === 'production' ? `clerk.${domain}` : frontendApi}`
  }
  const isPath = /^\/(?!\/)/.test(proxyUrl)
  // A page is needed to resolve a path; without one (on a server) nothing is requested anyway.
  const url = parse(proxyUrl, isPath ? (pageUrl ?? 'http://localhost') : undefined)
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    (!isPath && !/^https?:\/\//.test(proxyUrl))
  ) {
    throw new FrontdeskError('invalid_proxy_url', { about: proxyUrl })
  }
  return url.origin + url.pathname.replace(/\/+$/, '')
}

function parse(url: string, base: string | undefined): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}
