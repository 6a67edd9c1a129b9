import type { Engine } from '../engine/engine'
import { send } from '../engine/send'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { isSignedIn } from '../store/shown'
import { accept } from '../store/store'
import { piggyback } from '../wire/envelope'
import { askedFor, type FrontdeskError, isTransient } from '../wire/errors'

const minute = 60_000
/** Longer than it takes to hear what other tabs said meanwhile, and to ask for the client because of it. */
const patience = 200

/**
 * Tells the Frontend API that the tab's session is in use, when the page is come back to: at most once a minute.
 * Where the client is asked for at that moment, that is enough: what this tab shows may be over.
 */
export function setUpFocus(engine: Engine): void {
  const { ambient, loader, onMount, onWake, running } = engine
  const { page } = ambient
  if (!page) return
  let usedAt = 0
  let pause = minute

  async function touch(sessionId: string) {
    try {
      const { json, error, order } = await send(engine, {
        method: 'POST',
        path: `/client/sessions/${encodeURIComponent(sessionId)}/touch`,
        sessionId,
        // It names no organization: another tab may just have chosen one.
        body: new URLSearchParams({ intent: 'focus' }),
      })
      const client = piggyback(json)
      if (client) accept(engine, order, client)
      if (error) throw error
    } catch (caught) {
      const error = caught as FrontdeskError
      pause = Math.max(minute, askedFor(error))
      // Perhaps the session is over; the client tells.
      if (!isTransient(error)) loader.refresh()
    }
  }

  async function look() {
    const { applied } = engine
    // A clock that was set back forbids nothing.
    if (Math.abs(ambient.now() - usedAt) < pause || (await sleep(engine, patience))) return
    const { connection, session } = engine.shown
    const isUsed = page!.visible() && page!.online() && connection.status === 'ready'
    if (!isUsed || !session.sessionId || !isSignedIn(engine, session.sessionId)) return
    usedAt = ambient.now()
    pause = minute
    if (applied === engine.applied && !loader.underWay() && running.size === 0) void touch(session.sessionId)
  }

  onWake.add(() => void share(engine, 'focus', look))
  onMount.add(() => {
    // Loading the page was a use of it, too.
    usedAt = ambient.now()
    return undefined
  })
}
