import { tokenBook, tokenKey } from '../features/tokens/book'
import { tokenIssuer } from '../features/tokens/issuer'
import { watchToken } from '../features/tokens/refresh'
import type { Frontdesk } from '../frontdesk'
import { attempt } from '../host/ambient'
import type { GetTokenParameters } from './getToken'

/** Which token to keep fresh. */
export type OnTokenParameters = Pick<GetTokenParameters, 'template' | 'organizationId'>

/**
 * Keeps a token of this tab's session fresh while the tab is visible. Calls `listener` with the current token,
 * with each new one, and with `null` if there is none: signed out, signing out, pending, or expired and not
 * replaced. For long-lived connections, e.g. a WebSocket. For single requests use `getToken()`.
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
  let lastToken: string | null | undefined
  let watched = ''
  let unwatch: (() => void) | undefined
  let isOver = false

  function look() {
    const { status, sessionId, organizationId: own } = frontdesk.state.session
    const isKnown = engine.client !== undefined
    const organization = organizationId === undefined ? own : organizationId
    const target =
      status === 'signed-in' ? { sessionId, template, organizationId: organization ?? null } : undefined
    // None is asked for before the client has come.
    const key = target && isKnown ? tokenKey(target) : ''
    if (key !== watched) {
      watched = key
      unwatch?.()
      unwatch = key && target ? watchToken(engine, target) : undefined
    }
    const token = (target && fresh(target, 1)?.jwt) ?? null
    const isAwaited = sessionId === undefined || (target && lastToken === undefined && token === null)
    if (isAwaited || token === lastToken) return
    lastToken = token
    attempt(engine.ambient, () => listener(token))
  }

  /** The tokens of a new session are stored just after it is shown. Look after that. */
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
