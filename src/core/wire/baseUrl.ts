import { orElse } from '../host/orElse'
import { FrontdeskError } from './errors'
import type { PublishableKey } from './publishableKey'

/**
 * The URL that every path of the Frontend API hangs on, without a trailing slash: the proxy where there is
 * one, else `https://clerk.<domain>` in production with a `domain`, else the key's own host.
 *
 * @param pageUrl - resolves a `proxyUrl` that is a path. On a server there is none, and nothing is requested.
 * @throws FrontdeskError `invalid_proxy_url`, `invalid_domain`.
 */
export function baseUrl(
  { frontendApi, isDevelopment }: PublishableKey,
  { proxyUrl, domain }: { proxyUrl?: string | undefined; domain?: string | undefined },
  pageUrl = 'http://localhost',
): string {
  if (domain && !/^[\w.-]+(:\d+)?$/.test(domain))
    throw new FrontdeskError('invalid_domain', { about: domain })
  const host = domain && !isDevelopment ? `clerk.${domain}` : frontendApi
  if (proxyUrl === undefined) return `https://${host.toLowerCase()}`
  const isUrl = /^(https?:\/\/[^/\\@]|\/(?![/\\]))/.test(proxyUrl)
  const url = orElse(() => new URL(proxyUrl, pageUrl))
  if (!isUrl || !url || url.username)
    throw new FrontdeskError('invalid_proxy_url', { about: proxyUrl.replace(/\/\/.*@/, '//…@') })
  return url.origin + url.pathname.replace(/\/+$/, '')
}
