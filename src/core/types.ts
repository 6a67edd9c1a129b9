import type { QueryClient } from '@tanstack/react-query'
import type { Ambient } from './ambient'
import type { FrontdeskError } from './errors'
import type { Internals } from './internals'
import type { Session } from './resources/session'
import type { SessionClaims } from './tokens/jwt'

/** Where a native app keeps the client token, e.g. a secure store. */
export interface NativeStorage {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
}

/** Which queries of the app belong to the signed-in identity, and go when it changes. */
export type IsolateCache =
  | 'user'
  | 'organization'
  | false
  | ((query: { queryKey: readonly unknown[] }) => boolean)

/** What `frontdesk/core` exports as `sessionCookie`; an app without it does without its weight. */
export type SessionCookie = (frontdesk: Frontdesk) => void

/** What a handle is made of. */
export interface FrontdeskOptions {
  /** `pk_test_…` or `pk_live_…`: names the instance and says development or production. */
  publishableKey: string
  /** Where the Frontend API is reached instead of the key's host: an http(s) URL, or a path of this origin. */
  proxyUrl?: string | undefined
  /** The app's domain in production: the Frontend API is then `https://clerk.<domain>`. */
  domain?: string | undefined
  /** Holds the client; the app's own queries in it are kept apart by identity. */
  queryClient: QueryClient
  /** `'browser'` (default): cookies, in development the dev browser. `'native'`: `Authorization`, needs `storage`. */
  scheme?: 'browser' | 'native' | undefined
  /** Where the native client token lives. Required with `scheme: 'native'`. */
  storage?: NativeStorage | undefined
  /** When a client is made: on 401 and 404 (`'create'`, default), on an empty 200 too (`'ensure'`), or never (`'read'`). */
  bootstrap?: 'create' | 'ensure' | 'read' | undefined
  /** `'pinned'` (default): a tab keeps its session. `'follow'`: all tabs show the client's last active session; default with `sessionCookie`. */
  tabSession?: 'pinned' | 'follow' | undefined
  /** Whether coming back to the page tells the Frontend API that its session is in use, at most once a minute. Default: true. */
  touchOnFocus?: boolean | undefined
  /** `sessionCookie` of `frontdesk/core`: keeps the session's token in cookies, for servers. Default: none. */
  sessionCookie?: SessionCookie | undefined
  /** What makes an identity for the app's cache: the user (default), the organization too, nothing, or the queries named. */
  isolateCache?: IsolateCache | undefined
  /** Replaces parts of the surroundings: fetch, clock, cookies, … Default: those of the page. */
  ambient?: Partial<Ambient> | undefined
}

/** Whether the client is known, and how fresh. `error` says why it is not. */
export type ConnectionStatus =
  | { readonly status: 'loading'; readonly error: undefined }
  | { readonly status: 'ready'; readonly error: undefined }
  /** The last known client is shown; newer news cannot be had right now. It recovers by itself. */
  | { readonly status: 'degraded'; readonly error: FrontdeskError }
  | { readonly status: 'error'; readonly error: FrontdeskError }

interface SignedIn {
  readonly sessionId: string
  readonly userId: string
  /** The active organization; `null` in the personal workspace. */
  readonly organizationId: string | null
  readonly session: Session
}

interface WithClaims {
  /** The session token's claims but those that move with time; undefined before the first token. */
  readonly claims: SessionClaims | undefined
}

type Nobody<Nothing> = { readonly [K in keyof SignedIn]: Nothing }

interface Statuses {
  /** Not known yet. */
  loading: { readonly status: 'loading' } & Nobody<undefined>
  signedIn: { readonly status: 'signed-in' } & SignedIn
  /** Signed in, with a task to finish first. */
  pending: { readonly status: 'pending' } & SignedIn
  /** A sign-out is under way: no tokens are handed out. */
  signingOut: { readonly status: 'signing-out' } & SignedIn
  signedOut: { readonly status: 'signed-out' } & Nobody<null>
}

/** This tab's session, without what its token says. Every key is there in every state. */
export type TabSession = Statuses[keyof Statuses]

/** This tab's session. Every key is there in every state, so that destructuring narrows. */
export type SessionState =
  | (Statuses['loading'] & { readonly claims: undefined })
  | (Statuses['signedIn'] & WithClaims)
  | (Statuses['pending'] & WithClaims)
  | (Statuses['signingOut'] & WithClaims)
  | (Statuses['signedOut'] & { readonly claims: null })

/** The handle's own state; a new object whenever something in it changed. */
export interface FrontdeskState {
  readonly connection: ConnectionStatus
  readonly session: TabSession
}

/** Which token `getToken()` is to give. */
export interface GetTokenParameters {
  /** A JWT template's name. Default: the session token. */
  template?: string | undefined
  /** `null`: the personal workspace. Default: the session's active organization. */
  organizationId?: string | null | undefined
  /** Default: this tab's session. */
  sessionId?: string | undefined
  /** Asks for a new token even where a fresh one is known. */
  skipCache?: boolean | undefined
  /** Ends the waiting; the request itself may go on for others. */
  signal?: AbortSignal | undefined
}

/** The rest of a `request()`. */
export interface RequestParameters {
  /** Query parameters. */
  query?: Record<string, string | undefined> | undefined
  /** Sent as a form: keys in snake_case, `null` as an empty value, arrays as repeated keys, objects as JSON. */
  body?: Record<string, unknown> | undefined
}

/** The verbs of the Frontend API. */
export type FapiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One page's hold on its client. Made by `createFrontdesk()`, or by `<ClientProvider>`; opaque: actions take it. */
export interface Frontdesk {
  readonly publishableKey: string
  readonly queryClient: QueryClient
  /** The connection and this tab's session, as they are now. The same object until one of them changes. */
  readonly state: FrontdeskState
  /** Calls `listener` after each change of `state`; returns a function that stops it. */
  subscribe(listener: () => void): () => void
  /** Loads the client and keeps it in step with other tabs. Counted: each needs its `unmount()`. */
  mount(): void
  unmount(): void
  /** @internal */
  readonly _internal: Internals
}
