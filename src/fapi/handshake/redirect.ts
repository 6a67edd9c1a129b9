import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { parseRedirect } from '../http/origins'

/** The URL to send a browser back to. It will carry a session token, so it must be an app's. @throws FapiError 422 */
export function checkRedirect({ options }: Box, text: string | undefined): URL {
  const url = text === undefined ? undefined : parseRedirect(text)
  if (!url)
    throw new FapiError(422, 'invalid_redirect_url', 'redirect_url must be an absolute http or https URL')
  if (!options.allowsOrigin(url.origin)) {
    throw new FapiError(
      422,
      'redirect_url_domain_mismatch',
      `redirect_url: ${url.origin} is not an app of this instance`,
    )
  }
  return url
}
