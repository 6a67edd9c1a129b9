import { SignJWT } from 'jose'
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
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', ...(category && { cat: category }), kid: box.keys.kid, typ: type })
    .sign(await box.keys.privateKey())
}
