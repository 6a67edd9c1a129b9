import type { Fapi, FapiOptions, SeededClient } from 'frontdesk/fapi'
import { describe, expect, vi } from 'vitest'
import { isFirefox } from '../../support/browser'
import type { AppConfig } from '../app/config'
import type { Counts } from '../app/counts'
import { alice, quiet, requests } from '../mainJob'
import { type AppBrowser, test as base, type ServedBox } from '../stage'
import { patience, type Tab } from '../tab'
import { course, historyOf, keepHistory } from './history'
import { countRequests } from './network'

/** What a scene begins with. */
export interface SceneOptions extends FapiOptions, Pick<AppConfig, 'tabSession'> {
  /** Who is signed in already; the last one is shown. Default: Alice. */
  signedIn?: readonly string[]
  /** How many tabs. Default: 1. */
  tabs?: number
  /** A Chromium as a person has it: of its tabs the last opened one is shown, the others are hidden. Default: all are shown. */
  isDesktop?: boolean
  /** How wrong the device's clock is, in milliseconds. Given, and be it 0, the clock can be moved. */
  ahead?: number
}

/** A box and a browser in the midst of things: tabs are open, somebody is signed in, nothing is under way. */
export interface Scene {
  box: ServedBox
  fapi: Fapi
  browser: AppBrowser
  tabs: readonly Tab[]
  /** Opens one more. */
  openTab(): Promise<Tab>
  /** The id of a user. */
  idOf(identifier: string): string
  /** The id of the session that a user was signed in with from the start. */
  sessionOf(identifier: string): string
  /** The requests since the scene began, or those whose method and path fit. */
  requests(which?: RegExp): string[]
  /** Lets time pass as a machine does that sleeps: timers that were due meanwhile go off once, at the end. */
  sleep(ms: number): Promise<void>
  /** Lets time pass second by second; in each, what was asked is answered. */
  pass(seconds: number): Promise<void>
  /**
   * As `sleep`; then all clocks go as slowly as the machine is, 10 ms for each look whether something is so.
   * What tabs do at once is then no matter of how fast they are.
   */
  sleepUntil(ms: number, isSo: () => Promise<unknown>): Promise<void>
}

/** Tests that begin in the midst of things. */
export const test = base.extend('openScene', async ({ startBox, openBrowser, openDesktop }) => {
  return async (options: SceneOptions = {}): Promise<Scene> => {
    const {
      signedIn = [alice],
      tabs: count = 1,
      isDesktop = false,
      ahead,
      tabSession,
      ...fapiOptions
    } = options
    const box = await startBox(fapiOptions)
    const { fapi } = box
    const browser = await (isDesktop ? openDesktop : openBrowser)(box)
    const { context } = browser
    const client = await fapi.seedClient({ users: signedIn })
    await hold(browser, box, client)
    await keepHistory(context)
    if (ahead !== undefined) await context.clock.install({ time: Date.now() + ahead })
    const openTab = () => browser.openTab({ hasAccount: true, tabSession })
    const tabs: Tab[] = []
    for (let opened = 0; opened < count; opened++) tabs.push(await openTab())
    const user = signedIn.at(-1)
    for (const tab of tabs) {
      await tab.shows({ connection: 'ready', accounts: signedIn.join(' '), ...(user && { user }) })
    }
    await quiet(fapi)
    fapi.log.clear()
    const requestsUnderWay = countRequests(context)
    const sleep = async (ms: number) => {
      fapi.clock.advance(ms)
      await context.clock.fastForward(ms)
    }
    return {
      box,
      fapi,
      browser,
      tabs,
      openTab,
      idOf: (identifier) => fapi.users.find((user) => user.identifier === identifier)!.id,
      sessionOf: (identifier) => client.sessionIds[signedIn.indexOf(identifier)]!,
      requests: (which = /./) => requests(fapi).filter((request) => which.test(request)),
      sleep,
      async pass(seconds) {
        for (let passed = 0; passed < seconds; passed++) {
          await sleep(1000)
          await eventually(() => expect(requestsUnderWay()).toBe(0), 10)
        }
      },
      async sleepUntil(ms, isSo) {
        const now = await tabs[0]!.page.evaluate(() => Date.now())
        let serverNow = fapi.clock.now() + ms
        fapi.clock.set(serverNow)
        await context.clock.pauseAt(now + ms)
        await eventually(async () => {
          // Time goes by the looks, and a slow machine takes few of them before patience ends. It goes in small steps, as
          // what tabs tell each other takes real time.
          for (let step = 0; step < 5; step++) {
            serverNow += 10
            fapi.clock.set(serverNow)
            await context.clock.fastForward(10)
          }
          await isSo()
        }, 10)
        await context.clock.resume()
      },
    }
  }
})

const none = () => {}

/** Tests with `isDesktop`: there are none where another browser than Chromium is tested. */
export const testDesktop = isFirefox ? (none as unknown as typeof test) : test
export const describeDesktop = isFirefox ? (none as unknown as typeof describe) : describe

/** Gives a browser the cookies that an earlier visit would have left in it. */
async function hold(
  { context, address }: AppBrowser,
  { url }: ServedBox,
  { devBrowser, clientToken }: SeededClient,
): Promise<void> {
  await context.addCookies([
    devBrowser === null
      ? { name: '__client', value: clientToken, url, httpOnly: true, sameSite: 'Lax' }
      : { name: '__clerk_db_jwt', value: devBrowser, url: address, sameSite: 'Lax' },
  ])
}

/** Waits until something is so. Under load it may take long; nothing depends on how long. */
export const eventually = (assertion: () => unknown, interval = 100): Promise<void> =>
  vi.waitFor(async () => void (await assertion()), { timeout: patience, interval })

/** Waits until the requests are these, and no more come. */
export async function expectRequests({ fapi, requests }: Scene, expected: string[], which?: RegExp) {
  await eventually(() => expect(requests(which)).toEqual(expected))
  await quiet(fapi)
  expect(requests(which)).toEqual(expected)
}

/**
 * Checks that as many requests as were refused waited for their `Retry-After`, by the box's clock.
 *
 * @returns what was asked in the first seconds after that.
 */
export function expectPatience({ fapi }: Scene, refusals: number, retryAfter: number): string[] {
  const entries = fapi.log.entries.map(({ time, method, path, status }) => ({
    time,
    request: `${method} ${path} ${status}`,
  }))
  const later = entries.slice(refusals)
  for (const [at, { time }] of entries.slice(0, refusals).entries()) {
    expect((later[at]?.time ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(retryAfter * 1000)
  }
  return later.filter(({ time }) => time < later[0]!.time + 20_000).map(({ request }) => request)
}

/** What asks for a session token. */
export const tokenRequest = /^POST \S+\/tokens/

/** How often the app's component was rendered, and its effect run. */
export const countsOf = ({ page }: Tab): Promise<Counts> => page.evaluate(() => ({ ...globalThis.counts }))

/** Checks that a tab has a token of somebody that is good by the server's clock. */
export async function checkToken({ fapi, idOf }: Scene, tab: Tab, identifier: string): Promise<void> {
  const { token, 'expires at': expiresAt } = await tab.facts()
  expect(token).toBe(idOf(identifier))
  expect(Number(expiresAt)).toBeGreaterThan(fapi.clock.now())
}

/** Waits for that. */
export const expectToken = (...parameters: Parameters<typeof checkToken>): Promise<void> =>
  eventually(() => checkToken(...parameters))

/** What must never be: that one user's data, or token, is on the screen beside another user's name. */
export async function expectNothingMixed({ idOf }: Scene, { page }: Tab): Promise<void> {
  const history = await historyOf(page)
  for (const { user, notes, token } of history) {
    const id = user ? idOf(user) : ''
    expect(['', id], JSON.stringify(history)).toContain(notes)
    expect(['loading', 'error', 'signed-out', id]).toContain(token)
  }
}

/** What has to be so all the time: signed in from the first answer on, as nobody but this one. */
export async function expectNobodyElse(tab: Tab, identifier: string): Promise<void> {
  const history = await historyOf(tab.page)
  expect(course(history, 'session')).toEqual(['loading', 'signed-in'])
  expect(course(history, 'user')).toEqual(['', identifier])
}
