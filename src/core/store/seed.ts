import { orElse } from '../host/orElse'
import type { InitialState } from './initialState'
import { nobody, type TabSession } from './shown'

/** What is known of this tab's session before its client is. */
export type Seed = TabSession & {
  /** Those that a server names. Missing where it found nobody, and where no server said so. */
  readonly claims?: Readonly<Record<string, unknown>>
}

const isText = (value: unknown) => Boolean(value) && typeof value === 'string'

/** @param state - untrusted: HTML outlives deployments. What is no state of this version counts as none. */
export function seedOf(state: InitialState | null | undefined): Seed | undefined {
  // As a page of HTML would bring it: what no JSON holds, no page can, and other realms have other classes.
  const given: Record<string, unknown> = Object(orElse(() => JSON.parse(JSON.stringify(state))))
  const { v, status, sessionId, userId, organizationId = null, actor = null, claims } = given
  if (v !== 1) return undefined
  if (status === 'signed-out') return nobody
  const isWhole =
    (status === 'signed-in' || status === 'pending') &&
    isText(sessionId) &&
    isText(userId) &&
    (organizationId === null || isText(organizationId)) &&
    (actor === null || isText(Object(actor).sub)) &&
    claims instanceof Object &&
    !Array.isArray(claims)
  const session = { status, sessionId, userId, organizationId, actor, session: undefined, error: undefined }
  return isWhole ? ({ ...session, claims } as Seed) : undefined
}
