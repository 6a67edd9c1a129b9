import { cookieLine, isSecure, sharedDomain } from '../http/cookies'
import type { FapiContext } from '../http/env'
import { keepHandshake } from '../state/handshakes'
import { sessionCategory } from '../tokens/sessionToken'
import { sign } from '../tokens/sign'

/** Seconds that a handshake has to arrive. */
const lifetime = 60

/** What a handshake was asked for. */
export interface Handshake {
  redirectUrl: URL
  /** How the list of cookies travels: signed, or kept here behind a nonce. */
  format: 'token' | 'nonce'
  /** Whether the app is a satellite: on a site of its own, where no cookie of this one gets to. */
  isSatellite: boolean
}

/** The names that a handshake travels under, in a URL and in a cookie. */
export const handshakeNames: Record<Handshake['format'], string> = {
  token: '__clerk_handshake',
  nonce: '__clerk_handshake_nonce',
}

/** Puts the list on its way: into the URL, or in production into a cookie. Gives the URL to go to. */
export async function sendHandshake(
  c: FapiContext,
  directives: string[],
  { redirectUrl, format, isSatellite }: Handshake,
): Promise<URL> {
  const box = c.get('box')
  const setCookies = c.get('setCookies')
  const value = await pack(c, directives, format)
  const url = new URL(redirectUrl)
  const name = handshakeNames[format]
  // One left over from an earlier try would win over the new one. The rest stays to the letter: it is the app's.
  const isOld = (part: string) => {
    const params = new URLSearchParams(part)
    return Object.values(handshakeNames).some((old) => params.has(old))
  }
  const parts = url.search.slice(1).split('&')
  const rest = url.search === '' ? [] : parts.filter((part) => !isOld(part))
  const isLive = box.options.publishableKey.keyType === 'live'
  if (isLive && !isSatellite) {
    const options = { httpOnly: true, secure: isSecure(c), domain: sharedDomain(c), maxAge: lifetime }
    setCookies.push(cookieLine(name, value, options))
  } else {
    rest.push(`${name}=${value}`)
  }
  url.search = rest.join('&')
  return url
}

/** Who asks for a nonce gets one whatever the list's size: no session token then shows in a URL. */
function pack({ var: { box } }: FapiContext, directives: string[], format: Handshake['format']) {
  if (format === 'nonce') return keepHandshake(box, directives, lifetime * 1000)
  const exp = Math.floor(box.clock.now() / 1000) + lifetime
  return sign(box, { handshake: directives, exp }, { category: sessionCategory })
}
