import type { Box } from '../box'
import { revokeSession, sessionsOf } from './sessions'
import type { UserRecord } from './state'

/** Bans a user, which ends all their sessions, or lifts the ban. */
export function setBanned(box: Box, user: UserRecord, banned: boolean): void {
  change(box, user, { banned })
  if (banned) endSessionsOf(box, user)
}

/** Ends all sessions of a banned user. */
export function endSessionsOf(box: Box, user: UserRecord): void {
  for (const session of sessionsOf(box, user)) revokeSession(box, session)
}

/** Locks a user out of signing in, or no longer; sessions that there are go on. */
export function setLocked(box: Box, user: UserRecord, locked: boolean): void {
  change(box, user, { locked, lockedUntil: undefined, failedTries: undefined })
}

function change({ clock }: Box, user: UserRecord, changes: Partial<UserRecord>): void {
  Object.assign(user, changes, { updatedAt: clock.now() })
}
