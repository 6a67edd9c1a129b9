import type { FapiContext } from './env'

/** An address of the box as its caller reaches it: by way of a proxy, too, where that says so. */
export function publicUrl(c: FapiContext, path: string): URL {
  // Whoever claims to be a proxy has shown the secret key by now.
  const base = c.env.base ?? c.req.header('clerk-proxy-url') ?? c.get('url').origin
  return new URL(base.replace(/\/$/, '') + path)
}
