import { verdictHeader } from './answers'
import type { Found } from './found'

/** How long it took, in milliseconds, and whether the app has read who is there. */
export interface Account {
  isRead: boolean
  readonly duration: number
}

/** These come before `Cache-Control` where a cache knows them: of CDNs, Akamai (`edge-control`), and nginx. */
const foreign = [
  'cdn-cache-control',
  'cloudflare-cdn-cache-control',
  'vercel-cdn-cache-control',
  'netlify-cdn-cache-control',
  'surrogate-control',
  'edge-control',
  'x-accel-expires',
]

/** What has to go along with an app's response that cannot be merged: it may have opened these caches, too. */
export function headersAlone(found: Found, account: Account): Headers {
  const headers = headersFor(found, account)
  if (headers.has('cache-control')) {
    for (const name of foreign) headers.set(name, name.startsWith('x-') ? '0' : 'no-store')
  }
  return headers
}

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
  if (process.env.NODE_ENV !== 'production' && headers.has('cache-control')) {
    const policies = ['cache-control', ...foreign].map((name) => `${target.get(name) ?? ''}`)
    const isOpen = policies.some(
      (policy) => /public|max-?age=[1-9]/.test(policy) && !/private|no-store/.test(policy),
    )
    if (isOpen) onKept(policies.filter(Boolean).join('; '))
  }
  for (const [name, value] of headers) {
    if (/^(set-cookie|server-timing)$/.test(name)) target.append(name, value)
    else if (name === 'cache-control') closeCaches(target, value, headers.has('set-cookie'))
    else target.set(name, value)
  }
}

/** A page that says itself that it is private stays as it is, but for cookies: those nobody may keep. */
function closeCaches(target: Headers, value: string, hasCookies: boolean): void {
  for (const name of foreign) target.delete(name)
  const isPrivate = /\b(private|no-store)\b/.test(target.get('cache-control') ?? '')
  if (!isPrivate || hasCookies) target.set('cache-control', value)
}
