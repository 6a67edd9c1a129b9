import type { CompactJWSHeaderParameters } from 'jose'
import { compactVerify } from 'jose/jws/compact/verify'
import type { Box } from '../box'

/** A token that the instance has signed, be it one that has expired. */
export interface Verified {
  header: CompactJWSHeaderParameters
  claims: Record<string, unknown>
}

/** Reads a token of the instance; undefined for a forged or foreign one. */
export async function verify(box: Box, token: string): Promise<Verified | undefined> {
  try {
    const { protectedHeader, payload } = await compactVerify(token, await box.keys.publicKey(), {
      algorithms: ['RS256'],
    })
    return { header: protectedHeader, claims: JSON.parse(new TextDecoder().decode(payload)) }
  } catch {
    return undefined
  }
}
