import type { Box } from '../box'
import { signJws } from './jws'

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
  const header = { alg: 'RS256', ...(category && { cat: category }), kid: box.keys.kid, typ: type }
  return signJws(header, claims, await box.keys.privateKey())
}
