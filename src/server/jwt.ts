import { type Claims, isRecord } from './auth'

/** What a token says, unverified. */
export interface Peeked {
  readonly kid: string | undefined
  readonly claims: Claims
}

/** Reads a token without verifying it; undefined for what is none. */
export function peek(token: string): Peeked | undefined {
  // Browsers keep cookies of 4 KiB. What is far longer is no token, and would come back in an address.
  if (token.length > 16_384) return undefined
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  try {
    const [header, claims] = parts.slice(0, 2).map(decode)
    if (!isRecord(header) || !isRecord(claims)) return undefined
    return { kid: typeof header.kid === 'string' ? header.kid : undefined, claims }
  } catch {
    return undefined
  }
}

function decode(base64url: string): unknown {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  // Names are the only reason to look closer, and few tokens hold one.
  const isPlain = /^[ -~]*$/.test(bytes)
  return JSON.parse(
    isPlain ? bytes : new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))),
  )
}
