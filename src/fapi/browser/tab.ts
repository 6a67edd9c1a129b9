import type { Ambient } from '../../core/host/ambient'
import type { ChannelHub } from './channels'
import { browserFetch } from './fetch'
import type { Jar } from './jar'
import type { LockManager } from './locks'
import type { Answer, Network } from './network'
import { createPage } from './page'
import { createStorage } from './storage'

/** Surroundings in which nothing is missing but passkeys: `createPasskeyDevice()` has them, or a real browser. */
export type TabAmbient = {
  [Part in keyof Omit<Ambient, 'credentials'>]-?: NonNullable<Ambient[Part]>
}

/** One tab of an in-process browser. */
export interface Tab {
  /** What a handle takes as its `ambient` to live in this tab. */
  readonly ambient: TabAmbient
  /** Covers the page, e.g. by another tab. */
  hide(): void
  /** Uncovers the page. */
  show(): void
  /** Uncovers the page and gives it the focus. */
  focus(): void
  /** Takes this tab off the network: requests fail, those under way too. */
  goOffline(): void
  goOnline(): void
  /** Brings the page back from the back/forward cache. */
  restore(): void
  /** Loads the page anew: a new tab in place of this one, with its tab storage. What runs in this one dies. */
  reload(): Tab
  /**
   * Follows a link or a redirect: a new tab in place of this one, with its tab storage.
   * @param url - absolute or relative to the page's. Default: the page's.
   * @param from - the page that leads there, e.g. a hosted one. Default: none that tells.
   */
  navigate(options?: { url?: string | undefined; from?: string | undefined }): Tab
  /** Opens a second tab with a copy of this one's tab storage. */
  duplicate(): Tab
  /** Ends the tab: its timers, channels, locks and requests come to nothing. */
  close(): void
}

/** What the tabs of one browser share. */
export interface SharedParts {
  network: Network
  /** Puts a server at an address. */
  serve(url: URL, server: Answer): void
  jar: Jar
  locks: LockManager
  channels: ChannelHub
  originStorage: Map<string, string>
  native: boolean
  time: TabTime
}

/** What a tab's pages tell the time by. */
export type TabTime = Pick<Ambient, 'now' | 'timeout'>

/** @param from - what led there; nothing after a reload. */
export function createTab(shared: SharedParts, url: URL, items: Map<string, string>, from?: string): Tab {
  const { network, jar, native, time } = shared
  const closing = new AbortController()
  const closed = closing.signal
  const page = createPage(url.href, from)
  const context = { network, jar, page: url, isOnline: page.isOnline, native }

  const address = () => new URL(page.ambient.url())

  const timers = new Set<() => void>()
  const close = () => {
    closing.abort()
    page.close()
    for (const stop of [...timers]) stop()
  }
  const ambient: TabAmbient = {
    fetch: (input, init) => whileOpen(closed, () => browserFetch(context, input, init)),
    now: () => time.now(),
    random: () => Math.random(),
    timeout(callback, ms) {
      const stop = () => {
        cancel()
        timers.delete(stop)
      }
      const cancel = time.timeout(() => {
        timers.delete(stop)
        callback()
      }, ms)
      if (closed.aborted) cancel()
      else timers.add(stop)
      return stop
    },
    openChannel: (name) => shared.channels.open(name, closed),
    locks: shared.locks.forTab(closed),
    tabStorage: createStorage(items),
    originStorage: createStorage(shared.originStorage),
    cookies: {
      get cookie() {
        return jar.read(url)
      },
      set cookie(line) {
        jar.write(url, line)
      },
    },
    page: page.ambient,
  }
  return {
    ambient,
    hide: () => page.setVisible(false),
    show: () => page.setVisible(true),
    focus() {
      page.setVisible(true)
      page.wake()
    },
    goOffline: () => page.setOnline(false),
    goOnline: () => page.setOnline(true),
    restore: () => page.wake(true),
    reload() {
      close()
      return createTab(shared, address(), items)
    },
    navigate({ url = '', from = '' } = {}) {
      close()
      return createTab(shared, new URL(url, address()), items, from)
    },
    duplicate: () => createTab(shared, address(), new Map(items)),
    close,
  }
}

/** Runs something for as long as a tab is open. Afterwards nobody hears of it, as nothing runs in a closed tab. */
function whileOpen<T>(closed: AbortSignal, run: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (closed.aborted) return
    run().then(
      (value) => closed.aborted || resolve(value),
      (error) => closed.aborted || reject(error),
    )
  })
}
