import { array, looseObject, nullish, number, safeParse, string } from 'valibot'
import type { AmbientChannel } from '../ambient'
import type { Internals } from '../internals'
import { text } from '../resources/user'
import type { TokenTarget } from '../tokens/store'

/** All that tabs say to each other. Versioned: what is not understood is ignored. */
export type TabMessage =
  /** The client has changed: ask the Frontend API. */
  | { type: 'changed' }
  /** These sessions are over, and the client with them where it is named. */
  | { type: 'ended'; sessionIds: readonly string[]; clientId: string | undefined }
  | ({ type: 'token'; jwt: string } & TokenTarget)
  /** Who has such a token? */
  | ({ type: 'ask' } & TokenTarget)

const messageSchema = looseObject({
  v: number(),
  type: string(),
  sessionIds: nullish(array(string()), []),
  clientId: nullish(string()),
  sessionId: nullish(string(), ''),
  template: nullish(string()),
  organizationId: text(),
  jwt: nullish(string(), ''),
})
const version = 1

export interface Tabs {
  /** Whether other tabs can be heard at all. */
  connected(): boolean
  post(message: TabMessage): void
  /** Asks the Frontend API, if another tab has given reason to and this one is shown. */
  catchUp(): void
  setup(): () => void
}

const burst = 50

/**
 * Keeps the tabs of one origin in step. What takes rights away is applied at once; all else is only a reason
 * to ask the Frontend API: at once in a visible tab, when it is shown in a hidden one.
 */
export function createTabs(internals: Internals): Tabs {
  const { ambient, clients, scope } = internals
  let channel: AmbientChannel | undefined
  let cancelRefetch: (() => void) | undefined
  let stale = false

  function refetchSoon() {
    stale = true
    cancelRefetch ??= ambient.timeout(() => {
      cancelRefetch = undefined
      catchUp()
    }, burst)
  }

  function catchUp() {
    if (cancelRefetch || !stale || ambient.page?.visible() === false) return
    stale = false
    void internals.loader.reload().catch(() => {})
  }

  function onMessage(foreign: unknown) {
    const { success, output } = safeParse(messageSchema, foreign)
    if (!success || output.v !== version || clients.snapshot() === undefined) return
    const { type, sessionIds, clientId, sessionId, template, organizationId, jwt } = output
    const target = { sessionId, template: template ?? undefined, organizationId }
    if (type === 'changed') refetchSoon()
    else if (type === 'ended') {
      const isOurs = clientId && clientId === clients.snapshot()?.id
      clients.end(sessionIds, { client: isOurs ? 'gone' : 'kept' })
    } else if (type === 'token') internals.tokens.arrive(target, jwt, 'tab')
    else if (type === 'ask') internals.tokens.answer(target)
  }

  return {
    connected: () => channel !== undefined,
    catchUp,
    post: (message) => channel?.post({ v: version, ...message }),
    setup() {
      channel = ambient.openChannel?.(`frontdesk:${scope}`)
      channel?.onMessage(onMessage)
      return () => {
        cancelRefetch?.()
        cancelRefetch = undefined
        channel?.close()
        channel = undefined
      }
    },
  }
}
