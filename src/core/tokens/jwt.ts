import { malformed } from '../errors'

/** A session token's claims without those that every refresh changes (`iat`, `exp`, `nbf`, `jti`), and without the age of the verification (`fva`). */
export type SessionClaims = Readonly<Record<string, unknown>>

/** A token of one session, template and organization. Times in milliseconds of the server's clock. */
export interface Token {
  readonly jwt: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly claims: SessionClaims
}

/**
 * Reads a JWT without verifying it: the Frontend API vouches for it, and servers verify it.
 *
 * @param former - claims that are equal to this token's keep their identity.
 * @throws FrontdeskError `malformed_response`.
 */
export function readToken(jwt: string, former?: Token): Token {
  try {
    const { iat, exp, nbf, jti, fva, ...claims } = JSON.parse(decode(jwt.split('.')[1]!)) as Record<
      string,
      unknown
    >
    if (typeof iat !== 'number' || typeof exp !== 'number') throw new TypeError('no iat or exp')
    const isSame = JSON.stringify(claims) === JSON.stringify(former?.claims)
    return { jwt, issuedAt: iat * 1000, expiresAt: exp * 1000, claims: isSame ? former!.claims : claims }
  } catch {
    // The cause would quote the token.
    throw malformed('token.jwt', 'jwt')
  }
}

function decode(base64url: string): string {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
}
