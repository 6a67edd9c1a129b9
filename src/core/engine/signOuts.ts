import { post } from '../host/host'
import { share } from '../host/share'
import { end, withhold } from '../store/store'
import { type FrontdeskError, isUndelivered } from '../wire/errors'
import type { Engine } from './engine'
import { everything, forgetClient, isRefused, signOutRequest } from './outbox'
import { send, settle } from './send'

/** What became of a sign-out. */
export interface SignOutResult {
  /** False where the Frontend API could not be reached: signed out here, and there as soon as it can be. */
  readonly serverConfirmed: boolean
}

/** Signs out by calling `path`, finally: what is done is not undone by any late answer. */
export const endSessions = (
  engine: Engine,
  path: string,
  sessionIds: readonly string[],
): Promise<SignOutResult> => share(engine, path + sessionIds, () => signOut(engine, path, sessionIds))

async function signOut(engine: Engine, path: string, sessionIds: readonly string[]): Promise<SignOutResult> {
  const { client, loader, outbox } = engine
  const isClientGone = path === everything
  withhold(engine, sessionIds, true)
  try {
    const answer = await send(engine, signOutRequest(path)).catch((error: FrontdeskError) => {
      if (!isUndelivered(error)) throw error
    })
    if (!answer) await outbox.update((paths) => [...paths, path])
    else if (isRefused(answer.error)) settle(engine, answer)
    const isConfirmed = Boolean(answer)
    end(engine, sessionIds, { isClientGone, isConfirmed })
    if (answer && !answer.error && !isClientGone) settle(engine, answer)
    const clientId = isClientGone ? client?.id : undefined
    post(engine, { type: 'ended', sessionIds, clientId, isDelivered: isConfirmed })
    // What this tab does not know it cannot name.
    if (!client) post(engine, { type: 'changed' })
    if (answer) await forgetClient(engine, path)
    // It goes on trying until that, too, is delivered.
    else loader.refresh()
    return { serverConfirmed: isConfirmed }
  } finally {
    withhold(engine, sessionIds, false)
  }
}
