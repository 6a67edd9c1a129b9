import type { Box } from '../box'
import type { ClientRecord } from '../state/state'
import { sign } from './sign'
import { verify } from './verify'

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
  issuedAt: number
}

/** What a token stands for; undefined for a forged or foreign one, and where its client is gone. */
export async function readClientToken(box: Box, token: string): Promise<ClientToken | undefined> {
  const { header, claims } = (await verify(box, token)) ?? {}
  if (header?.typ !== type || !claims) return undefined
  const client = box.state.clients.get(claims.id as string)
  if (!client) return undefined
  const isCurrent = client.rotatingToken === claims.rotating_token
  return { clientId: isCurrent ? client.id : undefined, namedId: client.id, issuedAt: Number(claims.iat) }
}
