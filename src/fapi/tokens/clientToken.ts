import type { Box } from '../box'
import type { ClientRecord } from '../state/state'
import { verifyJws } from './jws'
import { sign } from './sign'

// Of its own type, so that no other token signed with the same key passes for one.
const type = 'client+jwt'

/** Signs what a browser or device holds to be a client. */
export function createClientToken(box: Box, client: ClientRecord): Promise<string> {
  const iat = Math.floor(box.clock.now() / 1000)
  return sign(box, { id: client.id, iat, rotating_token: client.rotatingToken }, { type })
}

/** What client a token stands for, and since when (seconds); undefined for a forged, foreign or outdated one. */
export async function readClientToken(
  box: Box,
  token: string,
): Promise<{ clientId: string; issuedAt: number | undefined } | undefined> {
  try {
    const { header, claims } = await verifyJws(token, await box.keys.publicKey())
    const { id, iat, rotating_token } = claims
    const client = box.state.clients.get(String(id))
    if (header.typ !== type || client?.rotatingToken !== rotating_token) return undefined
    return client && { clientId: client.id, issuedAt: iat as number | undefined }
  } catch {
    return undefined
  }
}
