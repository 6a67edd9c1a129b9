import type { Internals } from '../internals'
import { tokenKey } from '../tokens/store'
import type { SessionState } from '../types'
import { pickSession } from './tabSession'

const blank = <Status, Nothing>(status: Status, nothing: Nothing) => ({
  status,
  sessionId: nothing,
  userId: nothing,
  organizationId: nothing,
  claims: nothing,
  session: nothing,
})

export const loadingSession: SessionState = blank('loading', undefined)
const signedOut: SessionState = blank('signed-out', null)

/** This tab's session as it is shown now; the very object shown before where nothing in it changed. */
export function showSession({ clients, pin, store }: Internals, before: SessionState): SessionState {
  const client = clients.snapshot()
  if (client === undefined) return loadingSession
  const session = pickSession(pin, client)
  if (!session) return signedOut
  const { id: sessionId, lastActiveOrganizationId: organizationId, user } = session
  const after: SessionState = {
    status: clients.isWithheld(sessionId)
      ? 'signing-out'
      : session.status === 'pending'
        ? 'pending'
        : 'signed-in',
    sessionId,
    userId: user.id,
    organizationId,
    claims: store.getState().tokens[tokenKey({ sessionId, organizationId })]?.claims,
    session,
  }
  return fingerprint(before) === fingerprint(after) ? before : after
}

/** What merely moves with time is left out: who wants it selects it from the client. */
const fingerprint = ({ session, ...rest }: SessionState) =>
  JSON.stringify([rest, session && { ...session, lastActiveAt: 0, updatedAt: 0 }])
