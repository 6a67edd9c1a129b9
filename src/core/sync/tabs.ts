import { array, looseObject, nullish, number, string } from 'valibot'
import type { AmbientChannel } from '../ambient'
import type { Internals } from '../internals'
import { check } from '../resources/parse'
import { text } from '../resources/user'
import type { TokenTarget } from '../tokens/book'

/** All that tabs say to each other. */
export type TabMessage =
  /** The client has changed: ask the Frontend API. */
  | { type: 'changed' }
  /** These sessions are over, and the client with them where it is named. */
  | { type: 'ended'; sessionIds: readonly string[]; clientId: string | undefined }
  | ({ type: 'token'; jwt: string } & TokenTarget)
  /** Who has such a token? */
  | ({ type: 'ask' } & TokenTarget)

/** Versioned: what is not understood is ignored. */
const version = 1
const messageSchema = looseObject({
  v: number(),
  type: string(),
  sessionIds: nullish(array(string()), []),
  clientId: text(),
  sessionId: nullish(string(), ''),
  template: nullish(string(), ''),
  organizationId: text(),
  jwt: nullish(string(), ''),
})

export interface Tabs {
  /** Whether other tabs can be heard at all. */
  connected(): boolean
  post(message: TabMessage): void
}

const burst = 50

/**
 * Keeps the tabs of one origin in step. What takes rights away is applied at once; all else is only a reason
 * to ask the Frontend API: at once in a visible tab, when it is shown in a hidden one.
 */
export function createTabs(internals: Internals): Tabs {
  const { ambient, clients, hooks, scope } = internals
  let channel: AmbientChannel | undefined
  let cancelBurst: (() => void) | undefined
  let stale = false

  function catchUp() {
    if (cancelBurst || !stale || ambient.page?.visible() === false) return
    stale = false
    internals.loader.refresh()
  }

  function onMessage({ data }: { data: unknown }) {
    const { value } = check(messageSchema, data)
    if (value?.v !== version) return
    const { type, sessionIds, clientId } = value
    if (type === 'changed') {
      stale = true
      cancelBurst ??= ambient.timeout(() => {
        cancelBurst = undefined
        catchUp()
      }, burst)
    } else if (type === 'ended') {
      const isClientGone = clientId !== null && clientId === clients.snapshot()?.id
      clients.end(sessionIds, { isClientGone, isConfirmed: true })
    } else for (const onTokenMessage of hooks.tokenMessage) onTokenMessage(value)
  }

  hooks.wake.add(catchUp)
  hooks.mount.add(() => {
    channel = ambient.openChannel?.(`frontdesk:${scope}`)
    if (channel) channel.onmessage = onMessage
    return () => {
      cancelBurst?.()
      cancelBurst = undefined
      channel?.close()
      channel = undefined
    }
  })

  return {
    connected: () => channel !== undefined,
    post: (message) => channel?.postMessage({ v: version, ...message }),
  }
}
