import { tokenBook, tokenKey } from '../features/tokens/book'
import { tokenIssuer } from '../features/tokens/issuer'
import { watchToken } from '../features/tokens/refresh'
import type { Frontdesk } from '../frontdesk'
import { attempt } from '../host/ambient'
import type { GetTokenParameters } from './getToken'

/** Which token is to be kept fresh. */
export type OnTokenParameters = Pick<GetTokenParameters, 'template' | 'organizationId'>

/**
 * Keeps a token of this tab's session fresh while the tab is shown, and calls `listener` with it: with the one there
 * is, with each new one, and with `null` once there is none (signed out, signing out, pending, or expired and not to
 * be had). For what is neither a component nor a request, e.g. a WebSocket; a request asks `getToken()`.
 *
 * @returns a function that stops it.
 *
 * @example
 * const stop = onToken(frontdesk, (token) => socket.authenticate(token))
 */
export function onToken(
  frontdesk: Frontdesk,
  listener: (token: string | null) => void,
  { template, organizationId }: OnTokenParameters = {},
): () => void {
  const engine = frontdesk._internal
  const { store } = tokenBook(engine)
  const { fresh } = tokenIssuer(engine)
  let told: string | null | undefined
  let watched = ''
  let unwatch: (() => void) | undefined
  let isOver = false

  function look() {
    const { status, sessionId, organizationId: own } = frontdesk.state.session
    const organization = organizationId === undefined ? own : organizationId
    const target =
      status === 'signed-in' ? { sessionId, template, organizationId: organization ?? null } : undefined
    const key = target ? tokenKey(target) : ''
    if (key !== watched) {
      watched = key
      unwatch?.()
      unwatch = target && watchToken(engine, target)
    }
    const token = (target && fresh(target, 1)?.jwt) ?? null
    const isAwaited = status === 'loading' || (target && told === undefined && token === null)
    if (isAwaited || token === told) return
    told = token
    attempt(engine.ambient, () => listener(token))
  }

  /** The tokens that come along with another session are taken in right after that is shown. */
  const lookSoon = () => void Promise.resolve().then(() => isOver || look())
  const stops = [frontdesk.subscribe(lookSoon), store.subscribe(look)]
  look()
  return () => {
    isOver = true
    for (const stop of stops) stop()
    unwatch?.()
    unwatch = undefined
  }
}
