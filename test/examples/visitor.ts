import type { Fapi, SigningKey } from 'frontdesk/fapi'
import { decodeJwt, decodeProtectedHeader, importJWK, type JWK, SignJWT } from 'jose'
import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright'
import { expect, vi } from 'vitest'

/** Milliseconds. */
const patience = 10_000

export interface VisitorOptions {
  /** Default: true. */
  javaScript?: boolean
  /** Comes with the cookies of another one. */
  like?: Visitor
}

/** What came of a page load. */
export interface Visit {
  status: number
  /** As the server sent it, before any script. None of a page that led on before it was read. */
  html: string
  headers: Record<string, string>
  /** Whether the browser was sent through the Frontend API. */
  wasSentRound: boolean
}

/** A tab of a Chromium, and the person in front of it. */
export interface Visitor {
  page: Page
  context: BrowserContext
  /** Opens another one. */
  openTab(): Promise<Visitor>
  /** Opens a page of the example, e.g. `/account`. */
  visit(path: string): Promise<Visit>
  reload(): Promise<Visit>
  /** Leaves the example for a while: nothing of it runs any more, and the last round trip is forgotten. */
  leave(): Promise<void>
  /** Fills in the form of the page and sends it, by default with the user's own password. */
  signIn(identifier: string, password?: string): Promise<void>
  button(name: string): Locator
  link(name: string): Locator
  /** A request of the page's, by `fetch`. */
  asks(path: string): Promise<{ status: number; body: string }>
  /** Waits until the page says who is there: a full name, a user's id, or null for nobody. */
  shows(who: string | null): Promise<void>
  /** Waits until the page says who the example's server takes it for. */
  serverSays(userId: string): Promise<void>
  /** Notes from now on, after each change, whom the page shows and whom it says the server takes it for. Gives what it has noted. */
  watches(): Promise<() => Promise<[shown: string, said: string][]>>
  /** Waits until the tab is at a path of the example. */
  isAt(path: string): Promise<void>
  /** Waits until there is a cookie. */
  holds(cookie: string): Promise<void>
  /** Loses a cookie and its twin. */
  lose(cookie: string): Promise<void>
  /** Lets the token in a cookie and its twin be older by some seconds. */
  ages(cookie: string, seconds: number): Promise<void>
  /** The session that the session token is of. */
  sessionId(): Promise<string>
  /** What the console complained of so far, in all tabs. */
  complaints: string[]
  /** Expects that the console has told of answers with a status, and of nothing else. */
  tolerates(status: number): void
}

/** What all visitors of a stage share. */
export interface Place {
  appUrl: string
  fapi: Fapi
  signingKey: SigningKey
}

export async function openVisitor(
  browser: Browser,
  place: Place,
  { javaScript = true, like }: VisitorOptions,
): Promise<Visitor> {
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    ignoreHTTPSErrors: true,
    ...(like && { storageState: await like.context.storageState() }),
  })
  context.setDefaultTimeout(patience)
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning'
    if (isComplaint) complaints.push(`${message.text()} (${message.location().url})`)
  })
  return openTab(context, place, complaints)
}

async function openTab(context: BrowserContext, place: Place, complaints: string[]): Promise<Visitor> {
  const { appUrl, fapi, signingKey } = place
  const page = await context.newPage()
  const twins = async (name: string) => {
    const cookies = await context.cookies(appUrl)
    return cookies.filter((cookie) => new RegExp(`^${name}(_[\\w-]{8})?$`).test(cookie.name))
  }
  return {
    page,
    context,
    complaints,
    openTab: () => openTab(context, place, complaints),
    visit: async (path) => visited(await page.goto(`${appUrl}${path}`)),
    reload: async () => visited(await page.reload()),
    async leave() {
      await page.goto('about:blank')
      await context.clearCookies({ name: /^__frontdesk/ })
    },
    async signIn(identifier, password) {
      const user = fapi.users.find((candidate) => candidate.identifier === identifier)
      await page.getByLabel('Email address').fill(identifier)
      await page.getByLabel('Password').fill(password ?? user?.password ?? '')
      await page.getByRole('button', { name: 'Sign in' }).click()
    },
    button: (name) => page.getByRole('button', { name }),
    link: (name) => page.getByRole('link', { name, exact: true }),
    asks: (path) =>
      page.evaluate(async (path) => {
        const response = await fetch(path)
        return { status: response.status, body: await response.text() }
      }, path),
    shows: (who) =>
      until(async () => {
        const expected = who ? `Signed in as ${who}` : 'Signed out'
        expect(await page.getByRole('status').textContent()).toBe(expected)
      }),
    serverSays: (userId) =>
      until(async () => {
        const said = await page.getByText('The server says').textContent()
        expect(said).toBe(`The server says: ${userId}`)
      }),
    async watches() {
      const seen = await page.evaluateHandle(() => {
        const seen: [string, string][] = []
        const text = (selector: string) => document.querySelector(selector)?.textContent ?? ''
        const note = () => void seen.push([text('[role=status]'), text('main p')])
        note()
        new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true })
        return seen
      })
      return () => seen.jsonValue()
    },
    isAt: (path) =>
      until(async () => {
        const { origin, pathname } = new URL(page.url())
        expect(origin + pathname).toBe(appUrl + path)
      }),
    holds: (cookie) => until(async () => expect(await twins(cookie)).not.toEqual([])),
    async lose(cookie) {
      const lost = await twins(cookie)
      expect(lost, cookie).not.toEqual([])
      for (const { name } of lost) await context.clearCookies({ name })
    },
    async ages(cookie, seconds) {
      const aged = (await twins(cookie)).map(async (twin) => {
        return { ...twin, value: await older(twin.value, seconds, signingKey) }
      })
      await context.addCookies(await Promise.all(aged))
    },
    async sessionId() {
      const [cookie] = await twins('__session')
      return String(decodeJwt(cookie?.value ?? '').sid)
    },
    tolerates(status) {
      const told = complaints.splice(0)
      expect(told).not.toEqual([])
      for (const text of told) expect(text).toContain(`responded with a status of ${status} `)
    },
  }
}

async function visited(response: Response | null): Promise<Visit> {
  if (!response) throw new Error('Nothing was loaded.')
  const before: string[] = []
  for (let request = response.request().redirectedFrom(); request; request = request.redirectedFrom())
    before.push(new URL(request.url()).pathname)
  return {
    status: response.status(),
    html: await response.text().catch(() => ''),
    headers: response.headers(),
    wasSentRound: before.some((path) => path.endsWith('/v1/client/handshake')),
  }
}

/** The same token as it would be had it been made some seconds earlier. */
async function older(token: string, seconds: number, signingKey: SigningKey): Promise<string> {
  const { iat = 0, nbf = 0, exp = 0, ...claims } = decodeJwt(token)
  const { alg = '', ...header } = decodeProtectedHeader(token)
  return new SignJWT({ ...claims, iat: iat - seconds, nbf: nbf - seconds, exp: exp - seconds })
    .setProtectedHeader({ alg, ...header })
    .sign(await importJWK(signingKey as JWK, alg))
}

/** Waits until something is so; `expect.poll` would not do in concurrent tests. */
const until = (assertion: () => Promise<void>) => vi.waitFor(assertion, { timeout: patience, interval: 50 })
