import { type FapiContext, hostHeader } from '../http/env'
import { FapiError } from '../http/errors'
import { isExtension } from '../http/origins'
import { ownOrigin } from './ownOrigin'

/** Refuses what no caller of any scheme may send: a header twice, two API versions, a proxy's claim without its proof. */
export function checkHeaders(c: FapiContext): void {
  const single = { origin: hostHeader(c, 'origin'), authorization: c.req.header('authorization') }
  for (const [name, value] of Object.entries(single)) {
    // A header that came twice reads as one with a comma.
    if (value?.includes(',')) {
      throw new FapiError(
        400,
        `multiple_${name}_header_values_forbidden`,
        `There are several ${name} headers`,
      )
    }
  }
  if (c.req.header('clerk-api-version') && c.get('query').get('__clerk_api_version')) {
    throw new FapiError(
      400,
      'api_version_conflict',
      'Name the API version in the header or in the query, not both',
    )
  }
  if (c.req.header('clerk-proxy-url') === undefined) return
  const secret = c.req.header('clerk-secret-key')
  if (!secret)
    throw new FapiError(400, 'proxy_request_missing_secret_key', 'A proxy must send Clerk-Secret-Key')
  if (secret !== c.get('box').secretKey)
    throw new FapiError(401, 'proxy_request_invalid_secret_key', "The proxy's Clerk-Secret-Key is invalid")
}

/** Refuses a browser's request without an `Origin`, or from a foreign one: this is what stops forged requests. */
export function checkBrowserHeaders(c: FapiContext): void {
  const origin = hostHeader(c, 'origin')
  if (origin === undefined) {
    if (!comesWithoutOrigin(c)) throw missingHeader('Origin')
    return
  }
  if (c.req.header('authorization') !== undefined && !isExtension(origin)) throw conflict()
  checkOrigin(c)
}

/** Refuses a native app's request without `Authorization` (an empty one is fine), or with an `Origin` beside it. */
export function checkNativeHeaders(c: FapiContext): void {
  const origin = hostHeader(c, 'origin')
  if (c.req.header('authorization') === undefined) throw missingHeader('Authorization')
  if (origin !== undefined && !isExtension(origin)) throw conflict()
}

/** Refuses an `Origin` that is not one of the apps served; none at all is fine here. */
export function checkOrigin(c: FapiContext): void {
  const origin = hostHeader(c, 'origin')
  if (origin === undefined || isServed(c, origin)) return
  throw new FapiError(400, 'origin_invalid', 'Invalid HTTP Origin header', {
    longMessage: `The Origin "${origin}" is not one this Frontend API serves.`,
  })
}

/** Whether a server asks: with `Authorization: Bearer <secret key>`, be it the right one. */
export function isServer(c: FapiContext): boolean {
  return c.req.header('authorization')?.startsWith('Bearer sk_') ?? false
}

/** @throws FapiError 401 without the secret key */
export function checkSecretKey(c: FapiContext): void {
  if (c.req.header('authorization') === `Bearer ${c.get('box').secretKey}`) return
  throw new FapiError(401, 'clerk_key_invalid', 'The provided Clerk Secret Key is invalid')
}

/** Whether a page of another app asks. Extensions are native apps, which need not be listed. */
export function isForeign(c: FapiContext): boolean {
  const origin = hostHeader(c, 'origin')
  return origin !== undefined && !isExtension(origin) && !isServed(c, origin)
}

/** Whether an origin is that of an app, or of the box's own pages. */
function isServed(c: FapiContext, origin: string): boolean {
  return c.get('box').options.allowsOrigin(origin) || origin === ownOrigin(c)
}

/**
 * Browsers send no `Origin` when a page loads, nor when a page only reads from where it came from, nor when an extension
 * reads that may. Where the host is not secure they do not say which: nothing is changed by it, and no other page can read it.
 */
function comesWithoutOrigin(c: FapiContext): boolean {
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const isElsewhere = /^(cross|same)-site$/.test(hostHeader(c, 'sec-fetch-site') ?? '')
  return isRead && (!isElsewhere || /^(navigate|cors)$/.test(hostHeader(c, 'sec-fetch-mode') ?? ''))
}

function missingHeader(name: string): FapiError {
  return new FapiError(400, 'request_header_missing', `The ${name} header is missing`)
}

function conflict(): FapiError {
  return new FapiError(
    400,
    'origin_authorization_headers_conflict',
    'Origin and Authorization must not be sent together',
    {
      longMessage: 'Browsers send Origin, native apps send Authorization; a web page cannot be a native app.',
    },
  )
}
