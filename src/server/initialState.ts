import type { InitialState, Json } from '../core/store/initialState'
import { type Auth, organizationClaims } from './auth'
import type { FrontdeskServerOptions } from './options'

/** What a page may know of who is there. Undefined where the server does not. */
export function initialStateOf(
  auth: Auth,
  claims: FrontdeskServerOptions['claims'],
): InitialState | undefined {
  if (auth.status === 'unknown') return undefined
  if (auth.status === 'signed-out') return { v: 1, status: 'signed-out', iat: Math.floor(Date.now() / 1000) }
  const { iat, exp } = auth.claims
  if (typeof iat !== 'number' || typeof exp !== 'number') return undefined
  return {
    v: 1,
    status: auth.status,
    sessionId: auth.sessionId,
    userId: auth.userId,
    organizationId: auth.organizationId,
    actor: auth.actor,
    claims: lasting({ ...organizationClaims(auth.claims), ...claims?.(auth.claims) }),
    iat,
    exp,
  }
}

/** Without what changes with each token: it would make each HTML another, and is gone with the first renewal. */
function lasting(claims: Record<string, Json>): Record<string, Json> {
  const { iat, exp, nbf, jti, fva, ...rest } = claims
  return rest
}

/**
 * A state as JSON that may stand in HTML: `<script type="application/json" id="frontdesk">…</script>`, for servers
 * that render without a framework. `null` where there is none.
 *
 * @example
 * `<script type="application/json" id="frontdesk">${serializeInitialState(context.initialState)}</script>`
 */
export function serializeInitialState(state: InitialState | undefined): string {
  return JSON.stringify(state ?? null).replace(
    /[<\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
