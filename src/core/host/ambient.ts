import { orElse } from './orElse'

/**
 * What surrounds a handle and differs between a browser tab, Node, a story and a test: the network, the
 * clock, and what the tabs of one browser share. Nothing in `core` reaches for a global except through this.
 * The optional parts are absent where the host has none; everything still works then, with more requests.
 */
export interface Ambient {
  /** Sends a request. Default: the global `fetch`, looked up at each call. */
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Milliseconds since 1970. Default: `Date.now()`. */
  now(): number
  /** A number from 0 up to 1, for jitter. Default: `Math.random()`. */
  random(): number
  /** Runs `callback` once after `ms` milliseconds; returns a function that calls it off. */
  timeout(callback: () => void, ms: number): () => void
  /** A channel to the other tabs of this origin. Default: a `BroadcastChannel`, in documents only. */
  openChannel?: ((name: string) => AmbientChannel) | undefined
  /** Locks shared by the tabs of this origin. Default: `navigator.locks`, in secure documents only. */
  locks?: AmbientLocks | undefined
  /** Storage of this tab, kept over reloads. Default: `sessionStorage`, in documents only. */
  tabStorage?: AmbientStorage | undefined
  /** Storage of this origin, shared by its tabs. Default: `localStorage`, in documents only. */
  originStorage?: AmbientStorage | undefined
  /** The cookies that scripts of this page see. Default: `document.cookie`. */
  cookies?: AmbientCookies | undefined
  /** The page this tab shows. Default: the document's. */
  page?: AmbientPage | undefined
}

/** The part of `BroadcastChannel` that is used. What arrives on it is foreign input. */
export interface AmbientChannel {
  postMessage(message: unknown): void
  close(): void
  /** Called with each message of another tab; never with this channel's own. */
  onmessage: ((event: { data: unknown }) => void) | null
}

/** The part of `navigator.locks` that is used. */
export interface AmbientLocks {
  /**
   * Runs `callback` while `name` is held. With `ifAvailable` a lock that is taken is not waited for:
   * `callback` gets `null`. An aborted `signal` ends the waiting, never the holding.
   */
  request<T>(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    callback: (lock: unknown) => Promise<T>,
  ): Promise<T>
}

/** The part of `Storage` that is used. It may throw: full, blocked, or forbidden by the host. */
export type AmbientStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The part of `document` that is used for cookies: it reads as `a=1; b=2`, and each assignment sets one. */
export type AmbientCookies = Pick<Document, 'cookie'>

/** The page that a tab shows. */
export interface AmbientPage {
  /** The page's address, absolute. */
  url(): string
  /** Shows another address of this page in its place, without loading it; what the history keeps with it stays. */
  replaceUrl(url: string): void
  visible(): boolean
  /** False where the browser is sure that there is no network. */
  online(): boolean
  /**
   * Listens for chances to catch up: the page is shown, gets the focus, is online again, or is back from the
   * back/forward cache; that last (`isRestored`) may have missed what was said on a channel meanwhile. Returns a
   * function that stops it.
   */
  onWake(listener: (isRestored?: boolean) => void): () => void
}

/**
 * Runs what the app passed in. What that throws is not ours to handle, and no reason to leave a sign-out half done:
 * it is thrown anew where nothing waits for it.
 */
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

/** The surroundings of this host: a document's where there is one, else only network, clock and timers. */
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
    openChannel: globalThis.BroadcastChannel && ((name) => new BroadcastChannel(name) as AmbientChannel),
    locks: navigator.locks as AmbientLocks | undefined,
    // The very getters throw where the host forbids storage.
    tabStorage: orElse(() => sessionStorage),
    originStorage: orElse(() => localStorage),
    cookies: document,
    page: {
      url: () => location.href,
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
