import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { createClient, deleteClient, findClient } from '../state/clients'
import { startSession } from '../state/sessions'
import type { ClientRecord, SessionRecord, UserRecord } from '../state/state'
import type { SecurityScheme } from './scheme'

/** Who sent a request. */
export interface Caller {
  readonly scheme: SecurityScheme
  /** The token presented, when it is one this instance knows. */
  token: string | undefined
  /** When that token was issued, in seconds, where it is one that ages. */
  issuedAt?: number | undefined
  /** Whether the token presented is the client's own, but one from before its last sign-in. */
  isOutdated?: boolean | undefined
  /** What is tied to the client: in development the dev browser's record, so that concurrent requests agree. */
  holder: { clientId: string | undefined }
  /** Whether the answer must bring a new client token, or the news that there is no client any more. */
  renewed: boolean
  /** Whether the request passed its scheme's checks: before that no answer shows anything of the client. */
  authorized: boolean
}

/** The caller's client as it is now; another request may have ended it since this one came in. */
export function currentClient(c: FapiContext): ClientRecord | undefined {
  return findClient(c.get('box'), c.get('caller')?.holder.clientId)
}

/** The caller's client, for what it has begun. @throws FapiError 400 when there is none */
export function requireClient(c: FapiContext): ClientRecord {
  const client = currentClient(c)
  if (!client) throw new FapiError(400, 'client_not_found', 'There is no client')
  return client
}

/** The caller's client; a new one when there is none. */
export function ensureClient(c: FapiContext): ClientRecord {
  const existing = currentClient(c)
  if (existing) return existing
  const client = createClient(c.get('box'))
  c.get('caller').holder.clientId = client.id
  c.get('caller').renewed = true
  return client
}

/**
 * Signs a user in on a client. The caller's own gets a new token: one planted before is worthless. Another's keeps
 * what it has, as whoever waits there could not be given a new one.
 */
export function admitUser(
  c: FapiContext,
  client: ClientRecord,
  user: UserRecord,
  strategy: string,
): SessionRecord {
  const box = c.get('box')
  const caller = c.get('caller')
  client.lastAuthenticationStrategy = strategy
  if (caller.holder.clientId === client.id) {
    client.rotatingToken = box.ids.randomText(32)
    caller.renewed = true
  }
  const session = startSession(box, client, user)
  session.userAgent = c.req.header('user-agent')?.slice(0, 256) || undefined
  return session
}

/** Ends the caller's client, and its credential with it. */
export function dropClient(c: FapiContext, client: ClientRecord): void {
  deleteClient(c.get('box'), client)
  c.get('caller').holder.clientId = undefined
  c.get('caller').renewed = true
}
