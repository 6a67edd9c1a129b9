import { post } from '../host/host'
import { exclusively } from '../host/locks'
import { sleep } from '../host/sleep'
import { accept } from '../store/store'
import { unwrap } from '../wire/envelope'
import { FrontdeskError } from '../wire/errors'
import { callFapi } from '../wire/request'
import type { Client } from '../wire/resources/client'
import { ask } from './ask'
import type { EngineState } from './engine'
import { flushOutbox } from './outbox'

/** Milliseconds to wait for other answers in flight, which may set another cookie. */
const crossing = 50
export async function loadClient(engine: EngineState): Promise<Client | null> {
  await flushOutbox(engine)
  // Wait for changes in flight: this load could miss them, or create a second client.
  while (engine.running.size > 0) await Promise.allSettled(engine.running)
  await (engine.client === undefined ? bootstrap(engine) : fetchClient(engine))
  return engine.client ?? null
}

/** Only the tab that holds the lock may create a client. */
async function bootstrap(engine: EngineState): Promise<void> {
  const { made } = engine.page
  const { signal } = engine.lifetime
  const lock = 'bootstrap'
  // Most tabs need no creation. Ask first, without waiting for the lock.
  if (await exclusively(engine, lock, tryOnce, 0)) await exclusively(engine, lock, tryOnce)

  async function tryOnce(held: boolean): Promise<boolean> {
    const isWanted = await fetchClient(engine, held, engine.creationPolicy)
    if (!isWanted || !held) return isWanted
    // Where no cookie is kept, nobody finds what another handle on this page has created meanwhile.
    if (made === engine.page.made) await create(engine)
    // The answer to a creation from before a remount was dropped. Fetch its client.
    if (engine.client === undefined && !signal.aborted) await fetchClient(engine, held)
    return false
  }
}

/** Applies the answer, unless a client is missing and `policy` wants one. @returns whether to create one. */
async function fetchClient(
  engine: EngineState,
  held = false,
  policy: EngineState['creationPolicy'] = 'read',
): Promise<boolean> {
  const { ambient, created, scheme } = engine
  let answer = await ask(engine)
  // Another tab's sign-in may have replaced the cookie meanwhile. Ask again.
  if (!answer.client && engine.client?.sessions.length) {
    if (await sleep(engine, crossing)) return false
    answer = await (held ? ask(engine) : exclusively(engine, 'bootstrap', () => ask(engine)))
  }
  const { client, error, order } = answer
  const known = engine.client
  const isFound = client !== null
  if (!isFound && known === undefined && (error ? policy !== 'read' : policy === 'ensure')) return true
  accept(engine, order, client)
  if (isFound && !scheme.isForgotten?.(engine)) created.write()
  // One with sessions may have been signed out in another tab, unless nothing is kept in this browser.
  const isLost = known !== null && (!known?.sessions.length || !ambient.tabStorage)
  // This tab created the client, and no request, or no reload, can find it.
  if (created.read() && (isFound || isLost)) throw new FrontdeskError('client_not_kept', { cause: error })
  return false
}

/** Never aborted: that would not undo the request. */
async function create(engine: EngineState): Promise<void> {
  const { ambient, created } = engine
  if (created.read().length > 1) throw new FrontdeskError('client_not_kept')
  const { json, error, order } = await callFapi(engine, { method: 'POST', path: '/client' })
  if (error) throw error
  created.write(`${created.read()}1`)
  engine.page.made++
  accept(engine, order, unwrap(json))
  // Without locks several tabs may create a client, but only one cookie lasts. All tabs must refetch.
  // With locks only a tab that has preloaded may hold an older answer. Any message makes it drop that.
  post(engine, { type: ambient.locks ? 'created' : 'changed' })
}
