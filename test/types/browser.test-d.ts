// Checked by `npm run test:types`: the browser in memory, and what a box writes down.
import type { Ambient, AmbientCredentials } from 'frontdesk/core'
import {
  type AppServer,
  type Browser,
  type BrowserCookie,
  type BrowserOptions,
  createBrowser,
  createPasskeyDevice,
  type Fapi,
  type FapiEmail,
  type FapiEmailFilter,
  type FapiEmails,
  type FapiJournal,
  type FapiLog,
  type FapiLogEntry,
  type FapiLogFilter,
  type FapiMessageKind,
  type FapiText,
  type FapiTextFilter,
  type FapiTexts,
  type PasskeyDevice,
  type Tab,
  type TabAmbient,
  type TabTime,
  type Visit,
  type VisitOptions,
  type VisitStep,
} from 'frontdesk/fapi'
import { expectTypeOf } from 'vitest'

export function ABrowserNeedsABox(fapi: Fapi, options: BrowserOptions) {
  expectTypeOf(createBrowser({ fapi })).toEqualTypeOf<Browser>()
  expectTypeOf(createBrowser).parameter(0).toEqualTypeOf<BrowserOptions>()
  expectTypeOf(options.time).toEqualTypeOf<TabTime | undefined>()
  expectTypeOf<TabTime>().toEqualTypeOf<Pick<Ambient, 'now' | 'timeout'>>()
  // @ts-expect-error -- whom would it ask?
  createBrowser({ url: 'https://app.example' })
}

export function ItsTabsAreSurroundings(browser: Browser) {
  const tab = browser.openTab({ url: 'https://app.example/in' })
  expectTypeOf(tab).toEqualTypeOf<Tab>()
  expectTypeOf(tab.ambient).toEqualTypeOf<TabAmbient>()
  expectTypeOf<TabAmbient>().toExtend<Partial<Ambient>>()
  // All of it is there, but what asks the user.
  expectTypeOf(tab.ambient.page.url()).toEqualTypeOf<string>()
  expectTypeOf<keyof TabAmbient>().toEqualTypeOf<Exclude<keyof Ambient, 'credentials'>>()
  for (const next of [tab.reload(), tab.navigate({ from: 'https://mail.example' }), tab.duplicate()])
    expectTypeOf(next).toEqualTypeOf<Tab>()
  for (const act of [tab.hide, tab.show, tab.focus, tab.goOffline, tab.goOnline, tab.restore, tab.close])
    expectTypeOf(act()).toBeVoid()
}

export function ItsCookiesAreReadAsTheyAre(browser: Browser) {
  expectTypeOf(browser.cookies).toEqualTypeOf<readonly BrowserCookie[]>()
  expectTypeOf<BrowserCookie['sameSite']>().toEqualTypeOf<'strict' | 'lax' | 'none'>()
  expectTypeOf<BrowserCookie['expires']>().toEqualTypeOf<number | undefined>()
}

export async function ItVisitsAServer(browser: Browser, server: AppServer, options: VisitOptions) {
  const visit = await browser.visit('https://app.example', server, options)
  expectTypeOf(visit).toEqualTypeOf<Visit>()
  expectTypeOf(visit.chain).toEqualTypeOf<readonly VisitStep[]>()
  expectTypeOf(visit.response).toEqualTypeOf<Response>()
  expectTypeOf<VisitStep>().toEqualTypeOf<{
    readonly url: string
    readonly status: number
    readonly cookies: readonly string[]
  }>()
  void browser.visit('/', () => new Response())
  void browser.visit('/', { fetch: async (request: Request) => new Response(request.url) })
  // @ts-expect-error -- no such destination.
  void browser.visit('/', server, { as: 'script' })
}

export function ADeviceMakesPasskeys(device: PasskeyDevice) {
  expectTypeOf(createPasskeyDevice({ origin: 'https://app.example' })).toEqualTypeOf<PasskeyDevice>()
  expectTypeOf(device).toExtend<AmbientCredentials>()
  expectTypeOf(device.asked[0]!.kind).toEqualTypeOf<'create' | 'get'>()
  device.fail('NotAllowedError')
}

export async function WhatWasAskedIsWrittenDown(fapi: Fapi) {
  expectTypeOf(fapi.log).toEqualTypeOf<FapiLog>()
  expectTypeOf<FapiLog>().toExtend<FapiJournal<FapiLogEntry, FapiLogFilter>>()
  const entry = await fapi.log.waitFor({ method: 'GET', path: /^\/v1\/client/ }, { timeout: 100 })
  expectTypeOf(entry).toEqualTypeOf<FapiLogEntry>()
  expectTypeOf(entry.scheme).toEqualTypeOf<'dev-browser' | 'browser' | 'native' | 'none'>()
  expectTypeOf(entry.email).toEqualTypeOf<FapiEmail | null>()
  expectTypeOf(fapi.log.subscribe(() => {})).toEqualTypeOf<() => void>()
  fapi.log.filter(({ status }) => status >= 400)
  // @ts-expect-error -- that is a function's to find.
  fapi.log.filter({ status: 400 })
}

export function AndWhatWasSent(fapi: Fapi, kind: FapiMessageKind) {
  expectTypeOf(fapi.emails).toEqualTypeOf<FapiEmails>()
  expectTypeOf(fapi.texts).toEqualTypeOf<FapiTexts>()
  expectTypeOf(fapi.emails.filter({ to: 'ann@example.com', kind })).toEqualTypeOf<FapiEmail[]>()
  expectTypeOf(fapi.texts.entries).toEqualTypeOf<readonly FapiText[]>()
  expectTypeOf<keyof FapiEmail>().toEqualTypeOf<keyof FapiText | 'link'>()
  expectTypeOf<FapiEmails>().toExtend<FapiJournal<FapiEmail, FapiEmailFilter>>()
  expectTypeOf<FapiTexts>().toExtend<FapiJournal<FapiText, FapiTextFilter>>()
  // @ts-expect-error -- no such kind.
  fapi.texts.filter({ kind: 'advertisement' })
}
