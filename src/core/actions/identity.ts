import type { Frontdesk } from '../frontdesk'
import type { InitialState } from '../store/initialState'
import { type IsolateCache, identityOf } from '../store/isolation'
import { seedOf } from '../store/seed'
import { isWithheld } from '../store/shown'
import { isUsable } from '../wire/resources/session'

/** The identity in a tab. */
export interface Identity {
  /** The value of `identityKey()`. */
  readonly key: string
  readonly sessionId: string
  readonly userId: string
  /** The active organization; `null` in the personal workspace. */
  readonly organizationId: string | null
}

/** Why the identity changed. */
export type IdentityChangeReason =
  /** This tab signed it out. */
  | 'sign-out'
  /** This tab chose another account or organization. */
  | 'switch'
  /** Another tab signed it out, or switched this tab too. */
  | 'other-tab'
  /** The Frontend API ended the session: it expired or was revoked, or its user was banned or deleted. */
  | 'ended'

/** A change from a known identity to another one, or to nobody. */
export interface IdentityChange {
  readonly from: Identity
  /** `null` if nobody is signed in any more. */
  readonly to: Identity | null
  readonly reason: IdentityChangeReason
}

/**
 * A key of user and actor, and of the organization if `isolateCache` is `'organization'`. Use it to isolate what
 * the app stores outside its QueryClient. Contains ids, but no secrets.
 *
 * @returns `null` if nobody is signed in, `undefined` if that is not known yet.
 */
export const identityKey = (frontdesk: Frontdesk): string | null | undefined =>
  identityOf(frontdesk._internal.isolateCache, frontdesk.state.session)

/**
 * The same key as `identityKey()` gives in the browser, made of what a server knows: for `<HydrateIdentity>`, and to
 * keep apart what a server caches.
 *
 * @param isolateCache - that of the browser's handle. Default: `'user'`.
 * @returns `null` if nobody is signed in, `undefined` if the server does not know.
 */
export function identityKeyOf(
  initialState: InitialState | null | undefined,
  isolateCache?: IsolateCache,
): string | null | undefined {
  const session = seedOf(initialState)
  return session && identityOf(isolateCache, session)
}

/**
 * Calls `listener` when this tab's identity changes, in the same tick. By then the app's queries are cleared, and
 * no component has rendered the new one. Signing in is no change, nor is a new session of the same identity.
 *
 * @returns a function that stops it.
 *
 * @example
 * onIdentityChange(frontdesk, ({ from, to }) => {
 *   router.refresh() // what a server rendered is still the former's: or router.invalidate(), revalidate()
 *   drafts.delete(from.key)
 *   if (!to) router.navigate('/')
 * })
 */
export function onIdentityChange(
  frontdesk: Frontdesk,
  listener: (change: IdentityChange) => void,
): () => void {
  let known = identity(frontdesk)
  return frontdesk.subscribe(() => {
    const to = identity(frontdesk)
    const from = known
    if (to === undefined) return
    known = to
    if (from && from.key !== to?.key) listener({ from, to, reason: reasonFor(frontdesk, from) })
  })
}

function identity(frontdesk: Frontdesk): Identity | null | undefined {
  const { sessionId, userId, organizationId } = frontdesk.state.session
  const key = identityKey(frontdesk)
  return key == null ? (key as null | undefined) : ({ key, sessionId, userId, organizationId } as Identity)
}

function reasonFor({ _internal: engine }: Frontdesk, { sessionId }: Identity): IdentityChangeReason {
  const { applied, changed, client, ended } = engine
  if (isWithheld(engine, sessionId)) return 'sign-out'
  // This tab's own switch comes with the answer to it; that of another tab comes with a refetch.
  if (client?.sessions.some((session) => session.id === sessionId && isUsable(session)))
    return changed >= applied ? 'switch' : 'other-tab'
  return ended.has(sessionId) ? 'other-tab' : 'ended'
}
