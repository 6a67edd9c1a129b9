import { orElse } from '../host/orElse'
import { address } from '../wire/request'
import type { Wire } from '../wire/wire'
import { invalidRedirectUrl } from './redirectTarget'

/**
 * The URL of an endpoint that browsers navigate to, and that redirects to `redirectUrl`.
 *
 * @throws FrontdeskError, e.g. `invalid_redirect_url`, or that the dev browser's token cannot be had.
 */
export async function navigationUrl(
  wire: Wire,
  path: string,
  redirectUrl: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  const target = orElse(() => new URL(redirectUrl, wire.ambient.page?.url()))
  if (!target || !/^https?:$/.test(target.protocol)) throw invalidRedirectUrl(redirectUrl)
  const url = address({ method: 'GET', path, query: { redirect_url: target.href, ...parameters } }, wire.base)
  await wire.scheme.authorize(wire, { url, headers: new Headers(), credentials: 'include' })
  return url.href
}
