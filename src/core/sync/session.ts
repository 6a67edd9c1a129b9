import type { Internals } from '../internals'
import { isUsable } from '../resources/session'
import type { FrontdeskState, TabSession } from '../types'
import { pickSession } from './tabSession'

const blank = <Status, Nothing>(status: Status, nothing: Nothing) => ({
  status,
  sessionId: nothing,
  userId: nothing,
  organizationId: nothing,
  session: nothing,
})

const loading: TabSession = blank('loading', undefined)
const signedOut: TabSession = blank('signed-out', null)

/** Before the first answer, and on a server. */
export const initiallyShown: FrontdeskState = {
  connection: { status: 'loading', error: undefined },
  session: loading,
}

/** Whether a session is being signed out. */
export const isWithheld = ({ withheld }: Internals, sessionId: string): boolean =>
  [...withheld].some((sessionIds) => sessionIds.includes(sessionId))

/** Whether a session is signed in, and not being signed out. */
export const isSignedIn = (internals: Internals, sessionId: string): boolean =>
  !isWithheld(internals, sessionId) &&
  Boolean(internals.client?.sessions.some((session) => session.id === sessionId && isUsable(session)))

/** This tab's session as it is shown now; the very object shown before where nothing in it changed. */
export function showSession(internals: Internals, before: TabSession): TabSession {
  const { client, pin } = internals
  if (client === undefined) return loading
  const session = pickSession(pin, client)
  if (!session) return signedOut
  const { id: sessionId, lastActiveOrganizationId: organizationId, user } = session
  const after: TabSession = {
    status: !isSignedIn(internals, sessionId)
      ? 'signing-out'
      : session.status === 'pending'
        ? 'pending'
        : 'signed-in',
    sessionId,
    userId: user.id,
    organizationId,
    session,
  }
  return fingerprint(before) === fingerprint(after) ? before : after
}

/** What merely moves with time is left out: who wants it selects it from the client. */
const fingerprint = ({ session, ...rest }: TabSession) =>
  JSON.stringify([rest, session && { ...session, lastActiveAt: 0, updatedAt: 0, factorVerificationAge: 0 }])
