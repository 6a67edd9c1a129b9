import { orElse } from '../host/orElse'
import { FrontdeskError } from './errors'
import type { PublishableKey } from './publishableKey'

/**
 * The base URL of the Frontend API, without a trailing slash. A server has no `pageUrl`, and sends no requests.
 *
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
