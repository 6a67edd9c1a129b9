import { orElse } from './orElse'

/**
 * The environment of a handle: network, clock, and what the tabs of one browser share. Without the optional parts
 * everything still works, with more requests.
 */
export interface Ambient {
  /** Sends a request. Default: the global `fetch`, looked up at each call. */
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Milliseconds since 1970. Default: `Date.now()`. */
  now(): number
  /** A number from 0 up to 1, for jitter. Default: `Math.random()`. */
  random(): number
  /** Runs `callback` once after `ms` milliseconds. Returns a function that cancels it. */
  timeout(callback: () => void, ms: number): () => void
  /** A channel to the other tabs of this origin. May throw. Default: a `BroadcastChannel`, in documents only. */
  openChannel?: ((name: string) => AmbientChannel) | undefined
  /** Locks shared by the tabs of this origin. Default: `navigator.locks`, in secure documents only. */
  locks?: AmbientLocks | undefined
  /** Storage of this tab, which survives reloads. Default: `sessionStorage`, in documents only. */
  tabStorage?: AmbientStorage | undefined
  /** Storage of this origin, shared by its tabs. Default: `localStorage`, in documents only. */
  originStorage?: AmbientStorage | undefined
  /** The cookies that scripts of this page can read. Default: `document.cookie`. */
  cookies?: AmbientCookies | undefined
  /** The page in this tab. Default: the document. */
  page?: AmbientPage | undefined
  /** What makes and uses passkeys. Default: `navigator.credentials`, in secure documents only. */
  credentials?: AmbientCredentials | undefined
}

/** The used part of `BroadcastChannel`. Its messages are untrusted input. */
export interface AmbientChannel {
  postMessage(message: unknown): void
  close(): void
  /** Receives each message of another tab, never this channel's own. */
  onmessage: ((event: { data: unknown }) => void) | null
}

/** The used part of `navigator.locks`. */
export interface AmbientLocks {
  /**
   * Runs `callback` while the lock `name` is held. With `ifAvailable` it does not wait for a lock that is taken:
   * `callback` gets `null`. Aborting `signal` ends the wait, not a lock that is held.
   */
  request<T>(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    callback: (lock: unknown) => Promise<T>,
  ): Promise<T>
}

/** The used part of `Storage`. Each call may throw: storage can be full, blocked or forbidden. */
export interface AmbientStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The used part of `document` for cookies. It reads as `a=1; b=2`; each assignment sets one cookie. Both may throw. */
export interface AmbientCookies {
  cookie: string
}

/** The used part of `navigator.credentials`. What is thrown is known by its `name`, as a browser's `DOMException` is. */
export interface AmbientCredentials {
  create(options: AmbientCredentialOptions): Promise<AmbientCredential | null>
  get(options: AmbientCredentialOptions): Promise<AmbientCredential | null>
}

/** What a passkey is asked for. */
export interface AmbientCredentialOptions {
  /** As WebAuthn has it, bytes included. */
  readonly publicKey: Readonly<Record<string, unknown>>
  readonly signal: AbortSignal
  /** Where passkeys are offered among what fills in a field. */
  readonly mediation?: 'conditional'
}

/** The used part of a `PublicKeyCredential`. */
export interface AmbientCredential {
  readonly id: string
  readonly rawId: ArrayBuffer
  readonly type: string
  readonly authenticatorAttachment?: string | null
  readonly response: {
    readonly clientDataJSON: ArrayBuffer
    readonly attestationObject?: ArrayBuffer
    readonly authenticatorData?: ArrayBuffer
    readonly signature?: ArrayBuffer
    readonly userHandle?: ArrayBuffer | null
    getTransports?(): string[]
  }
}

/** The page in this tab. */
export interface AmbientPage {
  /** The page's absolute URL. */
  url(): string
  /**
   * The URL of the page whose link or redirect led here, as far as that page tells it; `''` for none. `undefined`
   * after a reload and for a page from the history. Default: never known.
   */
  cameFrom?(): string | undefined
  /** Replaces the URL without loading it, and keeps the history state. */
  replaceUrl(url: string): void
  visible(): boolean
  /** False only if the browser is sure that there is no network. */
  online(): boolean
  /**
   * Calls `listener` when the page is shown, focused, online again, or restored from the back/forward cache. A
   * restored page (`isRestored`) may have missed messages. Returns a function that stops it.
   */
  onWake(listener: (isRestored?: boolean) => void): () => void
}

/** Runs a callback of the app. Rethrows its error in a new task: it must not leave a sign-out half done. */
export function attempt<T, Otherwise = undefined>(
  { timeout }: Ambient,
  task: () => T,
  otherwise?: Otherwise,
): T | Otherwise {
  try {
    return task()
  } catch (error) {
    timeout(() => {
      throw error
    }, 0)
    return otherwise as Otherwise
  }
}

let own: Ambient | undefined

/** The host's environment, with parts of it replaced. Its own parts are always the same: the registry compares them. */
export function ambientWith(given: Partial<Ambient> | undefined): Ambient {
  own ??= hostAmbient()
  return { ...own, ...given }
}

export function hostAmbient(): Ambient {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: () => Math.random(),
    timeout(callback, ms) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
    ...(typeof document !== 'undefined' && documentAmbient()),
  }
}

function documentAmbient(): Partial<Ambient> {
  return {
    openChannel: (name) => new BroadcastChannel(name) as AmbientChannel,
    // The getters themselves throw where the host forbids storage.
    locks: orElse(() => navigator.locks as AmbientLocks | undefined),
    tabStorage: orElse(() => sessionStorage),
    originStorage: orElse(() => localStorage),
    cookies: document,
    page: {
      url: () => location.href,
      // Not every DOM has these entries, e.g. jsdom.
      cameFrom: () =>
        orElse(() => {
          const [entry] = performance.getEntriesByType('navigation') as [PerformanceNavigationTiming]
          return entry.type === 'navigate' ? document.referrer : undefined
        }),
      replaceUrl: (url) => history.replaceState(history.state, '', url),
      visible: () => document.visibilityState !== 'hidden',
      online: () => navigator.onLine,
      onWake,
    },
  }
}

function onWake(listener: (isRestored?: boolean) => void): () => void {
  const controller = new AbortController()
  const wake = (event: Event) =>
    document.visibilityState !== 'hidden' && listener((event as PageTransitionEvent).persisted)
  document.addEventListener('visibilitychange', wake, controller)
  for (const type of ['focus', 'online', 'pageshow']) addEventListener(type, wake, controller)
  return () => controller.abort()
}
