import type { Engine } from '../engine/engine'
import { adopt, send } from '../engine/send'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { isSignedIn } from '../store/shown'
import { piggyback } from '../wire/envelope'
import { askedFor, type FrontdeskError, isTransient } from '../wire/errors'

const minute = 60_000
/** Milliseconds in which missed messages of other tabs arrive and start a load. */
const patience = 200

/** Touches the session when the user returns to the page, at most once a minute, unless the client loads just then. */
export function setUpFocus(engine: Engine): void {
  const { ambient, loader, onMount, onAwake, running } = engine
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
        // Send no organization: another tab may just have chosen one.
        body: new URLSearchParams({ intent: 'focus' }),
      })
      adopt(engine, order, piggyback(json))
      if (error) throw error
    } catch (caught) {
      const error = caught as FrontdeskError
      pause = Math.max(minute, askedFor(error))
      // The session may be over. Ask for the client to find out.
      if (!isTransient(error)) loader.refresh()
    }
  }

  async function look() {
    const { applied } = engine
    // A clock that was set back must not block touches.
    if (Math.abs(ambient.now() - usedAt) < pause || (await sleep(engine, patience))) return
    const { connection, session } = engine.shown
    const isUsed = page!.visible() && page!.online() && connection.status === 'ready'
    if (!isUsed || !session.sessionId || !isSignedIn(engine, session.sessionId)) return
    usedAt = ambient.now()
    pause = minute
    if (applied === engine.applied && !loader.underWay() && running.size === 0) void touch(session.sessionId)
  }

  onAwake.add(() => void share(engine, 'focus', look))
  onMount.add(() => {
    // Loading the page counts as use.
    usedAt = ambient.now()
    return undefined
  })
}
