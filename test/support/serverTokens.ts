import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, SignJWT } from 'jose'
import { generateSigningKey, type SigningKey } from '../../src/fapi'
import { sharedSigningKey } from './world'

/** Signs a token like another one, but for some of its claims and of its header; `undefined` leaves one out. */
export async function resign(
  token: string,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key?: SigningKey,
): Promise<string> {
  const payload = { ...decodeJwt(token), ...claims } as JWTPayload
  const signer = await importJWK({ ...((key ?? (await sharedSigningKey())) as object), kty: 'RSA' }, 'RS256')
  return new SignJWT(payload)
    .setProtectedHeader({ ...decodeProtectedHeader(token), ...header } as { alg: string })
    .sign(signer)
}

let foreign: Promise<SigningKey> | undefined

/** The key of another instance. */
export function foreignKey(): Promise<SigningKey> {
  foreign ??= generateSigningKey()
  return foreign
}

/** Text as it stands in a token. */
export const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
