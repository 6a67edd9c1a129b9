import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { lockedFor } from './locks'
import { findMembership } from './organizations'
import type { Actor, ClientRecord, SessionRecord, SessionStatus, UserRecord } from './state'

const day = 24 * 60 * 60 * 1000

/** Whether a session counts as signed in: a pending one does, though its user has something left to do. */
export function isSignedIn(session: SessionRecord): boolean {
  return session.status === 'active' || session.status === 'pending'
}

/** Minutes since the first and the second factor were verified; -1 for never. */
export function verificationAge(
  { clock }: Box,
  { verifiedAt, secondVerifiedAt }: SessionRecord,
): [first: number, second: number] {
  const age = (time: number) => Math.max(0, Math.floor((clock.now() - time) / 60_000))
  return [age(verifiedAt), secondVerifiedAt === undefined ? -1 : age(secondVerifiedAt)]
}

/** @throws FapiError 403 when the user is banned */
function checkBan({ state }: Box, session: SessionRecord): void {
  if (!state.users.get(session.userId)?.banned) return
  throw new FapiError(403, 'user_banned', 'Your account is banned')
}

/** @throws FapiError 403 when the user is banned, 401 when the session is over */
export function checkLive(box: Box, session: SessionRecord): void {
  // First: a ban ends the sessions, and apps shall hear why.
  checkBan(box, session)
  if (isSignedIn(session)) return
  throw new FapiError(401, 'signed_out', 'You are signed out', {
    longMessage: `This session is ${session.status}.`,
  })
}

/** @throws FapiError 400 when the session is over, and so cannot be ended */
export function checkRunning(session: SessionRecord): void {
  if (isSignedIn(session)) return
  throw new FapiError(400, 'invalid_action_for_session', `This session is ${session.status} already`)
}

/** Every session there is, as it is now, oldest first. */
export function allSessions(box: Box): SessionRecord[] {
  for (const client of box.state.clients.values()) expireSessions(box, client)
  return [...box.state.sessions.values()]
}

/** The sessions of a user that are signed in, on whatever client, oldest first. */
export function sessionsOf(box: Box, user: UserRecord): SessionRecord[] {
  return allSessions(box).filter((session) => session.userId === user.id && isSignedIn(session))
}

/** Ends a session from elsewhere: as another one of its user, or as an administrator. @throws FapiError 400 when it is over */
export function revokeSession(box: Box, session: SessionRecord): void {
  checkRunning(session)
  stopSession(box, session, 'revoked')
}

/** The sessions of a client that are signed in, oldest first. */
export function signedInSessions({ state }: Box, client: ClientRecord): SessionRecord[] {
  return client.sessionIds
    .map((id) => state.sessions.get(id))
    .filter((session) => session !== undefined && isSignedIn(session)) as SessionRecord[]
}

/** The session that a client is in now. @throws FapiError 403 when there is none because a ban ended the last one */
export function activeSession(box: Box, client: ClientRecord): SessionRecord | undefined {
  const sessions = signedInSessions(box, client)
  if (sessions.length > 0) return sessions.find(({ id }) => id === client.lastActiveSessionId) ?? sessions[0]
  const over = client.sessionIds.map((id) => box.state.sessions.get(id)!)
  const last = over.sort((a, b) => b.updatedAt - a.updatedAt)[0]
  if (last?.status === 'revoked') checkBan(box, last)
  return undefined
}

/** How many sessions of a client that are over stay known. */
const limit = 100

function forgetOldSessions({ state }: Box, client: ClientRecord): void {
  const over = client.sessionIds.filter((id) => !isSignedIn(state.sessions.get(id)!))
  const forgotten = new Set(over.slice(0, -limit))
  for (const id of forgotten) state.sessions.delete(id)
  client.sessionIds = client.sessionIds.filter((id) => !forgotten.has(id))
}

/** Signs a user in on a client. The new session becomes the active one. */
export function startSession(box: Box, client: ClientRecord, user: UserRecord, actor?: Actor): SessionRecord {
  const now = box.clock.now()
  const tasks = tasksFor(box, user)
  const session: SessionRecord = {
    id: box.ids.newId('sess'),
    clientId: client.id,
    userId: user.id,
    actor: structuredClone(actor),
    status: tasks.length > 0 ? 'pending' : 'active',
    tasks,
    organizationId: null,
    verifiedAt: now,
    lastActiveAt: now,
    expireAt: now + 7 * day,
    abandonAt: now + 30 * day,
    createdAt: now,
    updatedAt: now,
    lastToken: undefined,
  }
  forgetOldSessions(box, client)
  box.state.sessions.set(session.id, session)
  client.sessionIds.push(session.id)
  client.lastActiveSessionId = session.id
  client.updatedAt = now
  user.lastSignInAt = now
  user.updatedAt = now
  return session
}

/** For sign-ins made by code. @throws TypeError for a user whom no browser could have signed in */
export function checkAdmitted(box: Box, user: UserRecord): void {
  const { identifier, banned } = user
  const state = banned ? 'banned' : lockedFor(box, user) !== undefined && 'locked'
  if (!state) return
  throw new TypeError(
    `${identifier} is ${state} and cannot sign in. To ban or lock who is signed in, do that second.`,
  )
}

/**
 * Signs a user in on a client that there is, without asking for a password. A session of theirs, or of the actor as
 * them, that is there already is used; any other one ends where there may be but one. @throws TypeError for a user who could not sign in
 */
export function signInOn(box: Box, client: ClientRecord, user: UserRecord, actor?: Actor): SessionRecord {
  const sessions = signedInSessions(box, client)
  const existing = sessions.find((session) => session.userId === user.id && session.actor?.sub === actor?.sub)
  if (existing) {
    touchSession(box, client, existing)
    return existing
  }
  checkAdmitted(box, user)
  if (box.options.singleSessionMode) for (const session of sessions) stopSession(box, session, 'ended')
  return startSession(box, client, user, actor)
}

/** Notes that what a session's tokens say has changed: those handed out before are stale. Gives its client. */
export function outdateTokens({ state, clock }: Box, session: SessionRecord): ClientRecord | undefined {
  const client = state.clients.get(session.clientId)
  session.updatedAt = clock.now()
  session.lastToken = undefined
  if (client) client.updatedAt = session.updatedAt
  return client
}

/** Ends a session for the reason given, and makes the one used last before it the active one. */
export function stopSession(box: Box, session: SessionRecord, status: SessionStatus): void {
  session.status = status
  const client = outdateTokens(box, session)
  if (client?.lastActiveSessionId === session.id) {
    const rest = signedInSessions(box, client).sort((a, b) => b.lastActiveAt - a.lastActiveAt)
    client.lastActiveSessionId = rest[0]?.id ?? null
  }
}

/** Marks a session as the one in use. Its client's `updatedAt` stays: it would make all its tokens stale. */
export function touchSession({ clock }: Box, client: ClientRecord, session: SessionRecord): void {
  session.lastActiveAt = clock.now()
  session.updatedAt = session.lastActiveAt
  client.lastActiveSessionId = session.id
}

const chooseOrganization = 'choose-organization'
const setUpMfa = 'setup-mfa'

/** Known tasks, in the order in which they are asked for; others come last. */
const known = [setUpMfa, chooseOrganization, 'reset-password']

/** What a user has to do in a new session before it is active: what is the user's own to do, and what the instance wants of all. */
function tasksFor({ options }: Box, user: UserRecord): string[] {
  const tasks = new Set(user.tasks)
  if (options.forceOrganization) tasks.add(chooseOrganization)
  if (options.forceSecondFactor) tasks.add(setUpMfa)
  if (hasOwnSecondFactor(user)) tasks.delete(setUpMfa)
  return [...tasks].sort((one, other) => known.indexOf(other) - known.indexOf(one))
}

/** Whether a user has something to prove a second time with. Codes to fall back on do not count by themselves. */
function hasOwnSecondFactor({ totpSecret, phones }: UserRecord): boolean {
  return totpSecret !== undefined || phones.some(({ verified, isSecondFactor }) => verified && isSecondFactor)
}

/**
 * The organization that a session is to be in: of an id or slug, or none for an empty one. Whoever has to choose one
 * cannot go back to none. @throws FapiError 404 when the user does not belong to it
 */
export function organizationFor(box: Box, session: SessionRecord, idOrSlug: string): string | null {
  if (idOrSlug) return findMembership(box, session.userId, idOrSlug).organization.id
  const mustChoose =
    box.options.forceOrganization || box.state.users.get(session.userId)?.tasks.includes(chooseOrganization)
  return mustChoose ? session.organizationId : null
}

/** Makes an organization the active one of a session; an empty `idOrSlug` is the user's own account. Gives whether it was not before. */
export function switchOrganization(box: Box, session: SessionRecord, idOrSlug: string): boolean {
  const organizationId = organizationFor(box, session, idOrSlug)
  const isChange = organizationId !== session.organizationId
  if (isChange) {
    session.organizationId = organizationId
    outdateTokens(box, session)
  }
  return (organizationId !== null && completeTask(box, session, chooseOrganization)) || isChange
}

/** Does one of a session's tasks; with the last one it becomes active. Gives whether there was such a task. */
export function completeTask(box: Box, session: SessionRecord, task: string): boolean {
  if (session.status !== 'pending' || !session.tasks.includes(task)) return false
  session.tasks = session.tasks.filter((other) => other !== task)
  if (session.tasks.length === 0) session.status = 'active'
  outdateTokens(box, session)
  return true
}

/** Expires the sessions whose time has come. */
export function expireSessions(box: Box, client: ClientRecord): void {
  const now = box.clock.now()
  for (const session of signedInSessions(box, client)) {
    if (session.expireAt <= now) stopSession(box, session, 'expired')
  }
}
