import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { parseRedirect } from '../http/origins'

/** The `redirect_url` in the query. @throws FapiError 422 */
export function readRedirect({ var: { box, query } }: FapiContext): URL {
  return checkRedirect(box, query.get('redirect_url'))
}

const about = { meta: { param_name: 'redirect_url' } }

/** A URL to send a browser on to. Tokens may travel in it, so it must be an app's. @throws FapiError 422 */
export function checkRedirect(box: Box, text: string | undefined): URL {
  const url = text === undefined ? undefined : parseRedirect(text)
  if (!url)
    throw new FapiError(
      422,
      'invalid_redirect_url',
      'redirect_url must be an absolute http or https URL',
      about,
    )
  if (!box.options.allowsOrigin(url.origin)) {
    throw new FapiError(
      422,
      'redirect_url_domain_mismatch',
      `redirect_url: ${url.origin} is not an app of this instance`,
      about,
    )
  }
  return url
}

/** Sends a browser on; what its address holds is neither kept nor told to anybody. */
export function sendOn(c: FapiContext, url: URL, status: 303 | 307 = 307): Response {
  return c.body(null, status, {
    location: url.href,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
}
