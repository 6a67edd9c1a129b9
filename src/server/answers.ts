import { type Facts, isForeignFrame, isForm } from './facts'
import { attemptName, lifetime, type Marker, markerName } from './marker'
import type { Verdict } from './verdicts'

/** The header that names what was out of the ordinary. */
export const verdictHeader = 'x-frontdesk-verdict'

/** A redirect that nobody keeps and that tells no other site. */
export function redirect(status: 303 | 307, location: string, setCookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  for (const line of setCookies) headers.append('set-cookie', line)
  return new Response(null, { status, headers })
}

/** An answer with a header or two more: nobody keeps it, and it says why. */
export function withoutKeeping(response: Response, verdict?: Verdict): Response {
  const headers = new Headers(response.headers)
  headers.set('cache-control', 'no-store')
  if (verdict) headers.set(verdictHeader, verdict.code)
  const { body, status, statusText } = response
  return new Response(body, { status, statusText, headers })
}

/** An answer that is not the app's: a sentence for people, codes for programs. */
export function refusal(
  facts: Facts,
  status: number,
  code: string,
  message: string,
  verdict?: Verdict,
): Response {
  const isForPeople = facts.isDocument || isForm(facts)
  const body = isForPeople
    ? `<!doctype html><p>${escaped(message)}`
    : JSON.stringify({ errors: [{ code, message }] })
  const headers = {
    'content-type': isForPeople ? 'text/html; charset=utf-8' : 'application/json',
    ...(status === 503 && { 'retry-after': '5' }),
  }
  return withoutKeeping(new Response(body, { status, headers }), verdict)
}

/** Text as it may stand in HTML. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** The cookie that tells, when the browser is back, that it was sent from here. */
export function attemptCookie(facts: Facts, marker: Marker): string {
  return ownCookie(facts, `${attemptName(marker)}=1`, lifetime)
}

/** Seconds that the count is kept where the address has been made clean. */
export const carried = 10

/** The cookie that keeps it. */
export function carrier(facts: Facts, text: string): string {
  return ownCookie(facts, `${markerName}=${text}`, carried)
}

/** A cookie that comes back to where it is set, in a frame of another site's page, too. */
function ownCookie(facts: Facts, pair: string, maxAge: number): string {
  const isFramed = isForeignFrame(facts)
  const sameSite = isFramed ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Lax'
  const secure = !isFramed && facts.url.protocol === 'https:' ? '; Secure' : ''
  return `${pair}; Path=/; Max-Age=${maxAge}; HttpOnly; ${sameSite}${secure}`
}

/** An address with a parameter more, the others as they were written. */
export function withParameter(url: URL, name: string, value: string): string {
  const { origin, pathname, search } = url
  return `${origin}${pathname}${search}${search ? '&' : '?'}${name}=${encodeURIComponent(value)}`
}
