import type { Frontdesk } from '../frontdesk'
import { storageKey } from '../host/host'
import { orElse } from '../host/orElse'
import { perHandle } from '../host/perHandle'
import { writeCache } from '../store/cache'
import { memory } from '../store/memory'
import { isWithheld } from '../store/shown'
import { plant, show } from '../store/store'
import { pickSession } from '../store/tabSession'
import type { Client } from '../wire/resources/client'
import { isUsable, readSession, type Session } from '../wire/resources/session'
import { text, time } from '../wire/resources/user'
import { list, record, string } from '../wire/shape'

/** What a storage says that takes no more. */
const full = Symbol()

/** Storage is untrusted input. */
const readStored = record({
  id: string,
  sessions: list(readSession),
  lastActiveSessionId: text,
  createdAt: time,
  updatedAt: time,
})

/**
 * For the option `lastKnownClient`: an app that is opened without a network shows who was signed in, as `degraded`. Keeps
 * the client with its sessions and users, names, addresses and metadata included, but no token, in the origin's storage, or
 * in that of `nativeScheme()`. It is no proof of anything, and no token is handed out before the client has come. A
 * sign-out removes it before anything is sent.
 *
 * @example
 * createFrontdesk({ publishableKey, queryClient, lastKnownClient })
 */
export function lastKnownClient(frontdesk: Frontdesk): void {
  const { _internal: engine } = frontdesk
  const { ambient, onMessage, onMount, onSessions, outbox, pin, scheme } = engine
  const storage = scheme.storage ?? ambient.originStorage
  const key = storageKey(engine, 'last-client')
  /** What was found in the storage, until the client has come. */
  let found: Client | undefined
  let written: string | null | undefined
  /** The writing under way. Those of a native app's storage may overtake each other. */
  let writing: Promise<unknown> | undefined

  /** Marked by a time: a sign-out of all that does not know them all. */
  const isMarked = ({ createdAt }: Session) =>
    [...engine.page.withheld].flat().some((mark) => createdAt <= Number(mark))

  const isOver = (session: Session) =>
    engine.ended.has(session.id) ||
    isMarked(session) ||
    [session.expireAt, session.abandonAt].some((at) => at > 0 && at <= ambient.now())

  /** What is shown already counts more; and nobody is shown before a sign-out that waits is delivered. */
  const isWanted = async () =>
    (await outbox.read()).length === 0 &&
    engine.client === undefined &&
    !engine.seed &&
    engine.mounts > 0 &&
    written === undefined

  async function recall() {
    // Another tab may have written since.
    written = undefined
    await writing
    const stored = await Promise.resolve(orElse(() => storage?.getItem(key))).catch(() => null)
    if (!stored || !(await isWanted())) return
    const client = orElse(() => read(stored))
    const session = client && pickSession({ read: pin.read, write: () => {} }, client, engine.ended)
    if (!client || !session) return
    found = client
    written = stored
    writeCache(engine, client)
    plant(engine, {
      status: session.status === 'pending' ? 'pending' : 'signed-in',
      sessionId: session.id,
      userId: session.user.id,
      organizationId: session.lastActiveOrganizationId,
      actor: session.actor,
      session,
      error: undefined,
    })
    const { connection } = engine.shown
    if (connection.error) show(engine, { ...connection, status: 'degraded' })
  }

  function read(stored: string): Client {
    const { sessions, ...client } = readStored(JSON.parse(stored), 'client')
    const kept = sessions.filter((session) => isUsable(session) && !isOver(session))
    const sessionsOnly = kept.map(({ lastActiveToken: _, ...session }) => session)
    return { ...client, sessions: sessionsOnly, signIn: null, signUp: null, cookieExpiresAt: null }
  }

  function keep() {
    const { client } = engine
    if (client !== undefined) found = undefined
    else if (found?.sessions.some(isOver)) {
      found = { ...found, sessions: found.sessions.filter((session) => !isOver(session)) }
      writeCache(engine, found)
    }
    // What is not read yet must not outlive a sign-out either.
    const unread = engine.page.withheld.size > 0 ? null : undefined
    const known = client === undefined ? (found ?? unread) : client
    if (known === undefined) return
    const sessions = known?.sessions.filter(
      (session) => isUsable(session) && !isOver(session) && !isWithheld(engine, session.id),
    )
    const next = known && sessions?.length ? write(known, sessions) : null
    if (next === written) return
    written = next
    put(next)
  }

  function put(next: string | null) {
    const remove = () => orElse(() => storage?.removeItem(key))
    const write = () => (next ? orElse(() => storage?.setItem(key, next), full) : remove())
    // If the storage is full, what is there now is out of date.
    const settle = (result: unknown) => (result === full ? remove() : result)
    // At once where it can be: a sign-out is sent right after.
    const result = writing ? writing.then(write).then(settle, remove) : settle(write())
    if (!result) return
    const flight = Promise.resolve(result)
      .catch(remove)
      .catch(() => {})
    writing = flight
    void flight.then(() => {
      if (writing === flight) writing = undefined
    })
  }

  /** No more of the client than what is read: it may carry a sign-in or a sign-up. */
  const write = ({ id, lastActiveSessionId, createdAt, updatedAt }: Client, sessions: readonly Session[]) =>
    JSON.stringify({ id, lastActiveSessionId, createdAt, updatedAt, sessions })

  perHandle(engine, memory).forget = () => {
    if (found) writeCache(engine, { ...found, sessions: [] })
    found = undefined
    written = null
    put(written)
  }
  onSessions.add(keep)
  // Of those that are not shown nothing else says so.
  onMessage.add(({ type }) => type === 'ended' && keep())
  onMount.add(() => {
    void recall()
    return undefined
  })
}
