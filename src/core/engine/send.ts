import { post, type Writable } from '../host/host'
import { exclusively } from '../host/locks'
import { isSignedIn } from '../store/shown'
import { accept } from '../store/store'
import { piggyback, unwrap } from '../wire/envelope'
import { FrontdeskError } from '../wire/errors'
import { callFapi, type FapiAnswer, type FapiRequest } from '../wire/request'
import type { Engine } from './engine'
import { flushOutbox } from './outbox'

/**
 * Sends a request that may change the client, takes over the client that its answer carries, and tells the
 * other tabs.
 *
 * @returns the resource in the answer.
 * @throws FrontdeskError
 */
export const sendAndSettle = async (engine: Engine, request: FapiRequest): Promise<unknown> =>
  settle(engine, await send(engine, request))

/** The first half: sends, and applies nothing. */
export async function send(engine: Writable<Engine>, request: FapiRequest): Promise<FapiAnswer> {
  const { loader, running } = engine
  // While it bootstraps, a sign-in too would create a client. A bootstrap that failed forbids nothing.
  if (engine.client === undefined) await loader.underWay()
  await flushOutbox(engine)
  const { sessionId } = request
  // It may have ended while this waited.
  if (sessionId && !isSignedIn(engine, sessionId))
    throw new FrontdeskError('session_not_found', { about: sessionId })
  // Nobody knows in which order the server takes two changes that run at once.
  if (running.size > 0) loader.doubt()
  const call = () => callFapi(engine, request)
  // Where no client is known this may make one, and another tab may be about to.
  const answer = engine.client ? call() : exclusively(engine, 'bootstrap', call)
  running.add(answer)
  try {
    return await answer
  } catch (error) {
    // Whether the Frontend API can be reached at all: the connection is to say so, and to recover.
    loader.doubt()
    throw error
  } finally {
    running.delete(answer)
    if (running.size === 0) loader.resolveDoubt()
  }
}

/** The second half. */
export function settle(
  engine: Writable<Engine>,
  { json, error, order }: FapiAnswer,
  client = piggyback(json),
): unknown {
  const { client: before, loader } = engine
  engine.changed = order
  // One that comes too late says nothing of now, but what it did may be news, here and in the other tabs.
  if (client && order < engine.applied) {
    loader.doubt()
    loader.refresh()
  }
  if (client) accept(engine, order, client)
  if (engine.client !== before) post(engine, { type: 'changed' })
  // A 401 speaks of the session, not of the client: whether that is gone, only the client tells.
  if (error?.status === 401 && error.code !== 'captcha_required') loader.refresh()
  if (error) throw error
  return unwrap(json)
}
