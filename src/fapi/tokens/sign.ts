import { CompactSign } from 'jose/jws/compact/sign'
import type { Box } from '../box'

interface SignOptions {
  /** The kind of token, in Clerk's catalogue. Session and handshake tokens share one. */
  category?: string
  type?: string
}

/** Signs claims with the instance's key. */
export async function sign(
  box: Box,
  claims: Record<string, unknown>,
  options: SignOptions = {},
): Promise<string> {
  const { category, type = 'JWT' } = options
  // jsdom's `encode()` gives a Uint8Array of its own, which jose does not take for one.
  const payload = Uint8Array.from(new TextEncoder().encode(JSON.stringify(claims)))
  return new CompactSign(payload)
    .setProtectedHeader({ alg: 'RS256', ...(category && { cat: category }), kid: box.keys.kid, typ: type })
    .sign(await box.keys.privateKey())
}
