import type { Engine } from '../engine/engine'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { end } from '../store/store'
import { list, optional, string } from '../wire/shape'

/** Milliseconds in which messages count as one. */
const burst = 50
/** Milliseconds between two looks at the client where no tab can say that it changed. */
const lookAgain = 5000

/** Messages are foreign input. */
const readIds = optional(list(string), [])

/**
 * Keeps the tabs of one origin in step. Two kinds of messages are heard:
 * - `{ type: 'ended', sessionIds, clientId, isDelivered }`: these sessions are over, and the client with them where it
 *   is named. Takes rights away, so it is applied at once.
 * - `{ type: 'changed' }`: a reason to ask the Frontend API, at once in a visible tab, when it is shown in a hidden one.
 */
export function setUpTabs(engine: Engine): void {
  const { ambient, flights, loader, onMessage, onWake } = engine
  let isStale = false
  let looked = 0

  function catchUp() {
    if (!isStale || ambient.page?.visible() === false) return
    isStale = false
    loader.refresh()
  }

  function catchUpSoon() {
    isStale = true
    void share(engine, 'burst', async () => (await sleep(engine, burst)) || catchUp())
  }

  onMessage.add((message) => {
    if (message.type === 'changed') catchUpSoon()
    if (message.type !== 'ended') return
    const { clientId } = message
    const isConfirmed = message.isDelivered !== false
    const isClientGone = clientId !== undefined && clientId === engine.client?.id
    end(engine, readIds(message.sessionIds, ''), { isClientGone, isConfirmed })
    // A client that is gone and not the one known here may be the one that is here by now; and what its own tab
    // could not deliver, this one may.
    if (!isConfirmed || (clientId !== undefined && !isClientGone)) catchUpSoon()
  })
  onWake.add((isRestored) => {
    const now = ambient.now()
    // What was said while a page waited in the back/forward cache, browsers may have dropped.
    if (isRestored || (!engine.channel && Math.abs(now - looked) >= lookAgain)) {
      looked = now
      isStale = true
    }
    if (!flights.has('burst')) catchUp()
  })
}
