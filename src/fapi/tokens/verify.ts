import type { CompactJWSHeaderParameters } from 'jose'
import { compactVerify } from 'jose/jws/compact/verify'
import type { Box } from '../box'

/** A token that the instance has signed, be it one that has expired. */
export interface Verified {
  header: CompactJWSHeaderParameters
  claims: Record<string, unknown>
}

/** Reads a token of the instance; undefined for a forged or foreign one, or what says nothing. */
export async function verify(box: Box, token: string): Promise<Verified | undefined> {
  try {
    const { protectedHeader, payload } = await compactVerify(token, await box.keys.publicKey(), {
      algorithms: ['RS256'],
    })
    const claims = JSON.parse(new TextDecoder().decode(payload))
    return claims ? { header: protectedHeader, claims } : undefined
  } catch {
    return undefined
  }
}
