import type { Ambient } from './ambient'
import type { Clients } from './clients'
import type { Creations } from './creations'
import type { Loader } from './loader'
import type { Mutations } from './mutations'
import type { SignOuts } from './signOuts'
import type { ClientCache } from './sync/cache'
import type { Lifecycle } from './sync/lifecycle'
import type { Marks } from './sync/marks'
import type { TabSession } from './sync/tabSession'
import type { Tabs } from './sync/tabs'
import type { Refresher } from './tokens/refresh'
import type { Store } from './tokens/store'
import type { Tokens } from './tokens/tokens'
import type { Transport } from './transport/request'
import type { SecurityScheme } from './transport/security/scheme'
import type { FrontdeskOptions } from './types'

/** The parts of one handle, wired in `createFrontdesk`. Actions and hooks reach them through the handle. */
export interface Internals {
  options: FrontdeskOptions
  /** Names this handle's instance in storage, locks, channels and query keys: the key and where it is reached. */
  scope: string
  ambient: Ambient
  store: Store
  scheme: SecurityScheme
  transport: Transport
  cache: ClientCache
  clients: Clients
  created: Creations
  marks: Marks
  mutations: Mutations
  signOuts: SignOuts
  tabSession: TabSession
  loader: Loader
  tokens: Tokens
  refresher: Refresher
  tabs: Tabs
  /** Runs several changes so that React renders once; React's binding puts TanStack's own here. */
  batch: <T>(task: () => T) => T

  lifecycle: Lifecycle
}
