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
  /** The impersonator, if the user is impersonated: `{ sub, … }`. */
  readonly actor: Session['actor']
  /** `undefined` until the client has come, where a server knew of the session before. */
  readonly session: Session | undefined
}

type Nobody<Nothing> = { readonly [K in keyof SignedIn]: Nothing }

interface Fine {
  readonly error: undefined
}

/** This tab's session, by status. */
export interface TabSessions {
  /** Not known yet. */
  loading: { readonly status: 'loading' } & Nobody<undefined> & Fine
  /** Not known, since the client cannot be had. `error` says why. */
  error: { readonly status: 'error'; readonly error: FrontdeskError } & Nobody<undefined>
  signedIn: { readonly status: 'signed-in' } & SignedIn & Fine
  /** Signed in, with a task to complete first. */
  pending: { readonly status: 'pending' } & SignedIn & Fine
  /** A sign-out is in progress. No tokens are given out. */
  signingOut: { readonly status: 'signing-out' } & SignedIn & Fine
  signedOut: { readonly status: 'signed-out' } & Nobody<null> & Fine
}

/** This tab's session without its token's claims. Every key exists in every state. */
export type TabSession = TabSessions[keyof TabSessions]

/** The handle's state. A new object after each change. */
export interface FrontdeskState {
  readonly connection: ConnectionStatus
  readonly session: TabSession
}

const tabSession = (
  status: TabSession['status'],
  error?: FrontdeskError,
  sessionId?: string | null,
  userId = sessionId,
  organizationId = sessionId,
  session: Session | string | null | undefined = sessionId,
  actor: unknown = sessionId,
) => ({ status, sessionId, userId, organizationId, actor, session, error }) as TabSession

export const initiallyShown: FrontdeskState = {
  connection: { status: 'loading', error: undefined },
  session: tabSession('loading'),
}

export const nobody: TabSession = tabSession('signed-out', undefined, null)

export const isWithheld = ({ page }: Store, sessionId: string): boolean =>
  [...page.withheld].some((sessionIds) => sessionIds.includes(sessionId))

export const isSignedIn = (store: Store, sessionId: string): boolean =>
  !isWithheld(store, sessionId) &&
  Boolean(
    store.client === undefined
      ? store.seed?.claims && store.seed.sessionId === sessionId
      : store.client?.sessions.some((session) => session.id === sessionId && isUsable(session)),
  )

/** Whether the page's session was chosen by another handle, after this one's client was asked for. */
export const isBehind = ({ applied, told }: Store): boolean => applied <= told

/** Returns the previous object if nothing in it has changed. */
export function showSession(store: Store, { error }: ConnectionStatus): TabSession {
  const { client, ended, pin, seed, shown } = store
  const session = client && pickSession(pin, client, ended, isBehind(store))
  const after = session
    ? tabSession(
        !isSignedIn(store, session.id)
          ? 'signing-out'
          : session.status === 'pending'
            ? 'pending'
            : 'signed-in',
        undefined,
        session.id,
        session.user.id,
        session.lastActiveOrganizationId,
        session,
        session.actor,
      )
    : client === undefined
      ? seed
        ? isWithheld(store, seed.sessionId as string)
          ? ({ ...seed, status: 'signing-out' } as TabSession)
          : seed
        : tabSession(error ? 'error' : 'loading', error)
      : nobody
  return fingerprint(shown.session) === fingerprint(after) ? shown.session : after
}

/** Ignores values that change just with time. Select those from the client. */
const fingerprint = ({ session, ...rest }: TabSession) =>
  JSON.stringify([rest, session && { ...session, lastActiveAt: 0, updatedAt: 0, factorVerificationAge: 0 }])
