import type { QueryClient } from '@tanstack/react-query'
import type { Engine, EngineOptions } from './engine/engine'
import type { Ambient } from './host/ambient'
import type { FrontdeskState } from './store/shown'
import type { StoreOptions } from './store/store'
import type { WireOptions } from './wire/wire'

/** What `frontdesk/core` exports as `sessionCookie`; an app without it does without its weight. */
export type SessionCookie = (frontdesk: Frontdesk) => void

/** What a handle is made of. */
export interface FrontdeskOptions extends WireOptions, EngineOptions, StoreOptions {
  /** `'pinned'` (default): a tab keeps its session. `'follow'`: all tabs show the client's last active session; default with `sessionCookie`. */
  tabSession?: 'pinned' | 'follow' | undefined
  /** Whether coming back to the page tells the Frontend API that its session is in use, at most once a minute. Default: true. */
  touchOnFocus?: boolean | undefined
  /** `sessionCookie` of `frontdesk/core`: keeps the session's token in cookies, for servers. Default: none. */
  sessionCookie?: SessionCookie | undefined
  /** Replaces parts of the surroundings: fetch, clock, cookies, … Default: those of the page. */
  ambient?: Partial<Ambient> | undefined
}

/** One page's hold on its client. Made by `createFrontdesk()`, or by `<ClientProvider>`; opaque: actions take it. */
export interface Frontdesk {
  readonly publishableKey: string
  readonly queryClient: QueryClient
  /** The connection and this tab's session, as they are now. The same object until one of them changes. */
  readonly state: FrontdeskState
  /** Calls `listener` after each change of `state`; returns a function that stops it. */
  subscribe(listener: () => void): () => void
  /**
   * Sends the first `GET /v1/client` at once, so that its answer is there sooner once the handle is mounted. Nothing
   * is created or shown before that. Does nothing where something else must come first: a sign-out that waits to be
   * delivered, a dev browser, a storage that takes its time.
   */
  preload(): void
  /** Loads the client and keeps it in step with other tabs. Counted: each needs its `unmount()`. */
  mount(): void
  unmount(): void
  /** @internal */
  readonly _internal: Engine
}
