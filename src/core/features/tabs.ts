import type { Engine } from '../engine/engine'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { announce, end, follow } from '../store/store'
import { list, optional, string } from '../wire/shape'

/** Milliseconds in which several messages cause one load. */
const burst = 50
/** Milliseconds between refetches on wake-up, in browsers without a channel to other tabs. */
const lookAgain = 5000

/** Messages are untrusted input. */
const readIds = optional(list(string), [])

/** An `ended` message is applied at once, as it only takes rights away. On `changed` a tab refetches once visible. */
export function setUpTabs(engine: Engine): void {
  const { ambient, flights, loader, onMessage, onAwake } = engine
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
    if (message.type === 'changed' || (message.type === 'shown' && !follow(engine, message.sessionId)))
      catchUpSoon()
    if (message.type === 'withheld') announce(engine)
    if (message.type !== 'ended') return
    const { clientId } = message
    const isConfirmed = message.isDelivered !== false
    const isClientGone = clientId !== undefined && clientId === engine.client?.id
    end(engine, readIds(message.sessionIds, ''), { isClientGone, isConfirmed })
    if (isClientGone) engine.created.write()
    // Another client's id means that this tab is out of date. An undelivered sign-out may be deliverable from
    // here.
    if (!isConfirmed || (clientId !== undefined && !isClientGone)) catchUpSoon()
  })
  onAwake.add((isRestored) => {
    const now = ambient.now()
    // Browsers may drop messages for pages in the back/forward cache.
    if (isRestored || (!engine.page.channel && Math.abs(now - looked) >= lookAgain)) {
      looked = now
      isStale = true
    }
    if (!flights.has('burst')) catchUp()
  })
}
