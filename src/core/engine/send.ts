import { post, type Writable } from '../host/host'
import { exclusively } from '../host/locks'
import { isSignedIn } from '../store/shown'
import { accept } from '../store/store'
import { piggyback, unwrap } from '../wire/envelope'
import { FrontdeskError } from '../wire/errors'
import { callFapi, type FapiAnswer, type FapiRequest } from '../wire/request'
import type { Engine } from './engine'
import { flushOutbox } from './outbox'

/** Sends a request that may change the client, and applies its answer. @returns the resource in it. */
export const sendAndSettle = async (engine: Engine, request: FapiRequest): Promise<unknown> =>
  settle(engine, await send(engine, request))

export async function send(engine: Writable<Engine>, request: FapiRequest): Promise<FapiAnswer> {
  const { loader } = engine
  // A request during the bootstrap could create a second client. Send even if the bootstrap fails.
  if (engine.client === undefined) await loader.underWay()
  await flushOutbox(engine)
  const { path, sessionId } = request
  if (sessionId && !isSignedIn(engine, sessionId))
    throw new FrontdeskError('session_not_found', { about: sessionId })
  const call = () => callFapi(engine, request)
  if (engine.client && !/\/sign_/.test(path)) return change(engine, call)
  // Without a known client this may create one, and a sign-in replaces the cookie. None may cross another, nor a bootstrap.
  return change(engine, () => exclusively(engine, 'bootstrap', call))
}

/** @param call - sends a request that may change the client. */
export async function change(
  { loader, running }: Engine,
  call: () => Promise<FapiAnswer>,
): Promise<FapiAnswer> {
  // The server may process concurrent changes in any order. Refetch afterwards.
  if (running.size > 0) loader.doubt()
  const answer = call()
  running.add(answer)
  try {
    return await answer
  } catch (error) {
    // The outcome is unknown. Refetch, which also updates the connection status.
    loader.doubt()
    throw error
  } finally {
    running.delete(answer)
    if (running.size === 0) loader.resolveDoubt()
  }
}

export function settle(
  engine: Writable<Engine>,
  { json, error, order }: FapiAnswer,
  client = piggyback(json),
): unknown {
  const { ambient, client: before, created, loader, scheme } = engine
  engine.changed = order
  // A late answer is stale, but its change may be news to this tab and to others.
  if (client && order < engine.applied) {
    loader.doubt()
    loader.refresh()
  }
  adopt(engine, order, client)
  if (engine.client !== before) post(engine, { type: 'changed' })
  if (engine.client && (engine.client.id !== before?.id || scheme.isForgotten?.(engine))) {
    created.write(`${created.read()}1`)
    // Where a reload could not tell, find out now whether the browser keeps the client.
    if (ambient.page && !ambient.tabStorage) loader.refresh()
  }
  // A 401 is about the session. Ask for the client to learn whether it is gone too.
  if (error?.status === 401 && error.code !== 'captcha_required') loader.refresh()
  if (error) throw error
  return unwrap(json)
}

/** Applies a client that rides along, if any. What is wrong with it never masks the result of the call. */
export function adopt(engine: Engine, order: number, client: unknown): void {
  try {
    if (client) accept(engine, order, client)
  } catch (fault) {
    engine.warnOnce(fault as FrontdeskError)
    post(engine, { type: 'changed' })
    engine.loader.refresh()
  }
}
