import { post } from '../host/host'
import { share } from '../host/share'
import { end, withhold } from '../store/store'
import { type FrontdeskError, isUndelivered } from '../wire/errors'
import type { Engine } from './engine'
import { everything, forgetClient, isRefused, signOutRequest } from './outbox'
import { send, settle } from './send'

/** The outcome of a sign-out. */
export interface SignOutResult {
  /** False if the Frontend API could not be reached: signed out on this device, and delivered as soon as possible. */
  readonly serverConfirmed: boolean
}

/** Final: no late answer brings the sessions back. */
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
    // Without a client this tab knows no session ids. Other tabs must refetch.
    if (!client) post(engine, { type: 'changed' })
    if (answer) await forgetClient(engine, path)
    // The load delivers the sign-out first, and retries until it can.
    else loader.refresh()
    return { serverConfirmed: isConfirmed }
  } finally {
    withhold(engine, sessionIds, false)
  }
}
