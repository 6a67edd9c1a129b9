import type { Box } from '../box'
import { forget, forgetOf } from './beyond'
import { allSessions, isSignedIn, stopSession } from './sessions'
import type { UserRecord } from './state'
import { emailsOf } from './users'

/** Forgets a user: with all sessions and attempts, and their place in organizations. */
export function deleteUser(box: Box, user: UserRecord): void {
  const { state } = box
  for (const session of allSessions(box).filter(({ userId }) => userId === user.id)) {
    if (isSignedIn(session)) stopSession(box, session, 'ended')
    state.sessions.delete(session.id)
  }
  for (const client of state.clients.values()) {
    client.sessionIds = client.sessionIds.filter((id) => state.sessions.has(id))
    if (state.signIns.get(client.signInId ?? '')?.userId === user.id) client.signInId = undefined
  }
  for (const { id, userId } of state.signIns.values()) if (userId === user.id) state.signIns.delete(id)
  for (const { id, userId } of state.tickets.values()) if (userId === user.id) state.tickets.delete(id)
  for (const organization of state.organizations.values()) {
    organization.members = organization.members.filter(({ userId }) => userId !== user.id)
  }
  const addresses = emailsOf(user).map(({ emailAddress }) => emailAddress.toLowerCase())
  // Whoever comes back with the address is somebody new, and is asked in again.
  forget(box, 'domainInvitation', ({ emailAddress }) => addresses.includes(emailAddress))
  forgetOf(box, 'userId', user.id)
  state.users.delete(user.id)
}
