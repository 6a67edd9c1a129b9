import type { Box } from '../box'
import { type FapiContext, hostHeader } from '../http/env'
import { appDomain } from '../publishableKey'

/** The host name that passkeys are bound to: the app's, so that its pages may use them; in production what they are all under. */
export function rpIdFor(c: FapiContext): string {
  const { publishableKey } = c.get('box').options
  const origin = hostHeader(c, 'origin')
  // Native apps are tied to the Frontend API's host.
  const host = origin ? new URL(origin).hostname : publishableKey.host
  const domain = appDomain(publishableKey)
  return domain !== undefined && isWithin(domain, host) ? domain : host
}

/** Whether what was made or used for a host may come from an origin. Android apps have one that names their certificate. */
export function allowsOriginFor({ options }: Box, rpId: string, origin: string): boolean {
  const { host } = options.publishableKey
  const isNative =
    options.nativeApi && (origin === `https://${host}` || origin.startsWith('android:apk-key-hash:'))
  if (isNative && isWithin(rpId, host)) return true
  return options.allowsOrigin(origin) && isWithin(rpId, new URL(origin).hostname)
}

function isWithin(domain: string, host: string): boolean {
  return `.${host}`.endsWith(`.${domain}`)
}
