import type { Frontdesk } from '../frontdesk'
import { navigationUrl } from './navigationUrl'

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
 * @throws FrontdeskError `invalid_redirect_url` for one that is no http(s) URL, or that the dev browser's token cannot
 *   be had.
 *
 * @example
 * location.assign(touchDue ? await touchUrl(frontdesk, { redirectUrl: '/inbox' }) : '/inbox')
 */
export const touchUrl = (frontdesk: Frontdesk, { redirectUrl }: TouchUrlParameters): Promise<string> =>
  navigationUrl(frontdesk._internal, '/client/touch', redirectUrl)
