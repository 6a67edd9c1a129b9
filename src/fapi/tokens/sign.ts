import { CompactSign } from 'jose'
import type { Box } from '../box'

interface SignOptions {
  /** The kind of token, in Clerk's catalogue. Session and handshake tokens share one. */
  category?: string
  type?: string
}

const encoder = new TextEncoder()

/** Signs claims with the instance's key. They are checked claims already, which `SignJWT` would copy and check again. */
export async function sign(
  box: Box,
  claims: Record<string, unknown>,
  options: SignOptions = {},
): Promise<string> {
  const { category, type = 'JWT' } = options
  return new CompactSign(encoder.encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', ...(category && { cat: category }), kid: box.keys.kid, typ: type })
    .sign(await box.keys.privateKey())
}
