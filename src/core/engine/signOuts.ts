import { post } from '../host/host'
import { exclusively } from '../host/locks'
import { share } from '../host/share'
import { end, withhold } from '../store/store'
import { type FrontdeskError, isForeign, isUndelivered } from '../wire/errors'
import { callFapi } from '../wire/request'
import type { Engine } from './engine'
import { everything, forgetClient, refusalIn, signOutLock, signOutRequest, unmark } from './outbox'
import { change, settle } from './send'

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
  const { ambient, client, loader, outbox } = engine
  const isClientGone = path === everything
  const clientId = isClientGone ? client?.id : undefined
  // Without a client this tab does not know all session ids. Then mark all sessions from before now.
  const isBlind = client === undefined && !path.endsWith('/remove')
  const last = isBlind ? `${ambient.now()}` : clientId
  const marks = last ? [...sessionIds, last] : sessionIds
  let added: readonly string[] = []
  let isConfirmed = true
  withhold(engine, marks, true)
  try {
    await outbox.update((all) => {
      added = marks.filter((mark) => !all.includes(mark))
      return [...all, ...added]
    })
    // Under the lock other tabs do not deliver it too. But never wait for it.
    await exclusively(engine, signOutLock, attempt, 0)
    return { serverConfirmed: isConfirmed }
  } finally {
    withhold(engine, marks, false)
    // The load delivers the sign-out first, and retries until it can.
    if (!isConfirmed) loader.refresh()
  }

  async function attempt() {
    try {
      const answer = await change(engine, () => callFapi(engine, signOutRequest(path)))
        .then((given) => {
          if (refusalIn(given)) settle(engine, given)
          return given
        })
        .catch((error: FrontdeskError) => {
          isConfirmed = !isUndelivered(error) && !isForeign(error)
          if (isConfirmed) throw error
        })
      end(engine, sessionIds, { isClientGone, isConfirmed })
      if (answer && !answer.error && !isClientGone) settle(engine, answer)
      post(engine, { type: 'ended', sessionIds, clientId, isDelivered: isConfirmed })
      // Other tabs must refetch.
      if (!client) post(engine, { type: 'changed' })
      if (answer) await forgetClient(engine, path)
    } finally {
      // If this one is refused, one that was marked before still stands.
      if (isConfirmed) await unmark(engine, added)
    }
  }
}
