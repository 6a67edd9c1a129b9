import type { Frontdesk } from '../frontdesk'
import { navigationUrl } from './navigationUrl'

/** Parameters of `handshakeUrl()`. */
export interface HandshakeUrlParameters {
  /** The page to come back to: an http(s) URL, absolute or relative to the page, of an origin that the Frontend API allows. */
  redirectUrl: string
  /** An organization's id or slug to make active on the way; `null` for the personal workspace. Default: no change. */
  organizationId?: string | null | undefined
}

/**
 * The URL of `GET /v1/client/handshake`, which makes a new session token and redirects to `redirectUrl`, where the
 * app's server takes the token over. Servers with `frontdesk/server` do this by themselves: it is for pages that know
 * before their server does that its cookies are out of date. In development the URL contains the dev browser's
 * token: navigate to it, but show it to nobody.
 *
 * @throws FrontdeskError `invalid_redirect_url` for one that is no http(s) URL, or that the dev browser's token cannot
 *   be had.
 *
 * @example
 * location.assign(await handshakeUrl(frontdesk, { redirectUrl: '/reports', organizationId: 'acme' }))
 */
export const handshakeUrl = (
  frontdesk: Frontdesk,
  { redirectUrl, organizationId }: HandshakeUrlParameters,
): Promise<string> =>
  navigationUrl(frontdesk._internal, '/client/handshake', redirectUrl, {
    format: 'nonce',
    suffixed_cookies: 'true',
    // The Frontend API takes an empty one for the personal workspace.
    organization_id: organizationId === null ? '' : organizationId,
  })
