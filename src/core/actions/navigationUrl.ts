import { address } from '../wire/request'
import type { Wire } from '../wire/wire'

/**
 * The URL of an endpoint that browsers navigate to, and that redirects to `redirectUrl`.
 *
 * @throws TypeError for an invalid `redirectUrl`, FrontdeskError if the dev browser's token cannot be had.
 */
export async function navigationUrl(
  wire: Wire,
  path: string,
  redirectUrl: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  const target = new URL(redirectUrl, wire.ambient.page?.url())
  if (!/^https?:$/.test(target.protocol)) throw new TypeError(`redirectUrl is no http(s) URL: ${redirectUrl}`)
  const url = address({ method: 'GET', path, query: { redirect_url: target.href, ...parameters } }, wire.base)
  await wire.scheme.authorize(wire, { url, headers: new Headers(), credentials: 'include' })
  return url.href
}
