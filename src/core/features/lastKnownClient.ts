import type { Frontdesk } from '../frontdesk'
import { storageKey } from '../host/host'
import { orElse } from '../host/orElse'
import { writeCache } from '../store/cache'
import { isWithheld } from '../store/shown'
import { plant, show } from '../store/store'
import { pickSession } from '../store/tabSession'
import type { Client } from '../wire/resources/client'
import { isUsable, readSession, type Session } from '../wire/resources/session'
import { text, time } from '../wire/resources/user'
import { list, record, string } from '../wire/shape'

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
  const { ambient, onMount, onSessions, outbox, pin, scheme } = engine
  const storage = scheme.storage ?? ambient.originStorage
  const key = storageKey(engine, 'last-client')
  /** What was found in the storage, until the client has come. */
  let found: Client | undefined
  let written: string | null | undefined

  const isOver = ({ id, expireAt, abandonAt }: Session) =>
    engine.ended.has(id) || [expireAt, abandonAt].some((at) => at > 0 && at <= ambient.now())

  /** What is shown already counts more; and nobody is shown before a sign-out that waits is delivered. */
  const isWanted = async () =>
    (await outbox.read()).length === 0 && engine.client === undefined && !engine.seed && engine.mounts > 0

  async function recall() {
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
    return { ...client, sessions: sessionsOnly, signIn: null, cookieExpiresAt: null }
  }

  function keep() {
    const { client } = engine
    if (client !== undefined) found = undefined
    else if (found?.sessions.some(isOver)) {
      found = { ...found, sessions: found.sessions.filter((session) => !isOver(session)) }
      writeCache(engine, found)
    }
    const known = client === undefined ? found : client
    if (known === undefined) return
    const sessions = known?.sessions.filter(
      (session) => isUsable(session) && !isOver(session) && !isWithheld(engine, session.id),
    )
    const next = known && sessions?.length ? write(known, sessions) : null
    if (next === written) return
    written = next
    const put = () => (next ? storage?.setItem(key, next) : storage?.removeItem(key))
    // Storage may be full or forbidden.
    void Promise.resolve(orElse(put)).catch(() => {})
  }

  /** No more of the client than what is read: it may carry a sign-in or a sign-up. */
  const write = ({ id, lastActiveSessionId, createdAt, updatedAt }: Client, sessions: readonly Session[]) =>
    JSON.stringify({ id, lastActiveSessionId, createdAt, updatedAt, sessions })

  onSessions.add(keep)
  onMount.add(() => {
    void recall()
    return undefined
  })
}
