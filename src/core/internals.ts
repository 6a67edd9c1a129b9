import type { Ambient } from './ambient'
import type { Clients } from './clients'
import type { Loader } from './loader'
import type { Mutations } from './mutations'
import type { SignOuts } from './signOuts'
import type { ClientCache } from './sync/cache'
import type { Isolation } from './sync/identity'
import type { Lifecycle } from './sync/lifecycle'
import type { Shelf } from './sync/shelf'
import type { Tabs } from './sync/tabs'
import type { Transport } from './transport/request'
import type { SecurityScheme } from './transport/security/scheme'
import type { FrontdeskOptions, FrontdeskState } from './types'

/** What happens to a handle, and who wants to hear of it. */
export interface Hooks {
  /** Somebody needs the handle; what is returned runs when nobody does any more. */
  mount: Set<() => (() => void) | undefined>
  /** The page is shown, focused, online again or restored. */
  wake: Set<() => void>
  /** `shown` was replaced. */
  shown: Set<() => void>
  /** Which sessions are usable may have changed, and tokens may have arrived with them. */
  sessions: Set<() => void>
  /** Another tab has sent a token, or asks for one. Foreign input, so far only of the right shape. */
  tokenMessage: Set<(message: TokenMessage) => void>
}

export interface TokenMessage {
  type: string
  sessionId: string
  template: string
  organizationId: string | null
  jwt: string
}

/** The parts of one handle, wired in `createFrontdesk`. Actions and hooks reach them through the handle. */
export interface Internals {
  options: FrontdeskOptions
  /** Tells the handles of this page apart. */
  id: number
  /** Names this handle's instance in storage, locks, channels and query keys: the key and where it is reached. */
  scope: string
  /** What every path of the Frontend API hangs on, without `/v1`. */
  base: string
  ambient: Ambient
  hooks: Hooks
  /** What the handle shows; replaced as a whole, so that its identity tells whether anything changed. */
  shown: FrontdeskState
  scheme: SecurityScheme
  transport: Transport
  cache: ClientCache
  isolate: Isolation
  clients: Clients
  mutations: Mutations
  signOuts: SignOuts
  /** Creates the client; calls at the same time, over a remount too, share one creation. */
  createOnce: () => Promise<void>
  loader: Loader
  tabs: Tabs
  lifecycle: Lifecycle
  /** This tab's session over reloads; none where the tab follows the others. */
  pin: Shelf | undefined
  /** How often in a row a load of this tab had to create a client. */
  created: Shelf
  /** Runs several changes so that React renders once; React's binding puts TanStack's own here. */
  batch: <T>(task: () => T) => T
}
