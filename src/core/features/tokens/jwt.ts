import { malformed } from '../../wire/errors'

/** A session token's claims without those that every refresh changes (`iat`, `exp`, `nbf`, `jti`), and without the age of the verification (`fva`). */
export type SessionClaims = Readonly<Record<string, unknown>>

/** A token of one session, template and organization. Times in milliseconds of the server's clock. */
export interface Token {
  readonly jwt: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** When its claims were put together: a token may be issued anew from claims that are older than it. */
  readonly claimedAt: number
  readonly claims: SessionClaims
}

/**
 * Reads a JWT without verifying it: the Frontend API vouches for it, and servers verify it.
 *
 * @throws FrontdeskError `malformed_response`.
 */
export function readToken(jwt: string): Token {
  try {
    const [{ oiat }, { iat, exp, nbf, jti, fva, ...claims }] = jwt.split('.', 2).map(decode) as [Part, Part]
    if (typeof iat !== 'number' || typeof exp !== 'number') throw new TypeError('no iat or exp')
    return {
      jwt,
      issuedAt: iat * 1000,
      expiresAt: exp * 1000,
      claimedAt: (typeof oiat === 'number' ? oiat : iat) * 1000,
      claims,
    }
  } catch {
    // The cause would quote the token.
    throw malformed('token.jwt')
  }
}

/** Whether a token says what was true earlier than another does. One that was over before it was issued stands in nobody's way. */
export const isOlder = (token: Token, other: Token): boolean =>
  token.issuedAt < other.expiresAt &&
  (token.claimedAt - other.claimedAt || token.issuedAt - other.issuedAt) < 0

type Part = Record<string, unknown>

function decode(base64url: string): unknown {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))))
}
