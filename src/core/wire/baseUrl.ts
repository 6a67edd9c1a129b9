import { orElse } from '../host/orElse'
import { FrontdeskError } from './errors'
import type { PublishableKey } from './publishableKey'

/**
 * The base URL of the Frontend API, without a trailing slash. A server has no `pageUrl`, and sends no requests.
 * Empty and blank options count as not given.
 *
 * @throws FrontdeskError `invalid_proxy_url`, `invalid_domain`.
 */
export function baseUrl(
  { frontendApi, isDevelopment }: PublishableKey,
  options: { proxyUrl?: string | null | undefined; domain?: string | null | undefined },
  pageUrl = 'http://localhost',
): string {
  const [proxyUrl, domain] = [options.proxyUrl, options.domain].map((given) => `${given ?? ''}`.trim())
  if (domain && !/^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(domain))
    throw new FrontdeskError('invalid_domain', { about: domain })
  const address = proxyUrl || `https://${domain && !isDevelopment ? `clerk.${domain}` : frontendApi}`
  const url = /^(https?:\/)?\/(?![/\\])/i.test(address) && orElse(() => new URL(address, pageUrl))
  if (!url || url.username)
    throw new FrontdeskError('invalid_proxy_url', { about: address.replace(/\/\/.*@/, '//…@') })
  return url.origin + url.pathname.replace(/\/+$/, '')
}
