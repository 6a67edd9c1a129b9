import type { Clerk } from '@clerk/clerk-js/no-rhc'
import type { Browser as Chromium, Cookie, Page } from 'playwright'

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

const mark = /^https:\/\/img\.clerk\.com\/static\/\w+\.svg$/
const emptyPicture = '<svg xmlns="http://www.w3.org/2000/svg"/>'

export async function createBrowser(chromium: Chromium): Promise<Browser> {
  const context = await chromium.newContext()
  context.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const tolerated: RegExp[] = []
  // Clerk's prebuilt pages paint the marks of providers, and have them from nowhere else.
  await context.route(mark, (route) => route.fulfill({ contentType: 'image/svg+xml', body: emptyPicture }))
  context.on('request', (request) => {
    if (mark.test(request.url())) return
    if (!/^(https?:\/\/localhost:|data:|blob:)/.test(request.url()))
      complaints.push(`called ${request.url()}`)
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  return {
    tolerated,
    async openTab(url) {
      const page = await context.newPage()
      await page.goto(url)
      await page.evaluate(() => window.loaded)
      return createTab(page)
    },
    async close() {
      await context.close()
      const unexpected = complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)))
      if (unexpected.length > 0) throw new Error(`The pages complained: ${unexpected.join('\n')}`)
    },
  }
}

function createTab(page: Page): ClerkTab {
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
