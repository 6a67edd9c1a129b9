import { cookieLine, cookieNames, sharedDomain } from '../http/cookies'
import type { FapiContext } from '../http/env'
import { clientUat } from '../security/browser'
import type { SessionRecord } from '../state/state'
import { createSessionToken } from '../tokens/sessionToken'
import { type Handshake, handshakeNames } from './transport'

/** Seconds. */
const year = 31_536_000

/** The `Set-Cookie` lines that bring an app's cookies up to date, each for the plain and the suffixed name. */
export async function handshakeDirectives(
  c: FapiContext,
  session: SessionRecord | undefined,
  { redirectUrl, format, isSatellite }: Handshake,
): Promise<string[]> {
  const box = c.get('box')
  const caller = c.get('caller')
  const isLive = box.options.publishableKey.keyType === 'live'
  // The app sets these: whether they are `Secure` is for its own address to say.
  const own = { secure: isLive && redirectUrl.protocol === 'https:' }
  const shared = { ...own, domain: isSatellite ? undefined : sharedDomain(c) }
  const jwt = session ? await createSessionToken(box, session, redirectUrl.origin) : ''
  const lines: string[] = []
  // In production nobody redirects once more: the list itself must take away the cookie it came in.
  if (isLive) lines.push(cookieLine(handshakeNames[format], '', { ...shared, maxAge: 0 }))
  if (!isLive)
    for (const name of await cookieNames(c, '__clerk_db_jwt'))
      lines.push(cookieLine(name, caller.token ?? '', { maxAge: year }))
  for (const name of await cookieNames(c, '__client_uat')) {
    lines.push(cookieLine(name, clientUat(c), { ...shared, maxAge: 10 * year }))
  }
  lines.push(...(await sessionLines(c, jwt, own)))
  if (isLive) {
    if (session) session.refreshToken ??= box.ids.randomText(32)
    const [, name] = await cookieNames(c, '__refresh')
    const options = { ...own, httpOnly: true, maxAge: session ? year : 0 }
    lines.push(cookieLine(name, session?.refreshToken ?? '', options))
  }
  return lines
}

/** The `Set-Cookie` lines of a session token, or for an empty one those that take it away. */
export async function sessionLines(
  c: FapiContext,
  jwt: string,
  options: { secure: boolean },
): Promise<string[]> {
  const names = await cookieNames(c, '__session')
  return names.map((name) => cookieLine(name, jwt, { ...options, maxAge: jwt ? year : 0 }))
}
