import type { Internals } from '../internals'
import type { Session } from '../resources/session'
import { tokenKey } from '../tokens/store'
import type { SessionState } from '../types'

const loading: SessionState = {
  status: 'loading',
  sessionId: undefined,
  userId: undefined,
  organizationId: undefined,
  claims: undefined,
  session: undefined,
}
const signedOut: SessionState = {
  status: 'signed-out',
  sessionId: null,
  userId: null,
  organizationId: null,
  claims: null,
  session: null,
}

/** This tab's session as it is shown now; the very object shown before where nothing in it changed. */
export function showSession(internals: Internals, before: SessionState): SessionState {
  const client = internals.clients.snapshot()
  if (client === undefined) return before.status === 'loading' ? before : loading
  const session = internals.tabSession.pick(client)
  if (!session) return before.status === 'signed-out' ? before : signedOut
  const organizationId = session.lastActiveOrganizationId
  const token =
    internals.store.getState().tokens[
      tokenKey({ sessionId: session.id, template: undefined, organizationId })
    ]
  const after: SessionState = {
    status: internals.clients.isWithheld(session.id)
      ? 'signing-out'
      : session.status === 'pending'
        ? 'pending'
        : 'signed-in',
    sessionId: session.id,
    userId: session.user.id,
    organizationId,
    claims: share(before.claims ?? undefined, token?.claims),
    session: before.session && isSameButForTime(before.session, session) ? before.session : session,
  }
  return (Object.keys(after) as (keyof SessionState)[]).every((key) => after[key] === before[key])
    ? before
    : after
}

const share = <T>(before: T, after: T): T =>
  JSON.stringify(before) === JSON.stringify(after) ? before : after

/** `lastActiveAt` moves with every use; who wants it selects it from the client. */
function isSameButForTime(before: Session, after: Session): boolean {
  const { lastActiveAt: _, updatedAt: __, ...a } = before
  const { lastActiveAt: ___, updatedAt: ____, ...b } = after
  return before === after || JSON.stringify(a) === JSON.stringify(b)
}
