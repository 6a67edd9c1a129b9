import type { QueryClient } from '@tanstack/react-query'
import type { Engine, EngineOptions } from './engine/engine'
import type { Ambient } from './host/ambient'
import type { FrontdeskState } from './store/shown'
import type { StoreOptions } from './store/store'
import type { WireOptions } from './wire/wire'

/** The type of `sessionCookie` in `frontdesk/core`. Apps that do not import it do not download it. */
export type SessionCookie = (frontdesk: Frontdesk) => void

/** The type of `lastKnownClient` in `frontdesk/core`. Apps that do not import it do not download it. */
export type LastKnownClient = (frontdesk: Frontdesk) => void

/** Options of a handle. */
export interface FrontdeskOptions extends WireOptions, EngineOptions, StoreOptions {
  /**
   * `'pinned'` (default): a tab keeps its session. `'follow'` (default with `sessionCookie` or `initialState`): tabs share
   * the last active one.
   */
  tabSession?: 'pinned' | 'follow' | undefined
  /** Whether returning to the page touches the session, at most once a minute. Default: true. */
  touchOnFocus?: boolean | undefined
  /** `sessionCookie` of `frontdesk/core`: keeps the session token in cookies, for servers; tabs then follow. Default: none. */
  sessionCookie?: SessionCookie | undefined
  /**
   * `lastKnownClient` of `frontdesk/core`: remembers the client, so that an app opened without a network shows who was
   * signed in. Default: none.
   */
  lastKnownClient?: LastKnownClient | undefined
  /** Replaces parts of the environment: fetch, clock, cookies, … Default: the page's. */
  ambient?: Partial<Ambient> | undefined
}

/** A handle on this page's client, made by `createFrontdesk()` or `<ClientProvider>`. Actions take it. */
export interface Frontdesk {
  readonly publishableKey: string
  readonly queryClient: QueryClient
  /** The connection and this tab's session. The same object until one of them changes. */
  readonly state: FrontdeskState
  /** Calls `listener` after each change of `state`. Returns a function that stops it. */
  subscribe(listener: () => void): () => void
  /**
   * Sends the first `GET /v1/client` before the mount, to save time. Creates and shows nothing, and keeps the answer
   * for 5 s. Does nothing with a development key, with `nativeScheme()`, while a sign-out waits to be delivered, or
   * once the handle has sent a request.
   */
  preload(): void
  /** Loads the client and syncs it with other tabs. Counted: each call needs its `unmount()`. */
  mount(): void
  unmount(): void
  /** @internal */
  readonly _internal: Engine
}
