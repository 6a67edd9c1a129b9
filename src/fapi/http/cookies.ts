import { parse } from 'hono/utils/cookie'
import { appDomain } from '../publishableKey'
import type { FapiContext } from './env'
import { hostHeader } from './env'

interface CookieOptions {
  httpOnly?: boolean
  secure?: boolean
  domain?: string | undefined
  /** Seconds; 0 deletes. Absent: until the browser closes. */
  maxAge?: number
}

/** The value of a cookie that the caller sent. By what `getCookie` reads with, as that sees only the request itself. */
export function readCookie(c: FapiContext, name: string): string | undefined {
  return parse(hostHeader(c, 'cookie') ?? '', name)[name]
}

/** One `Set-Cookie` line. Ours, as `generateCookie` throws at the ten years that Clerk's `__client_uat` is for. */
export function cookieLine(name: string, value: string, options: CookieOptions = {}): string {
  const { domain, httpOnly, secure, maxAge } = options
  return [
    `${name}=${value}`,
    'Path=/',
    domain && `Domain=${domain}`,
    maxAge !== undefined && `Max-Age=${maxAge}`,
    maxAge === 0 && 'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    httpOnly && 'HttpOnly',
    secure && 'Secure',
    'SameSite=Lax',
  ]
    .filter(Boolean)
    .join('; ')
}

/** Both names of a cookie that every instance and only this instance writes; SDKs read either. */
export async function cookieNames(c: FapiContext, name: string): Promise<[plain: string, suffixed: string]> {
  return [name, `${name}_${await c.get('box').cookieSuffix()}`]
}

/** Whether the caller came over https, be it to a proxy in front. `Secure` cookies would be lost on plain http. */
export function isSecure(c: FapiContext): boolean {
  const forwarded = c.req.header('x-forwarded-proto')?.split(',')[0]?.trim()
  return (forwarded ?? c.get('url').protocol.replace(':', '')) === 'https'
}

/** The domain to share a cookie with the app: `example.com` where this answers at the key's own `clerk.example.com`. */
export function sharedDomain(c: FapiContext): string | undefined {
  const { publishableKey } = c.get('box').options
  return c.get('url').hostname === publishableKey.host ? appDomain(publishableKey) : undefined
}
