import { accept } from './clients'
import { FrontdeskError, isForeign } from './errors'
import type { Internals } from './internals'
import type { Client } from './resources/client'
import { share } from './share'
import { exclusively } from './sync/locks'
import { sleep } from './sync/sleep'
import { post } from './sync/tabs'
import { unwrap } from './transport/envelope'
import { callFapi, type FapiAnswer } from './transport/request'
import type { FrontdeskOptions } from './types'
import { flushSignOuts } from './undelivered'

/** Milliseconds after which the answers that crossed this one have arrived. */
const crossing = 50

/** Loads the client: bootstraps it where nothing is known yet, else asks again and creates nothing. */
export async function loadClient(internals: Internals): Promise<Client | null> {
  await flushSignOuts(internals)
  // A client that does not yet hold what a mutation is doing would undo it; and a sign-in may be creating one.
  while (internals.mutations.size > 0) await Promise.allSettled(internals.mutations)
  await (internals.client === undefined ? bootstrap : fetchClient)(internals)
  return internals.client ?? null
}

/** Creates the client where `bootstrap` says so. Whoever holds the lock is the only tab that may. */
async function bootstrap(internals: Internals): Promise<void> {
  const { signal } = internals.lifetime
  const lock = 'bootstrap'
  // In most tabs nothing has to be created: none waits for a lock before it has asked.
  if (await exclusively(internals, lock, attempt, { ifAvailable: true }))
    await exclusively(internals, lock, attempt)

  /** @returns whether a creation is wanted that only the holder of the lock may make. */
  async function attempt(held: boolean): Promise<boolean> {
    const isWanted = await fetchClient(internals, internals.options.bootstrap ?? 'create')
    if (!isWanted || !held) return isWanted
    // Calls at the same time, over a remount too, share one creation.
    await share(internals, 'create', () => create(internals))
    // Asked for before a remount, its answer was dropped; the client is there.
    if (internals.client === undefined && !signal.aborted) await fetchClient(internals)
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
  internals: Internals,
  policy: FrontdeskOptions['bootstrap'] = 'read',
): Promise<boolean> {
  const { created, scheme } = internals
  let answer = await ask(internals)
  // Another tab's sign-in may have replaced the cookie while this was under way.
  if (!answer.client && internals.client?.sessions.length) {
    if (await sleep(internals, crossing)) return false
    answer = await ask(internals)
  }
  const { client, error, order } = answer
  const known = internals.client
  if (error && known === undefined && error.status === 401 && (await scheme.hasClientToken?.())) {
    throw new FrontdeskError('client_token_rejected', { status: 401, errors: error.errors, cause: error })
  }
  if (client !== null) created.write()
  else if (known === undefined && (error ? policy !== 'read' : policy === 'ensure')) return true
  accept(internals, order, client)
  // Nothing ever found the one that this tab created.
  if (error && known?.sessions.length === 0 && created.read())
    throw new FrontdeskError('client_not_kept', { cause: error })
  return false
}

interface Found extends Pick<FapiAnswer, 'error' | 'order'> {
  /** As the Frontend API gave it; `null` where there is none. */
  client: unknown
}

async function ask(internals: Internals): Promise<Found> {
  const { json, error, order } = await callFapi(internals, { method: 'GET', path: '/client', timeout: 7000 })
  if (error && !isNoClient(error)) throw error
  return { client: error ? null : unwrap(json), error, order }
}

/** A 401 or 404 by which the Frontend API itself says that there is no client. */
const isNoClient = (error: FrontdeskError) =>
  (error.status === 401 || error.status === 404) &&
  !isForeign(error) &&
  !/^(captcha_required|dev_browser_unauthenticated)$/.test(error.code)

/** Nothing aborts it: that would not undo the request. */
async function create(internals: Internals): Promise<void> {
  const { ambient, created } = internals
  const creations = Number(created.read() ?? 0)
  if (creations >= 2) throw new FrontdeskError('client_not_kept')
  const { json, error, order } = await callFapi(internals, { method: 'POST', path: '/client' })
  if (error) throw error
  created.write(`${creations + 1}`)
  accept(internals, order, unwrap(json))
  // Without locks other tabs create too, and cookies keep only one: all come to show that.
  if (!ambient.locks) post(internals, { type: 'changed' })
}
