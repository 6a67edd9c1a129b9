import type { Engine } from '../engine/engine'
import type { Frontdesk } from '../frontdesk'
import type { Ambient } from '../host/ambient'
import { orElse } from '../host/orElse'
import { perHandle } from '../host/perHandle'
import { nobody, type TabSession } from '../store/shown'
import { uproot } from '../store/store'
import { parsePublishableKey } from '../wire/publishableKey'
import { isUsable } from '../wire/resources/session'
import { readCookie, readCookies, twinNames, writeCookie } from '../wire/security/cookies'
import { earlyToken, tokenBook, tokenKey } from './tokens/book'
import { isOlder, readToken, type Token } from './tokens/jwt'
import { watchToken } from './tokens/refresh'

// Names the session and organization of the cookies. A tab with other ones is behind and must not write. Its
// suffixed twin keeps apart the apps of several instances on this host.
const activeContext = 'clerk_active_context'
const untilClosed = ''
const over = '; Max-Age=0'

/**
 * For the option `sessionCookie`: keeps the session token in the cookies that Clerk's servers read, fresh while
 * the page is visible. Signing out removes it. All tabs share these cookies, so they follow each other. In
 * development this also writes `__client_uat`, which in production the Frontend API does.
 *
 * @example
 * createFrontdesk({ publishableKey, queryClient, sessionCookie })
 */
export function sessionCookie(frontdesk: Frontdesk): void {
  const { _internal: engine } = frontdesk
  const { ambient, onMount } = engine
  if (!ambient.cookies) return
  onMount.add(() => {
    if (engine.seed?.sessionId && isSignedOut(ambient)) uproot(engine, nobody)
    return keepCookies(engine)
  })
  // A server that knows of the session has its token from there.
  perHandle(engine, earlyToken).find = () => tokenIn(engine, '__session')
}

/**
 * Whether the page is older than a sign-out. The cookie has a twin, and other apps on this host have theirs: only if none
 * says otherwise.
 */
function isSignedOut(ambient: Ambient): boolean {
  const all = orElse(() => ambient.cookies!.cookie) ?? ''
  const values = [...all.matchAll(/(?:^| )__client_uat[^=]*=([^;]*)/g)].map(([, value]) => value)
  return values.length > 0 && values.every((value) => value === '0')
}

/** The token in the cookie, if it is of the shown session and organization. */
function tokenIn({ ambient, shown }: Engine, name: string): Token | undefined {
  const { sessionId, organizationId } = shown.session
  try {
    const token = readToken(readCookie(ambient, name) ?? '')
    const { sid, o } = token.claims as { sid?: unknown; o?: { id?: unknown } }
    return sid === sessionId && (o?.id ?? null) === organizationId ? token : undefined
  } catch {
    return undefined
  }
}

function keepCookies(engine: Engine): () => void {
  const { ambient, onSessions, onAwake, publishableKey } = engine
  const { isDevelopment } = parsePublishableKey(publishableKey)
  const { store } = tokenBook(engine)
  let names: { contexts: string[]; sessions: string[]; uats: string[] } | undefined
  /** The context that this tab wrote last; `''` if nobody was signed in. */
  let written: string | undefined
  /** The client's request and the context cookie at the last check. */
  let heard: number | undefined
  let seen: string | undefined
  let watched: string | undefined
  let unwatch: (() => void) | undefined

  function put(name: string, text: string, age?: string) {
    // An odd id or token must not set attributes. Servers could not read it either.
    const value = /[^\w.:=-]/.test(text) ? '' : text
    const isKept = () => readCookies(ambient, name).join() === value
    const write = () => writeCookie(ambient, name, value, value ? age : over)
    if (!isKept()) write()
    if (!isDevelopment || isKept()) return
    // A parent domain has one, too, e.g. by Clerk's own library. It would outlive a sign-out.
    const { hostname } = new URL(ambient.page?.url() ?? 'http://localhost')
    for (let domain = hostname; domain; domain = domain.replace(/^[^.]*\.?/, ''))
      writeCookie(ambient, name, '', `${over}; Domain=${domain}`)
    write()
  }

  function keepFresh({ status, sessionId, organizationId }: TabSession, context: string) {
    const wanted = status === 'signing-out' ? '' : context
    if (wanted === watched) return
    watched = wanted
    unwatch?.()
    unwatch = wanted && sessionId ? watchToken(engine, { sessionId, organizationId }) : undefined
  }

  function isOurs(context: string, name: string): boolean {
    const { applied } = engine
    // If this tab has written before and the cookie is gone, another tab has signed out.
    const named = readCookie(ambient, name) ?? (written && '')
    // If another tab wrote while the answer was in flight, its cookie is newer.
    const isNews = context !== written || (applied !== heard && named === seen)
    heard = applied
    seen = named
    return (
      named === undefined ||
      [context, written].includes(named) ||
      engine.ended.has(named.split(':')[0]!) ||
      (isNews && ambient.page?.visible() !== false)
    )
  }

  function keep() {
    const { session } = engine.shown
    const { sessionId, organizationId } = session
    // What a server knew is in the cookies already.
    if (sessionId === undefined || engine.client === undefined || !names) return
    const context = sessionId ? `${sessionId}:${organizationId ?? ''}` : ''
    keepFresh(session, context)
    const { contexts, sessions, uats } = names
    if (!isOurs(context, contexts[0]!)) return
    written = context
    for (const name of contexts) put(name, context, untilClosed)
    const token = sessionId ? store.getState().tokens[tokenKey({ sessionId, organizationId })] : undefined
    const present = tokenIn(engine, sessions[0]!)
    const newest = token && !(present && isOlder(token, present)) ? token : present
    for (const name of sessions) put(name, newest?.jwt ?? '')
    if (isDevelopment) for (const name of uats) put(name, clientUat(engine))
  }

  const stopListening = store.subscribe(keep)
  onSessions.add(keep)
  onAwake.add(keep)
  const twins = [activeContext, '__session', '__client_uat'].map((name) => twinNames(name, publishableKey))
  void Promise.all(twins).then(([contexts, sessions, uats]) => {
    names = { contexts: contexts!, sessions: sessions!, uats: uats! }
    keep()
  })
  return () => {
    names = undefined
    stopListening()
    onSessions.delete(keep)
    onAwake.delete(keep)
    unwatch?.()
  }
}

/** In seconds; `0` if nobody is signed in. */
const clientUat = ({ client }: Engine): string =>
  client?.sessions.some(isUsable) ? `${Math.floor(client.updatedAt / 1000) || 1}` : '0'
