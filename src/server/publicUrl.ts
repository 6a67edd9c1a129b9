import type { Settings } from './settings'

/**
 * Step 1: the address as the browser has it. Only where a proxy of the app's own is trusted, its headers say which.
 * Undefined where they say nothing that could be one.
 */
export function publicUrl({ trustForwarded }: Settings, { url, headers }: Request): URL | undefined {
  const own = new URL(url)
  if (!trustForwarded) return own
  const host = first(headers, 'x-forwarded-host') ?? own.host
  const protocol = first(headers, 'x-forwarded-proto') ?? own.protocol.replace(':', '')
  const origin = `${protocol}://${host}`
  // Not relative to the origin: a path such as `//evil.example` would be taken for a host.
  const address = `${origin}${own.pathname}${own.search}`
  if (!/^https?:\/\/[^/?#\\@]+$/i.test(origin) || !URL.canParse(address)) return undefined
  return new URL(address)
}

const first = (headers: Headers, name: string) => headers.get(name)?.split(',')[0]?.trim() || undefined
