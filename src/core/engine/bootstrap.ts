import { closeChannel, openChannel, post, type Writable } from '../host/host'
import { exclusively } from '../host/locks'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { accept } from '../store/store'
import { unwrap } from '../wire/envelope'
import { FrontdeskError, isForeign } from '../wire/errors'
import { callFapi, type FapiAnswer, type FapiRequest } from '../wire/request'
import type { Client } from '../wire/resources/client'
import type { EngineState } from './engine'
import { flushOutbox } from './outbox'

const getClient: FapiRequest = { method: 'GET', path: '/client', timeout: 7000 }
/** Milliseconds after which the answers that crossed this one have arrived. */
const crossing = 50
/** The longest time between an early request and the mount that takes its answer. Milliseconds. */
const longestLead = 5000

/**
 * Sends the bootstrap's `GET /v1/client` in this very call, ahead of a mount that may never come: nothing is
 * created, ended or shown. Does nothing where the request would need anything first.
 */
export function preload(engine: Writable<EngineState>): void {
  const { ambient, applied, channel, early, mounts, outbox, scheme } = engine
  // Sent already, or mounted.
  if (early || channel || mounts > 0 || applied > 0) return
  if (!ambient.page || !scheme.isInstant || !outbox.isEmpty()) return
  // What other tabs do from here on is news.
  openChannel(engine)
  engine.early = callFapi(engine, getClient)
  engine.early.catch(() => {})
  function drop() {
    closeChannel(engine)
    engine.early = undefined
  }
  const cancel = ambient.timeout(drop, longestLead)
  engine.onMount.add(() => void cancel())
  engine.onMessage.add(() => engine.mounts === 0 && drop())
}

/** Loads the client: bootstraps it where nothing is known yet, else asks again and creates nothing. */
export async function loadClient(engine: EngineState): Promise<Client | null> {
  await flushOutbox(engine)
  // A client that does not yet hold what a change is doing would undo it; and a sign-in may be creating one.
  while (engine.running.size > 0) await Promise.allSettled(engine.running)
  await (engine.client === undefined ? bootstrap : fetchClient)(engine)
  return engine.client ?? null
}

/** Creates the client where `bootstrap` says so. Whoever holds the lock is the only tab that may. */
async function bootstrap(engine: EngineState): Promise<void> {
  const { signal } = engine.lifetime
  const lock = 'bootstrap'
  // In most tabs nothing has to be created: none waits for a lock before it has asked.
  if (await exclusively(engine, lock, attempt, 0)) await exclusively(engine, lock, attempt)

  /** @returns whether a creation is wanted that only the holder of the lock may make. */
  async function attempt(held: boolean): Promise<boolean> {
    const isWanted = await fetchClient(engine, engine.creationPolicy)
    if (!isWanted || !held) return isWanted
    // Calls at the same time, over a remount too, share one creation.
    await share(engine, 'create', () => create(engine))
    // Asked for before a remount, its answer was dropped; the client is there.
    if (engine.client === undefined && !signal.aborted) await fetchClient(engine)
    return false
  }
}

/**
 * Asks for the client, and takes over what is found: that there is none, too.
 *
 * @param policy - where there is none, and none is known yet, this may want one: then nothing is taken over.
 * @returns whether one is to be created.
 */
async function fetchClient(
  engine: EngineState,
  policy: EngineState['creationPolicy'] = 'read',
): Promise<boolean> {
  const { created, scheme } = engine
  let answer = await ask(engine)
  // Another tab's sign-in may have replaced the cookie while this was under way.
  if (!answer.client && engine.client?.sessions.length) {
    if (await sleep(engine, crossing)) return false
    answer = await ask(engine)
  }
  const { client, error, order } = answer
  const known = engine.client
  if (error && known === undefined) await scheme.checkToken?.(engine, error)
  if (client !== null) created.write()
  else if (known === undefined && (error ? policy !== 'read' : policy === 'ensure')) return true
  accept(engine, order, client)
  // Nothing ever found the one that this tab created.
  if (error && known?.sessions.length === 0 && created.read())
    throw new FrontdeskError('client_not_kept', { cause: error })
  return false
}

interface Found extends Pick<FapiAnswer, 'error' | 'order'> {
  /** As the Frontend API gave it; `null` where there is none. */
  client: unknown
}

async function ask(engine: EngineState): Promise<Found> {
  const { json, error, order } = await (takeEarly(engine) ?? callFapi(engine, getClient))
  if (error && !isNoClient(engine, error)) throw error
  return { client: error ? null : unwrap(json), error, order }
}

/** What `preload` has asked for, unless more is known by now. */
function takeEarly(engine: Writable<EngineState>): Promise<FapiAnswer> | undefined {
  const { applied, early } = engine
  engine.early = undefined
  return applied === 0 ? early : undefined
}

/** A 401 or 404 by which the Frontend API itself says that there is no client. */
const isNoClient = ({ scheme }: EngineState, error: FrontdeskError) =>
  (error.status === 401 || error.status === 404) &&
  !isForeign(error) &&
  !scheme.isRenewable?.(error) &&
  error.code !== 'captcha_required'

/** Nothing aborts it: that would not undo the request. */
async function create(engine: EngineState): Promise<void> {
  const { ambient, created } = engine
  const creations = Number(created.read())
  if (creations >= 2) throw new FrontdeskError('client_not_kept')
  const { json, error, order } = await callFapi(engine, { method: 'POST', path: '/client' })
  if (error) throw error
  created.write(`${creations + 1}`)
  accept(engine, order, unwrap(json))
  // Without locks other tabs create too, and cookies keep only one: all come to show that.
  if (!ambient.locks) post(engine, { type: 'changed' })
}
