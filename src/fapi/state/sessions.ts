import type { Box } from '../box'
import type { ClientRecord, SessionRecord, SessionStatus, UserRecord } from './state'

const day = 24 * 60 * 60 * 1000

/** Whether a session counts as signed in: a pending one does, though its user has something left to do. */
export function isSignedIn(session: SessionRecord): boolean {
  return session.status === 'active' || session.status === 'pending'
}

/** The sessions of a client that are signed in, oldest first. */
export function signedInSessions({ state }: Box, client: ClientRecord): SessionRecord[] {
  return client.sessionIds
    .map((id) => state.sessions.get(id))
    .filter((session) => session !== undefined && isSignedIn(session)) as SessionRecord[]
}

/** Signs a user in on a client. The new session becomes the active one. */
export function startSession(box: Box, client: ClientRecord, user: UserRecord): SessionRecord {
  const now = box.clock.now()
  const session: SessionRecord = {
    id: box.ids.newId('sess'),
    clientId: client.id,
    userId: user.id,
    status: user.tasks.length > 0 ? 'pending' : 'active',
    tasks: [...user.tasks],
    verifiedAt: now,
    lastActiveAt: now,
    expireAt: now + 7 * day,
    abandonAt: now + 30 * day,
    createdAt: now,
    updatedAt: now,
    lastToken: undefined,
  }
  box.state.sessions.set(session.id, session)
  client.sessionIds.push(session.id)
  client.lastActiveSessionId = session.id
  client.updatedAt = now
  user.lastSignInAt = now
  user.updatedAt = now
  return session
}

/** Ends a session for the reason given, and makes the one used last before it the active one. */
export function stopSession(box: Box, session: SessionRecord, status: SessionStatus): void {
  const now = box.clock.now()
  session.status = status
  session.updatedAt = now
  session.lastToken = undefined
  const client = box.state.clients.get(session.clientId)
  if (!client) return
  client.updatedAt = now
  if (client.lastActiveSessionId === session.id) {
    const rest = signedInSessions(box, client).sort((a, b) => b.lastActiveAt - a.lastActiveAt)
    client.lastActiveSessionId = rest[0]?.id ?? null
  }
}

/** Marks a session as the one in use. Only its own time moves: the client's `updatedAt` would make its tokens stale. */
export function touchSession(box: Box, client: ClientRecord, session: SessionRecord): void {
  session.lastActiveAt = box.clock.now()
  client.lastActiveSessionId = session.id
}

/** Expires the sessions whose time has come. */
export function expireSessions(box: Box, client: ClientRecord): void {
  const now = box.clock.now()
  for (const session of signedInSessions(box, client)) {
    if (session.expireAt <= now) stopSession(box, session, 'expired')
  }
}
