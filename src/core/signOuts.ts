import { end, withhold } from './clients'
import { type FrontdeskError, isUndelivered } from './errors'
import type { Internals } from './internals'
import { send, settle } from './mutations'
import { share } from './share'
import { post } from './sync/tabs'
import { everything, forget, isRefused, signOutRequest } from './undelivered'

/** What became of a sign-out. */
export interface SignOutResult {
  /** False where the Frontend API could not be reached: signed out here, and there as soon as it can be. */
  readonly serverConfirmed: boolean
}

/** Signs out by calling `path`, finally: what is done is not undone by any late answer. */
export const endSessions = (
  internals: Internals,
  path: string,
  sessionIds: readonly string[],
): Promise<SignOutResult> => share(internals, path + sessionIds, () => signOut(internals, path, sessionIds))

async function signOut(
  internals: Internals,
  path: string,
  sessionIds: readonly string[],
): Promise<SignOutResult> {
  const { client, loader, marks } = internals
  const isClientGone = path === everything
  withhold(internals, sessionIds, true)
  try {
    const answer = await send(internals, signOutRequest(path)).catch((error: FrontdeskError) => {
      if (!isUndelivered(error)) throw error
    })
    if (!answer) await marks.update((known) => [...known, path])
    else if (isRefused(answer.error)) settle(internals, answer)
    const isConfirmed = Boolean(answer)
    end(internals, sessionIds, { isClientGone, isConfirmed })
    if (answer && !answer.error && !isClientGone) settle(internals, answer)
    const clientId = isClientGone ? client?.id : undefined
    post(internals, { type: 'ended', sessionIds, clientId, isDelivered: isConfirmed })
    // What this tab does not know it cannot name.
    if (!client) post(internals, { type: 'changed' })
    if (answer) await forget(internals, path)
    // It goes on trying until that, too, is delivered.
    else loader.refresh()
    return { serverConfirmed: isConfirmed }
  } finally {
    withhold(internals, sessionIds, false)
  }
}
