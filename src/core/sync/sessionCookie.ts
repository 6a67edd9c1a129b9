import { FrontdeskError } from '../errors'
import type { Internals } from '../internals'
import { isUsable } from '../resources/session'
import { tokenBook, tokenKey } from '../tokens/book'
import { isOlder, readToken, type Token } from '../tokens/jwt'
import { watchToken } from '../tokens/refresh'
import { readCookie, twinNames, writeCookie } from '../transport/cookies'
import { parsePublishableKey } from '../transport/publishableKey'
import type { Frontdesk, TabSession } from '../types'

/** Names the session, and its organization, whose tab alone writes: one that is behind must not undo it. */
const activeContext = 'clerk_active_context'
const untilClosed = ''
const over = '; Max-Age=0'

/**
 * For the handle's option of this name: keeps the token of the session in the cookies that Clerk's servers read,
 * fresh while the page is shown, and takes it away at sign-out. The cookies are those of all tabs, so tabs follow
 * each other. In development it says there, too, when the client last changed; in production the Frontend API does.
 *
 * @example
 * createFrontdesk({ publishableKey, queryClient, sessionCookie })
 */
export function sessionCookie(frontdesk: Frontdesk): void {
  const internals = frontdesk._internal
  const { ambient, hooks, options } = internals
  if (options.tabSession === 'pinned') throw new FrontdeskError('pinned_needs_tokens')
  internals.pin = undefined
  if (ambient.cookies) hooks.mount.add(() => keepCookies(internals))
}

function keepCookies(internals: Internals): () => void {
  const { ambient, hooks, options } = internals
  const { publishableKey } = options
  const { isDevelopment } = parsePublishableKey(publishableKey)
  const { store } = tokenBook(internals)
  let names: { session: string[]; uat: string[] } | undefined
  /** The context that this tab has last written for; `''` where nobody is signed in. */
  let written: string | undefined
  let watched: string | undefined
  let unwatch: (() => void) | undefined

  function put(name: string, value: string, age?: string) {
    if ((readCookie(ambient, name) ?? '') !== value) writeCookie(ambient, name, value, value ? age : over)
  }

  /** What the cookie holds, if it is a token of that session and organization. */
  function kept({ sessionId, organizationId }: TabSession, name: string): Token | undefined {
    try {
      const token = readToken(readCookie(ambient, name) ?? '')
      const { sid, o } = token.claims as { sid?: unknown; o?: { id?: unknown } }
      return sid === sessionId && (o?.id ?? null) === organizationId ? token : undefined
    } catch {
      return undefined
    }
  }

  function keepFresh({ status, sessionId, organizationId }: TabSession, context: string) {
    const wanted = status === 'signing-out' ? '' : context
    if (wanted === watched) return
    watched = wanted
    unwatch?.()
    unwatch = wanted && sessionId ? watchToken(internals, { sessionId, organizationId }) : undefined
  }

  function isOurs(context: string): boolean {
    const named = readCookie(ambient, activeContext)
    const isOfAnother = named !== undefined && named !== context && named !== written
    return !isOfAnother || (context !== written && ambient.page?.visible() !== false)
  }

  function keep() {
    const { session } = internals.shown
    const { status, sessionId, organizationId } = session
    if (status === 'loading' || !names) return
    const context = sessionId ? `${sessionId}:${organizationId ?? ''}` : ''
    keepFresh(session, context)
    if (!isOurs(context)) return
    written = context
    put(activeContext, context, untilClosed)
    const token = sessionId ? store.getState().tokens[tokenKey({ sessionId, organizationId })] : undefined
    const present = kept(session, names.session[0]!)
    const newest = token && !(present && isOlder(token, present)) ? token : present
    for (const name of names.session) put(name, newest?.jwt ?? '')
    if (isDevelopment) for (const name of names.uat) put(name, clientUat(internals))
  }

  const stopListening = store.subscribe(keep)
  hooks.sessions.add(keep)
  hooks.wake.add(keep)
  void Promise.all([twinNames('__session', publishableKey), twinNames('__client_uat', publishableKey)]).then(
    ([session, uat]) => {
      names = { session, uat }
      keep()
    },
  )
  return () => {
    names = undefined
    stopListening()
    hooks.sessions.delete(keep)
    hooks.wake.delete(keep)
    unwatch?.()
  }
}

/** When the client last changed, in seconds; `0` where nobody is signed in. */
const clientUat = ({ client }: Internals): string =>
  client?.sessions.some(isUsable) ? `${Math.floor(client.updatedAt / 1000) || 1}` : '0'
