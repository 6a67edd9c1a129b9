import { verdictHeader } from './answers'
import type { Found } from './found'

/** How long it took, in milliseconds, and whether the app has read who is there. */
export interface Account {
  isRead: boolean
  readonly duration: number
}

/** These come before `Cache-Control` where a cache knows them. */
const foreign = [
  'cdn-cache-control',
  'cloudflare-cdn-cache-control',
  'vercel-cdn-cache-control',
  'netlify-cdn-cache-control',
  'surrogate-control',
]

/** What has to go along with the app's response, as of now. */
export function headersFor({ status, verdict, setCookies }: Found, { isRead, duration }: Account): Headers {
  const headers = new Headers()
  for (const line of setCookies) headers.append('set-cookie', line)
  // Whoever keeps a page for everybody must not keep what it says of one.
  if (!isRead && setCookies.length === 0) return headers
  headers.set('cache-control', 'private, no-store')
  headers.set('server-timing', `frontdesk;desc="${status}";dur=${duration.toFixed(1)}`)
  if (verdict) headers.set(verdictHeader, verdict.code)
  return headers
}

/**
 * Step 6: the app's response with these headers. In place where that can be had, else a copy around the same body.
 * @param onKept - hears what the app would have let caches do.
 */
export function mergeHeaders(
  response: Response,
  headers: Headers,
  onKept: (policy: string) => void,
): Response {
  if (response.status === 101 || response.status === 0) return response
  try {
    apply(response.headers, headers, onKept)
    return response
  } catch {
    const copy = new Response(response.body, response)
    apply(copy.headers, headers, onKept)
    return copy
  }
}

function apply(target: Headers, headers: Headers, onKept: (policy: string) => void): void {
  const policies = ['cache-control', ...foreign].flatMap((name) => {
    const value = target.get(name)
    return value === null ? [] : [`${name}: ${value}`]
  })
  for (const line of headers.getSetCookie()) target.append('set-cookie', line)
  for (const [name, value] of headers) {
    if (name === 'server-timing') target.append(name, value)
    else if (name === 'cache-control') closeCaches(target, value, headers.has('set-cookie'))
    else if (name !== 'set-cookie') target.set(name, value)
  }
  if (!headers.has('cache-control')) return
  const isOpen = policies.some(
    (policy) => /public|s-maxage|max-age=[1-9]|cdn/.test(policy) && !/private|no-store/.test(policy),
  )
  if (isOpen) onKept(policies.join('; '))
}

/** A page that says itself that it is private stays as it is, but for cookies: those nobody may keep. */
function closeCaches(target: Headers, value: string, hasCookies: boolean): void {
  for (const name of foreign) target.delete(name)
  const isPrivate = /\b(private|no-store)\b/.test(target.get('cache-control') ?? '')
  if (!isPrivate || hasCookies) target.set('cache-control', value)
}
