import type { Frontdesk } from '../frontdesk'
import { identityOf } from '../store/isolation'
import { isWithheld } from '../store/shown'
import { isUsable } from '../wire/resources/session'

/** Who a tab was, or is. */
export interface Identity {
  /** What `identityKey()` gave, or gives. */
  readonly key: string
  readonly sessionId: string
  readonly userId: string
  /** The active organization; `null` in the personal workspace. */
  readonly organizationId: string | null
}

/** Why a tab is not of the same identity any more. */
export type IdentityChangeReason =
  /** This tab has signed it out. */
  | 'sign-out'
  /** This tab has chosen another account, or another organization. */
  | 'switch'
  /** Another tab has signed it out, or chosen for this one too. */
  | 'other-tab'
  /** Its session is over by the Frontend API's word: expired, revoked, its user banned or deleted. */
  | 'ended'

/** That a known identity has given way to another, or to nobody. */
export interface IdentityChange {
  readonly from: Identity
  /** `null`: nobody is signed in any more. */
  readonly to: Identity | null
  readonly reason: IdentityChangeReason
}

/**
 * A key that differs for each identity that the handle's `isolateCache` keeps apart: user and actor, and the
 * organization if chosen. For what the app keeps elsewhere than in its QueryClient. Holds ids, and no secrets.
 *
 * @returns `null` where nobody is signed in, `undefined` where that is not known yet.
 */
export const identityKey = (frontdesk: Frontdesk): string | null | undefined =>
  identityOf(frontdesk._internal.isolateCache, frontdesk.state.session)

/**
 * Calls `listener` when this tab's identity changes, in the same tick: the app's queries are cleared by then, and
 * no component has rendered the new one. From nobody to somebody is no change, nor is a new session of the same.
 *
 * @returns a function that stops it.
 *
 * @example
 * onIdentityChange(frontdesk, ({ from, to }) => {
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
  // What this tab did itself came with the answer to that; what others did, it had to ask for.
  if (client?.sessions.some((session) => session.id === sessionId && isUsable(session)))
    return changed >= applied ? 'switch' : 'other-tab'
  return ended.has(sessionId) ? 'other-tab' : 'ended'
}
