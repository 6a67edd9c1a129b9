import type { Engine } from '../engine/engine'
import { end } from '../store/store'
import { list, optional, string } from '../wire/shape'

/** Milliseconds in which messages count as one. */
const burst = 50
/** Milliseconds between two looks at the client where no tab can say that it changed. */
const lookAgain = 5000

// Messages are foreign input.
const readIds = optional(list(string), [])
const readId = optional(string, undefined)

/**
 * Keeps the tabs of one origin in step. Two kinds of messages are heard:
 * - `{ type: 'ended', sessionIds, clientId, isDelivered }`: these sessions are over, and the client with them where it
 *   is named. Takes rights away, so it is applied at once.
 * - `{ type: 'changed' }`: a reason to ask the Frontend API, at once in a visible tab, when it is shown in a hidden one.
 */
export function setUpTabs(engine: Engine): void {
  const { ambient, loader, onMessage, onMount, onWake } = engine
  let cancelBurst: (() => void) | undefined
  let isStale = false
  let looked = 0

  function catchUp() {
    if (cancelBurst || !isStale || ambient.page?.visible() === false) return
    isStale = false
    loader.refresh()
  }

  function catchUpSoon() {
    isStale = true
    cancelBurst ??= ambient.timeout(() => {
      cancelBurst = undefined
      catchUp()
    }, burst)
  }

  onMessage.add((message) => {
    if (message.type === 'changed') catchUpSoon()
    if (message.type !== 'ended') return
    const clientId = readId(message.clientId, '')
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
    catchUp()
  })
  onMount.add(() => () => {
    cancelBurst?.()
    cancelBurst = undefined
  })
}
