import type { Frontdesk } from '../frontdesk'
import { address } from '../wire/request'

/** Where a touch leads. */
export interface TouchUrlParameters {
  /** Where to go on to: http(s), absolute or relative to the page; of an origin that the Frontend API allows. */
  redirectUrl: string
}

/**
 * The address of `GET /v1/client/touch`: a page that goes there comes out at `redirectUrl`, with the client's cookie
 * issued anew. Safari lets cookies that come with a navigation live longer than a week; `useConnectionStatus()` says
 * when it is due. In development the address holds the dev browser's token, as Clerk's protocol has it: navigate
 * there, and show it to nobody. Native apps have no such cookie.
 *
 * @throws TypeError for a `redirectUrl` that is none, FrontdeskError where in development no dev browser can be had.
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
