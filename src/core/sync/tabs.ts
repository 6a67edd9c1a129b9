import { array, looseObject, nullish, string } from 'valibot'
import { end } from '../clients'
import type { Internals } from '../internals'
import { check } from '../resources/parse'
import { text } from '../resources/user'
import type { TokenTarget } from '../tokens/book'

/** All that tabs say to each other. */
export type TabMessage =
  /** The client has changed: ask the Frontend API. */
  | { type: 'changed' }
  /** These sessions are over, and the client with them where it is named; delivered where the Frontend API knows. */
  | { type: 'ended'; sessionIds: readonly string[]; clientId: string | undefined; isDelivered: boolean }
  | ({ type: 'token'; jwt: string } & TokenTarget)
  /** Who has such a token? */
  | ({ type: 'ask' } & TokenTarget)

/** Versioned: what is not understood is ignored. */
const version = 1
const messageSchema = looseObject({
  type: string(),
  sessionIds: nullish(array(string()), []),
  clientId: text,
})

const burst = 50
/** Milliseconds between two looks at the client where no tab can say that it changed. */
const lookAgain = 5000

export const post = ({ channel }: Internals, message: TabMessage): void =>
  channel?.postMessage({ v: version, ...message })

/**
 * Keeps the tabs of one origin in step. What takes rights away is applied at once; all else is only a reason
 * to ask the Frontend API: at once in a visible tab, when it is shown in a hidden one.
 */
export function setUpTabs(internals: Internals): void {
  const { ambient, hooks, scope } = internals
  let cancelBurst: (() => void) | undefined
  let stale = false
  let looked = 0

  function catchUp() {
    if (cancelBurst || !stale || ambient.page?.visible() === false) return
    stale = false
    internals.loader.refresh()
  }

  function onMessage({ data }: { data: unknown }) {
    const { value } = check(messageSchema, data)
    if (value?.v !== version) return
    const { type, sessionIds, clientId, isDelivered } = value
    const isEnd = type === 'ended'
    const isConfirmed = isDelivered !== false
    const isClientGone = isEnd && clientId !== null && clientId === internals.client?.id
    if (isEnd) end(internals, sessionIds, { isClientGone, isConfirmed })
    // A client that is gone and not the one known here may be the one that is here by now; and what its own tab
    // could not deliver, this one may.
    if (type === 'changed' || (isEnd && (!isConfirmed || (clientId !== null && !isClientGone)))) {
      stale = true
      cancelBurst ??= ambient.timeout(() => {
        cancelBurst = undefined
        catchUp()
      }, burst)
    } else if (!isEnd) for (const onOther of hooks.message) onOther(value)
  }

  hooks.wake.add((isRestored) => {
    const now = ambient.now()
    // What was said while a page waited in the back/forward cache, browsers may have dropped.
    if (isRestored || (!internals.channel && Math.abs(now - looked) >= lookAgain)) {
      looked = now
      stale = true
    }
    catchUp()
  })
  hooks.mount.add(() => {
    const channel = ambient.openChannel?.(`frontdesk:${scope}`)
    if (channel) channel.onmessage = onMessage
    internals.channel = channel
    return () => {
      cancelBurst?.()
      cancelBurst = undefined
      channel?.close()
      internals.channel = undefined
    }
  })
}
