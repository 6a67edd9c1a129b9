import { jwtVerify } from 'jose'
import type { Box } from '../box'
import type { ClientRecord } from '../state/state'
import { sign } from './sign'

// Of its own type, so that no other token signed with the same key passes for one.
const type = 'client+jwt'

/** Signs what a browser or device holds to be a client. */
export function createClientToken(box: Box, client: ClientRecord): Promise<string> {
  return sign(box, { id: client.id, rotating_token: client.rotatingToken }, { type })
}

/** The id of the client that a token stands for; undefined for a forged, foreign or outdated one. */
export async function readClientToken(box: Box, token: string): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, await box.keys.publicKey(), {
      algorithms: ['RS256'],
      typ: type,
    })
    const client = box.state.clients.get(String(payload.id))
    return client && client.rotatingToken === payload.rotating_token ? client.id : undefined
  } catch {
    return undefined
  }
}
