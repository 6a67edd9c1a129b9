import type { FrontdeskError } from '../wire/errors'
import { isUsable, type Session } from '../wire/resources/session'
import type { Store } from './store'
import { pickSession } from './tabSession'

/** Whether the client is known and up to date. `error` says why not. */
export type ConnectionStatus =
  | { readonly status: 'loading'; readonly error: undefined }
  | { readonly status: 'ready'; readonly error: undefined }
  /** The last known client is shown, and cannot be updated right now. Recovers by itself. */
  | { readonly status: 'degraded'; readonly error: FrontdeskError }
  | { readonly status: 'error'; readonly error: FrontdeskError }

interface SignedIn {
  readonly sessionId: string
  readonly userId: string
  /** The active organization; `null` in the personal workspace. */
  readonly organizationId: string | null
  readonly session: Session
}

type Nobody<Nothing> = { readonly [K in keyof SignedIn]: Nothing }

/** This tab's session, by status. */
export interface TabSessions {
  /** Not known yet. */
  loading: { readonly status: 'loading' } & Nobody<undefined>
  signedIn: { readonly status: 'signed-in' } & SignedIn
  /** Signed in, with a task to complete first. */
  pending: { readonly status: 'pending' } & SignedIn
  /** A sign-out is in progress. No tokens are given out. */
  signingOut: { readonly status: 'signing-out' } & SignedIn
  signedOut: { readonly status: 'signed-out' } & Nobody<null>
}

/** This tab's session without its token's claims. Every key exists in every state. */
export type TabSession = TabSessions[keyof TabSessions]

/** The handle's state. A new object after each change. */
export interface FrontdeskState {
  readonly connection: ConnectionStatus
  readonly session: TabSession
}

const blank = <Status, Nothing>(status: Status, nothing: Nothing) => ({
  status,
  sessionId: nothing,
  userId: nothing,
  organizationId: nothing,
  session: nothing,
})

const loading: TabSession = blank('loading', undefined)
const signedOut: TabSession = blank('signed-out', null)

export const initiallyShown: FrontdeskState = {
  connection: { status: 'loading', error: undefined },
  session: loading,
}

export const isWithheld = ({ withheld }: Store, sessionId: string): boolean =>
  withheld.some((sessionIds) => sessionIds.includes(sessionId))

export const isSignedIn = (store: Store, sessionId: string): boolean =>
  !isWithheld(store, sessionId) &&
  Boolean(store.client?.sessions.some((session) => session.id === sessionId && isUsable(session)))

/** Returns the previous object if nothing in it has changed. */
export function showSession(store: Store): TabSession {
  const { client, pin, shown } = store
  if (client === undefined) return loading
  const session = pickSession(pin, client)
  if (!session) return signedOut
  const { id: sessionId, lastActiveOrganizationId: organizationId, user } = session
  const after: TabSession = {
    status: !isSignedIn(store, sessionId)
      ? 'signing-out'
      : session.status === 'pending'
        ? 'pending'
        : 'signed-in',
    sessionId,
    userId: user.id,
    organizationId,
    session,
  }
  return fingerprint(shown.session) === fingerprint(after) ? shown.session : after
}

/** Ignores values that change just with time. Select those from the client. */
const fingerprint = ({ session, ...rest }: TabSession) =>
  JSON.stringify([rest, session && { ...session, lastActiveAt: 0, updatedAt: 0, factorVerificationAge: 0 }])
