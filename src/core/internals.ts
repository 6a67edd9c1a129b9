import type { Ambient, AmbientChannel } from './ambient'
import type { Loader } from './loader'
import type { Client, ClientAnswer } from './resources/client'
import type { Isolation } from './sync/identity'
import type { Marks } from './sync/marks'
import type { Shelf } from './sync/shelf'
import type { SecurityScheme } from './transport/security/scheme'
import type { FrontdeskOptions, FrontdeskState } from './types'

/** What happens to a handle, and who wants to hear of it. */
export interface Hooks {
  /** Somebody needs the handle; what is returned runs when nobody does any more. */
  mount: Set<() => (() => void) | undefined>
  /** The page is shown, focused, online again, or restored from the back/forward cache. */
  wake: Set<(isRestored?: boolean) => void>
  /** `shown` was replaced: for those who render it. On a turn from one identity to another they are to do so at once. */
  shown: Set<(how: 'turn' | undefined) => void>
  /** The same, for all others: whatever one of them makes render, those who render know by then. */
  told: Set<() => void>
  /** Which sessions are usable may have changed, and tokens may have arrived with them. */
  sessions: Set<() => void>
  /** Another tab says something that only some apps care for. Foreign input: an object, and no more is known. */
  message: Set<(message: unknown) => void>
}

/**
 * What one handle knows, and the parts that keep knowledge of their own. The functions of this folder take it
 * as their first argument; actions and hooks reach it through the handle.
 */
export interface Internals {
  options: FrontdeskOptions
  /** Tells the handles of this page apart. */
  id: number
  /** Names this handle's instance in storage, locks, channels and query keys: the key and where it is reached. */
  scope: string
  /** What every path of the Frontend API hangs on, without a trailing slash. */
  base: string
  ambient: Ambient
  hooks: Hooks
  /** What the handle shows; replaced as a whole, so that its identity tells whether anything changed. */
  shown: FrontdeskState
  scheme: SecurityScheme
  isolate: Isolation
  loader: Loader
  /** The parts that only some apps want, by what made them. */
  parts: Map<unknown, unknown>
  /** Runs several changes so that React renders once; React's binding puts TanStack's own here. */
  batch: <T>(task: () => T) => T
  /** Has a listener hear of `shown` as those who render do, until the returned function is called. */
  watch: (listener: (how: 'turn' | undefined) => void) => () => void
  /** How often a known identity, or nobody, gave way to another. */
  turns: number

  /** The client as last heard; `null` where there is none, `undefined` before the first answer. */
  client: Client | null | undefined
  /** The session tokens that came with it. */
  arrived: ClientAnswer['tokens']
  /** When they did, by this device's clock. */
  arrivedAt: number
  /** How many requests were sent. */
  sent: number
  /** Which of them gave the client. */
  applied: number
  /** Which of them was the last that may have changed it, and was answered. */
  mutated: number
  /** Sessions known to be over, each with the last request whose answer may still speak of it. */
  ended: Map<string, number>
  /** The sessions that each sign-out under way is to end: no tokens of theirs are handed out. */
  withheld: Set<readonly string[]>

  /** What is under way and shared, by name. */
  flights: Map<string, Promise<unknown>>
  /** The requests under way that may change the client. */
  mutations: Set<Promise<unknown>>
  /** What became of some of them is not known: the next load tells, and the other tabs are to hear of it. */
  uncertain: boolean

  mounts: number
  /** Aborts one macrotask after the last unmount; the next mount has another. */
  lifetime: AbortController
  /** To the other tabs, while mounted. */
  channel: AmbientChannel | undefined
  /** This tab's session over reloads; none where the tab follows the others. */
  pin: Shelf | undefined
  /** How often in a row a load of this tab had to create a client. */
  created: Shelf
  /** The sign-outs that could not be delivered yet. */
  marks: Marks
}
