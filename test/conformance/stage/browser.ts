import type { Clerk } from '@clerk/clerk-js/no-rhc'
import type {
  BrowserContext,
  CDPSession,
  Browser as Chromium,
  ConsoleMessage,
  Cookie,
  Page,
  Request,
  WebError,
} from 'playwright'

/** A page with clerk-js in it. */
export interface ClerkTab {
  readonly page: Page
  /** Runs a function in the page. It reaches nothing but its arguments. */
  run<R>(act: (clerk: Clerk) => R | Promise<R>): Promise<R>
  run<R, A>(act: (clerk: Clerk, argument: A) => R | Promise<R>, argument: A): Promise<R>
  facts(): Promise<ClerkFacts>
  /** The cookies of the app's host and the box's, which on one machine are one host. */
  cookies(): Promise<Cookie[]>
  /** The values of a cookie and of its twin for this key. */
  bothCookies(name: string): Promise<[plain: string | undefined, suffixed: string | undefined]>
  reload(): Promise<void>
  /** What steers the page, until the stage ends. */
  devtools(): Promise<CDPSession>
  /** Opens another page of the app. */
  open(path: string): Promise<void>
}

/** What clerk-js takes to be true. */
export interface ClerkFacts {
  status: string
  client: string | null
  /** The user of the active session. */
  user: string | null
  session: string | null
  organization: string | null
  /** The signed-in sessions of the client. */
  sessions: string[]
}

/** A Chromium with a cookie jar of its own, whose pages are watched. */
export interface Browser {
  openTab(url: string): Promise<ClerkTab>
  /** What a console may say. */
  readonly tolerated: RegExp[]
  /** Ends it. @throws when a page called another host, or complained */
  close(): Promise<void>
}

/**
 * Clerk's prebuilt pages paint the marks of providers, and have them from nowhere else. They are missed, not routed:
 * whoever routes one request has them all stopped on their way.
 */
const mark = /^https:\/\/img\.clerk\.com\/static\/\w+\.svg$/

/**
 * Contexts that no stage uses any more, each with a page that is left open: its process has the scripts at hand, and
 * compiled. In a new one that is two thirds of the work.
 */
const idle = new WeakMap<Chromium, BrowserContext[]>()

export async function createBrowser(chromium: Chromium): Promise<Browser> {
  const others = idle.get(chromium) ?? []
  idle.set(chromium, others)
  const context = others.pop() ?? (await chromium.newContext())
  context.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const tolerated: RegExp[] = []
  const steering: CDPSession[] = []
  const onRequest = (request: Request) => {
    if (mark.test(request.url())) return
    if (!/^(https?:\/\/localhost:|data:|blob:)/.test(request.url()))
      complaints.push(`called ${request.url()}`)
  }
  const onError = (error: WebError) => void complaints.push(String(error.error()))
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error' && !mark.test(message.location().url))
      complaints.push(`${message.text()} (${message.location().url})`)
  }
  context.on('request', onRequest).on('weberror', onError).on('console', onConsole)
  let [kept] = context.pages()
  return {
    tolerated,
    async openTab(url) {
      const page = kept ?? (await context.newPage())
      kept = undefined
      await page.goto(url)
      await page.evaluate(() => window.loaded)
      return createTab(page, steering)
    },
    async close() {
      const [page, ...rest] = context.pages()
      await Promise.all(steering.map((devtools) => devtools.detach()))
      await Promise.all(context.pages().map(forget))
      await Promise.all([page?.goto('about:blank'), ...rest.map((other) => other.close())])
      context.off('request', onRequest).off('weberror', onError).off('console', onConsole)
      await context.clearCookies()
      others.push(context)
      const unexpected = complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)))
      if (unexpected.length > 0) throw new Error(`The pages complained: ${unexpected.join('\n')}`)
    },
  }
}

/** Another stage may be given the same port. A page that is on its way has nothing to forget. */
async function forget(page: Page): Promise<void> {
  const clear = () => {
    localStorage.clear()
    sessionStorage.clear()
  }
  await page.evaluate(clear).catch(() => {})
}

function createTab(page: Page, steering: CDPSession[]): ClerkTab {
  const tab: ClerkTab = {
    page,
    async run<R, A>(act: (clerk: Clerk, argument: A) => R | Promise<R>, argument?: A) {
      const clerk = await page.evaluateHandle(() => window.clerk)
      // Playwright cannot express that a class instance in the page is handed over as it is.
      return (await clerk.evaluate(act as never, argument as never)) as R
    },
    facts: () =>
      tab.run((clerk) => ({
        status: clerk.status,
        client: clerk.client?.id ?? null,
        user: clerk.user?.id ?? null,
        session: clerk.session?.id ?? null,
        organization: clerk.organization?.id ?? null,
        sessions: clerk.client?.signedInSessions.map(({ id }) => id) ?? [],
      })),
    cookies: () => page.context().cookies(),
    async bothCookies(name) {
      const cookies = await tab.cookies()
      const twin = new RegExp(`^${name}_[\\w-]{8}$`)
      return [
        cookies.find((cookie) => cookie.name === name)?.value,
        cookies.find((cookie) => twin.test(cookie.name))?.value,
      ]
    },
    async devtools() {
      const devtools = await page.context().newCDPSession(page)
      steering.push(devtools)
      return devtools
    },
    async open(path) {
      await page.goto(new URL(path, page.url()).href)
      await page.evaluate(() => window.loaded)
    },
    async reload() {
      await page.reload()
      await page.evaluate(() => window.loaded)
    },
  }
  return tab
}
