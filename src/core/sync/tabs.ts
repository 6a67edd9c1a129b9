import {
  array,
  type InferOutput,
  literal,
  maxLength,
  nullable,
  object,
  optional,
  pipe,
  safeParse,
  string,
  variant,
} from 'valibot'
import type { AmbientChannel } from '../ambient'
import type { Internals } from '../internals'

const version = literal(1)
const target = { sessionId: string(), template: optional(string()), organizationId: nullable(string()) }

/** All that tabs say to each other. Versioned: what is not understood is ignored. */
const messageSchema = variant('type', [
  object({ v: version, type: literal('changed') }),
  object({
    v: version,
    type: literal('ended'),
    sessionIds: pipe(array(string()), maxLength(100)),
    clientId: optional(string()),
  }),
  object({ v: version, type: literal('token'), jwt: string(), ...target }),
  object({ v: version, type: literal('ask'), ...target }),
])

export type TabMessage =
  InferOutput<typeof messageSchema> extends infer M ? (M extends { v: 1 } ? Omit<M, 'v'> : never) : never

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
    const { success, output: message } = safeParse(messageSchema, foreign)
    if (!success || clients.snapshot() === undefined) return
    if (message.type === 'changed') return refetchSoon()
    if (message.type === 'ended') {
      const isOurs = message.clientId !== undefined && message.clientId === clients.snapshot()?.id
      return clients.end(message.sessionIds, { client: isOurs ? 'gone' : 'kept' })
    }
    const { type, v, ...token } = message
    if ('jwt' in token) internals.tokens.arrive({ ...token, template: token.template }, token.jwt, 'tab')
    else internals.tokens.answer({ ...token, template: token.template })
  }

  return {
    connected: () => channel !== undefined,
    catchUp,
    post: (message) => channel?.post({ v: 1, ...message }),
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
