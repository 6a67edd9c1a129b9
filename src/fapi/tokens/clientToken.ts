import { jwtVerify } from 'jose'
import type { Box } from '../box'
import type { ClientRecord } from '../state/state'
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
    const { payload } = await jwtVerify(token, await box.keys.publicKey(), {
      algorithms: ['RS256'],
      typ: type,
    })
    const client = box.state.clients.get(String(payload.id))
    if (!client || client.rotatingToken !== payload.rotating_token) return undefined
    return { clientId: client.id, issuedAt: payload.iat }
  } catch {
    return undefined
  }
}
