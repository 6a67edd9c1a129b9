import type { Box } from '../box'
import { expireSessions, signedInSessions, stopSession } from './sessions'
import type { ClientRecord, DevBrowserRecord } from './state'

/** How many clients and dev browsers are remembered, so that a box may run for long. */
const limit = 10_000

export function createClient(box: Box): ClientRecord {
  const { state, clock, ids } = box
  if (state.clients.size >= limit)
    deleteClient(
      box,
      oldest(state.clients, ({ sessionIds }) => sessionIds[0]),
    )
  const now = clock.now()
  const client: ClientRecord = {
    id: ids.newId('client'),
    sessionIds: [],
    signInId: undefined,
    signUpId: undefined,
    lastActiveSessionId: null,
    lastAuthenticationStrategy: null,
    rotatingToken: ids.randomText(32),
    createdAt: now,
    updatedAt: now,
  }
  state.clients.set(client.id, client)
  return client
}

/** Finds a client as it is now: what has expired meanwhile counts as expired. */
export function findClient(box: Box, id: string | undefined): ClientRecord | undefined {
  const client = id === undefined ? undefined : box.state.clients.get(id)
  if (!client) return undefined
  // When the clock went back, no token could be as new as a change that is yet to come.
  client.updatedAt = Math.min(client.updatedAt, box.clock.now())
  expireSessions(box, client)
  return client
}

/** Ends every session of a client and keeps the client. */
export function endSessions(box: Box, client: ClientRecord): void {
  for (const session of signedInSessions(box, client)) stopSession(box, session, 'ended')
}

/** Ends every session of a client and forgets it, with all that belonged to it. */
export function deleteClient(box: Box, client: ClientRecord): void {
  const { state } = box
  for (const id of client.sessionIds) state.sessions.delete(id)
  if (client.signInId) state.signIns.delete(client.signInId)
  if (client.signUpId) state.signUps.delete(client.signUpId)
  state.clients.delete(client.id)
}

export function createDevBrowser({ state, clock, ids }: Box): DevBrowserRecord {
  if (state.devBrowsers.size >= limit)
    state.devBrowsers.delete(oldest(state.devBrowsers, ({ clientId }) => clientId).token)
  const devBrowser: DevBrowserRecord = {
    token: ids.newId('dvb'),
    clientId: undefined,
    createdAt: clock.now(),
  }
  state.devBrowsers.set(devBrowser.token, devBrowser)
  return devBrowser
}

/** The oldest record that nobody uses; where there is none, the oldest of all. */
function oldest<record>(records: Map<string, record>, isUsed: (record: record) => unknown): record {
  let first: record | undefined
  for (const record of records.values()) {
    if (!isUsed(record)) return record
    first ??= record
  }
  return first!
}
