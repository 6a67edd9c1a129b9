import { accept } from './clients'
import { FrontdeskError } from './errors'
import type { Internals } from './internals'
import { exclusively } from './sync/locks'
import { isSignedIn } from './sync/session'
import { post } from './sync/tabs'
import { piggyback, unwrap } from './transport/envelope'
import { callFapi, type FapiAnswer, type FapiRequest } from './transport/request'
import { flushSignOuts } from './undelivered'

/**
 * Sends a request that may change the client, takes over the client that its answer carries, and tells the
 * other tabs.
 *
 * @returns the resource in the answer.
 * @throws FrontdeskError
 */
export const mutate = async (internals: Internals, request: FapiRequest): Promise<unknown> =>
  settle(internals, await send(internals, request))

/** The first half of `mutate`: sends, and applies nothing. */
export async function send(internals: Internals, request: FapiRequest): Promise<FapiAnswer> {
  const { loader, mutations } = internals
  // While it bootstraps, a sign-in too would create a client. A bootstrap that failed forbids nothing.
  if (internals.client === undefined) await loader.settled()
  await flushSignOuts(internals)
  const { sessionId } = request
  // It may have ended while this waited.
  if (sessionId && !isSignedIn(internals, sessionId))
    throw new FrontdeskError('session_not_found', { about: sessionId })
  // Nobody knows in which order the server takes two mutations that run at once.
  internals.uncertain ||= mutations.size > 0
  const call = () => callFapi(internals, request)
  // Where no client is known this may make one, and another tab may be about to.
  const answer = internals.client ? call() : exclusively(internals, 'bootstrap', call)
  mutations.add(answer)
  try {
    return await answer
  } catch (error) {
    // Whether the Frontend API can be reached at all: the connection is to say so, and to recover.
    internals.uncertain = true
    throw error
  } finally {
    mutations.delete(answer)
    if (internals.uncertain && mutations.size === 0) loader.refresh()
  }
}

/** The second half of `mutate`. */
export function settle(
  internals: Internals,
  { json, error, order }: FapiAnswer,
  client = piggyback(json),
): unknown {
  const before = internals.client
  internals.mutated = order
  // One that comes too late says nothing of now, but what it did may be news, here and in the other tabs.
  if (client && order < internals.applied) {
    internals.uncertain = true
    internals.loader.refresh()
  }
  if (client) accept(internals, order, client)
  if (internals.client !== before) post(internals, { type: 'changed' })
  // A 401 speaks of the session, not of the client: whether that is gone, only the client tells.
  if (error?.status === 401 && error.code !== 'captcha_required') internals.loader.refresh()
  if (error) throw error
  return unwrap(json)
}
