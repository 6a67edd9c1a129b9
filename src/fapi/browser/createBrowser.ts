import type { Fapi } from '../handle'
import { beyond } from '../http/beyond'
import { appDomain, parseKey } from '../publishableKey'
import type { SeededClient } from '../scene'
import { createChannelHub } from './channels'
import type { BrowserCookie } from './cookie'
import { createJar, type Jar } from './jar'
import { createLockManager } from './locks'
import { createNetwork, type NetworkOptions } from './network'
import { createTab, type SharedParts, type Tab, type TabTime } from './tab'
import type { AppServer, Visit, VisitOptions } from './visit'

/** What an in-process browser is like, and where it gets through to. */
export interface BrowserOptions extends NetworkOptions {
  /** The box that answers. */
  fapi: Fapi
  /** The app's address. Default: `http://localhost:3000/`; with a live key of `clerk.example.com` `https://example.com/`, the site its cookies are of. */
  url?: string | undefined
  /** A native app, or an extension: no `Origin`, no cookies. Default: false. */
  native?: boolean | undefined
  /** A browser whose user blocks cookies. Default: false. */
  blockCookies?: boolean | undefined
  /** A client from `fapi.seedClient()` that this browser holds. Default: none. In native apps put its token into the storage instead. */
  client?: SeededClient | undefined
  /** What its pages tell the time by, and wait by. Default: `Date.now()` and `setTimeout()`, looked up at each call. */
  time?: TabTime | undefined
}

const realTime: TabTime = {
  now: () => Date.now(),
  timeout(callback, ms) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** A browser in this process: one cookie jar, one origin storage, one set of locks and channels; any number of tabs. */
export interface Browser {
  /** Opens a tab at the app's address, or at another URL, absolute or relative to it. */
  openTab(options?: { url?: string | undefined }): Tab
  /**
   * Loads a document from an app's server, by the rules of a browser: `Sec-Fetch-*`, `Referer` and the cookies of the
   * jar go along, every `Set-Cookie` is kept, and up to 20 redirects are followed, between the app, the box and
   * `elsewhere`. The server goes on answering at its origin, whatever tab asks. Not in a page: there no server sees
   * cookies.
   *
   * @param url - absolute, or relative to the `tab`'s page or the app's address.
   * @param server - answers at the URL's origin; where that is the Frontend API's, at the app's.
   *
   * @example
   * const { response, tab, chain } = await browser.visit('/account', app) // a Hono app, or (request) => response
   * const frontdesk = createFrontdesk({ publishableKey, queryClient, ambient: tab.ambient })
   * await browser.visit('/account', app, { as: 'fetch' }) // `next` alone; also 'iframe', 'prefetch', a form's `body`
   *
   * @throws what the server throws
   * @throws TypeError for what is no URL; without a network; where a redirect leads to nobody, or a 21st follows; in a page
   */
  visit(url: string, server: AppServer, options?: VisitOptions): Promise<Visit>
  /** What is in the cookie jar. */
  readonly cookies: readonly BrowserCookie[]
  /** Empties the cookie jar. */
  clearCookies(): void
}

/**
 * Makes an in-process browser that talks to a box and to nothing else. It needs no DOM, and works inside a real page too.
 *
 * @example
 * const fapi = createFapi()
 * const tab = createBrowser({ fapi }).openTab()
 * const frontdesk = createFrontdesk({ publishableKey: fapi.publishableKey, queryClient, ambient: tab.ambient })
 *
 * @throws TypeError when `url` or `fapiUrl` is no URL
 */
export function createBrowser(options: BrowserOptions): Browser {
  const { fapi, native = false, blockCookies = false, client, time = realTime } = options
  const key = parseKey(fapi.publishableKey)
  const { host } = key
  const domain = appDomain(key)
  const url = options.url ?? (domain ? `https://${domain}/` : 'http://localhost:3000/')
  const page = new URL(url)
  const jar = createJar(blockCookies)
  if (client && !native) holdClient(jar, client, page, { host, domain })
  const { send, serve } = createNetwork(options, host, url)
  const shared: SharedParts = {
    network: send,
    serve,
    jar,
    locks: createLockManager(),
    channels: createChannelHub(),
    originStorage: new Map(),
    native,
    time,
  }
  return {
    openTab: (tab = {}) => createTab(shared, new URL(tab.url ?? url, page), new Map(), ''),
    visit: async (to, server, given) => (await beyond()).visit(shared, url, to, server, given),
    get cookies() {
      return jar.all
    },
    clearCookies: () => jar.clear(),
  }
}

/** Puts into the jar what an earlier visit would have left there. In development `__client_uat` is for pages to write. */
function holdClient(jar: Jar, client: SeededClient, page: URL, { host, domain }: KeptAt): void {
  const { devBrowser, clientToken, clientUat, cookieSuffix } = client
  const storeTwins = (url: URL, name: string, value: string) => {
    for (const twin of [name, `${name}_${cookieSuffix}`]) jar.store(url, `${twin}=${value}; Path=/`)
  }
  if (devBrowser !== null) {
    storeTwins(page, '__clerk_db_jwt', devBrowser)
    return
  }
  const fapi = new URL(`https://${host}`)
  jar.store(fapi, `__client=${clientToken}; Path=/; HttpOnly; Secure`)
  const shared = domain === undefined ? '' : `; Domain=${domain}`
  if (clientUat !== '0') storeTwins(fapi, '__client_uat', `${clientUat}; Secure${shared}`)
}

/** Where the Frontend API's own cookies are kept. */
interface KeptAt {
  host: string
  domain: string | undefined
}
