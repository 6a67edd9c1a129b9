import { malformed } from '../../wire/errors'
import type { Registered } from '../../wire/register'

/** A session token's claims, without those that change with each refresh: `iat`, `exp`, `nbf`, `jti` and `fva`. */
export type SessionClaims = Readonly<Record<string, unknown> & Registered<'claims', unknown>>

/** Times in milliseconds by the server's clock. */
export interface Token {
  readonly jwt: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** The age of the claims: a token may be reissued with older claims. */
  readonly claimedAt: number
  readonly claims: SessionClaims
}

/** Does not verify the signature; servers do. @throws FrontdeskError `malformed_response`. */
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
    // Drop the cause: it could quote the token.
    throw malformed('token.jwt')
  }
}

/** Whether `token` has older claims. Ignores an `other` that expired before `token` was issued. */
export const isOlder = (token: Token, other: Token): boolean =>
  token.issuedAt < other.expiresAt &&
  (token.claimedAt - other.claimedAt || token.issuedAt - other.issuedAt) < 0

type Part = Record<string, unknown>

function decode(base64url: string): unknown {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))))
}
