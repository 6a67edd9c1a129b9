import type { Frontdesk } from '../frontdesk'
import { address } from '../wire/request'

/** Parameters of `touchUrl()`. */
export interface TouchUrlParameters {
  /** The final target: an http(s) URL, absolute or relative to the page, of an origin that the Frontend API allows. */
  redirectUrl: string
}

/**
 * The URL of `GET /v1/client/touch`, which renews the client's cookie and redirects to `redirectUrl`. Safari
 * keeps cookies for more than a week only if a navigation sets them; `useConnectionStatus()` tells when that is
 * due. In development the URL contains the dev browser's token: navigate to it, but show it to nobody.
 *
 * @throws TypeError for an invalid `redirectUrl`, FrontdeskError if the dev browser's token cannot be had.
 *
 * @example
 * location.assign(touchDue ? await touchUrl(frontdesk, { redirectUrl: '/inbox' }) : '/inbox')
 */
export async function touchUrl(frontdesk: Frontdesk, { redirectUrl }: TouchUrlParameters): Promise<string> {
  const wire = frontdesk._internal
  const { ambient, base, scheme } = wire
  const target = new URL(redirectUrl, ambient.page?.url())
  if (!/^https?:$/.test(target.protocol)) throw new TypeError(`redirectUrl is no http(s) URL: ${redirectUrl}`)
  const query = { redirect_url: target.href }
  const url = address({ method: 'GET', path: '/client/touch', query }, base)
  await scheme.authorize(wire, { url, headers: new Headers(), credentials: 'include' })
  return url.href
}
