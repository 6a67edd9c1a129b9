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

/** What a client token stands for. */
export interface ClientToken {
  /** Undefined for one that its client has another in place of by now: whoever holds it is nobody. */
  clientId: string | undefined
  /** The client that it is of, or was. */
  namedId: string
  /** Seconds. */
  issuedAt: number | undefined
}

/** What a token stands for; undefined for a forged or foreign one, and where its client is gone. */
export async function readClientToken(box: Box, token: string): Promise<ClientToken | undefined> {
  try {
    const { payload } = await jwtVerify(token, await box.keys.publicKey(), {
      algorithms: ['RS256'],
      typ: type,
    })
    const client = box.state.clients.get(String(payload.id))
    if (!client) return undefined
    const isCurrent = client.rotatingToken === payload.rotating_token
    return { clientId: isCurrent ? client.id : undefined, namedId: client.id, issuedAt: payload.iat }
  } catch {
    return undefined
  }
}
