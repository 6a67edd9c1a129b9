import { cookieLine, cookieNames, isSecure, readCookie, sharedDomain } from '../http/cookies'
import type { FapiContext } from '../http/env'
import { signedInSessions } from '../state/sessions'
import { createClientToken, readClientToken } from '../tokens/clientToken'
import { currentClient } from './caller'
import { checkBrowserHeaders } from './headers'
import type { SecurityScheme } from './scheme'

/** Seconds. */
const year = 31_536_000

/** Production browsers: the client token in an HttpOnly cookie, and `__client_uat` for the app to see who is there. */
export const browser: SecurityScheme = {
  name: 'browser',
  async identify(c) {
    const token = readCookie(c, '__client')
    const read = token ? await readClientToken(c.get('box'), token) : undefined
    const { clientId, issuedAt } = read ?? {}
    const isOutdated = read !== undefined && clientId === undefined
    return { token: clientId && token, issuedAt, isOutdated, holder: { clientId } }
  },
  authorize: checkBrowserHeaders,
  async answer(c) {
    const { renewed, isOutdated } = c.get('caller')
    if (renewed) await sendClientCookie(c)
    // While this request was under way, another one signed in: the browser has its cookies, which are true.
    if (renewed || !isOutdated) await sendClientUat(c)
  },
}

async function sendClientCookie(c: FapiContext): Promise<void> {
  const client = currentClient(c)
  const value = client ? await createClientToken(c.get('box'), client) : ''
  const maxAge = client ? c.get('box').options.cookieLifetime : 0
  c.get('setCookies').push(cookieLine('__client', value, { httpOnly: true, secure: isSecure(c), maxAge }))
}

/** When the caller's `__client` cookie expires, in milliseconds; null where there is none. */
export function cookieExpiresAt(c: FapiContext): number | null {
  const box = c.get('box')
  const caller = c.get('caller')
  if (caller.scheme !== browser) return null
  const issuedAt = caller.renewed ? Math.floor(box.clock.now() / 1000) : caller.issuedAt
  return issuedAt === undefined ? null : (issuedAt + box.options.cookieLifetime) * 1000
}

/** Sets `__client_uat` and its twin wherever what the caller has is not, or no longer, true. */
async function sendClientUat(c: FapiContext): Promise<void> {
  const value = clientUat(c)
  const names = await cookieNames(c, '__client_uat')
  const sent = names.map((name) => readCookie(c, name))
  const nothingToSay = value === '0' && sent.every((cookie) => cookie === undefined)
  if (nothingToSay || sent.every((cookie) => cookie === value)) return
  for (const name of names) {
    const options = { domain: sharedDomain(c), secure: isSecure(c), maxAge: 10 * year }
    c.get('setCookies').push(cookieLine(name, value, options))
  }
}

/** When the client's sign-in state last changed, in seconds; `0` while nobody is signed in. */
export function clientUat(c: FapiContext): string {
  const client = currentClient(c)
  const isSignedIn = client !== undefined && signedInSessions(c.get('box'), client).length > 0
  return isSignedIn ? String(Math.floor(client.updatedAt / 1000)) : '0'
}
