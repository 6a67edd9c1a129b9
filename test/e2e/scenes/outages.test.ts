import { describe, expect } from 'vitest'
import { alice, bob } from '../mainJob'
import type { Tab } from '../tab'
import {
  checkToken,
  expectNobodyElse,
  expectPatience,
  expectRequests,
  expectToken,
  test,
  tokenRequest,
} from './scene'

/** What a hotel's Wi-Fi answers in everybody's name. */
const signInToWifi = '<!doctype html><title>Welcome</title><p>Accept our terms to go online.'

describe.concurrent('servers that fail for a while', () => {
  test.for([
    ['down for a minute', { status: 503 }],
    ['cutting every connection for a minute', { cut: true }],
  ] as const)(
    'behavior: one that is %s signs nobody out, is spared, and is back by itself',
    async ([, fault], { openScene }) => {
      const scene = await openScene({ tabs: 2, ahead: 0 })
      const [first, second] = scene.tabs as [Tab, Tab]
      const mend = scene.fapi.fault({ path: /^\/v1\//, ...fault })
      await first.press('Retry')
      await first.shows({ connection: 'degraded', user: alice })
      await scene.pass(60)
      await first.shows({ connection: 'degraded', user: alice, token: 'error' })
      await second.shows({ user: alice, token: 'error' })
      const during = scene.requests().length
      expect(during).toBeLessThanOrEqual(60)
      mend()
      await scene.pass(60)
      await first.shows({ connection: 'ready', error: '' })
      for (const tab of scene.tabs) await expectToken(scene, tab, alice)
      for (const tab of scene.tabs) await expectNobodyElse(tab, alice)
    },
  )

  test('behavior: the page of a captive portal in its place signs nobody out, and a retry is enough once it is gone', async ({
    openScene,
  }) => {
    const scene = await openScene()
    const [tab] = scene.tabs as [Tab]
    const leavePortal = scene.fapi.fault({ body: signInToWifi })
    await tab.press('Retry')
    await tab.shows({ connection: 'degraded', error: 'malformed_response', user: alice })
    leavePortal()
    await tab.press('Retry')
    await tab.shows({ connection: 'ready', error: '', user: alice })
    await expectNobodyElse(tab, alice)
  })

  test('behavior: a captive portal is left behind as soon as the browser is online again', async ({
    openScene,
  }) => {
    const scene = await openScene()
    const [tab] = scene.tabs as [Tab]
    const { context } = scene.browser
    const leavePortal = scene.fapi.fault({ body: signInToWifi })
    await tab.press('Retry')
    await tab.shows({ connection: 'degraded', error: 'malformed_response', user: alice })
    leavePortal()
    await context.setOffline(true)
    await context.setOffline(false)
    await tab.shows({ connection: 'ready', error: '', user: alice })
    await expectNobodyElse(tab, alice)
  })

  test('behavior: six tabs that open into a Retry-After ask once each before it is over, and then once more', async ({
    openScene,
  }) => {
    const scene = await openScene({ tabs: 0, ahead: 0 })
    const mend = scene.fapi.fault({ path: '/v1/client', retryAfter: 30 })
    const tabs = await Promise.all(Array.from({ length: 6 }, () => scene.openTab()))
    await expectRequests(scene, Array(6).fill('GET /v1/client 429'))
    mend()
    await scene.pass(40)
    for (const tab of tabs) await tab.shows({ connection: 'ready', user: alice })
    expect(expectPatience(scene, 6, 30)).toEqual(Array(6).fill('GET /v1/client 200'))
  })

  test('behavior: one that never answers is given up after seven seconds, and asked again', async ({
    openScene,
  }) => {
    const scene = await openScene({ ahead: 0 })
    const [tab] = scene.tabs as [Tab]
    const isClient = ({ pathname }: URL) => pathname.endsWith('/v1/client')
    await tab.page.route(isClient, () => {})
    await tab.press('Retry')
    await scene.sleepUntil(8000, async () =>
      expect(await tab.facts()).toMatchObject({ connection: 'degraded', error: 'timeout', user: alice }),
    )
    await tab.page.unroute(isClient)
    await scene.pass(10)
    await tab.shows({ connection: 'ready', error: '', user: alice })
    await expectNobodyElse(tab, alice)
  })
})

describe.concurrent('networks that come and go', () => {
  test('behavior: offline for longer than a token lives: nobody is signed out, and back online one request serves both tabs', async ({
    openScene,
  }) => {
    const scene = await openScene({ tabs: 2, ahead: 0 })
    const { context } = scene.browser
    await context.setOffline(true)
    await scene.sleep(70_000)
    for (const tab of scene.tabs) await tab.shows({ user: alice, session: 'signed-in' })
    expect(scene.requests()).toEqual([])
    await scene.sleepUntil(10_000, async () => {
      await context.setOffline(false)
      for (const tab of scene.tabs) await checkToken(scene, tab, alice)
    })
    for (const tab of scene.tabs) await expectNobodyElse(tab, alice)
    expect(scene.requests(tokenRequest)).toHaveLength(1)
  })
})

describe.concurrent('apps that vanish where nobody answers', () => {
  test('behavior: the app is there all the same, says so, and gets its client by itself', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ missingClient: 401 })
    const browser = await openBrowser(box)
    await box.stop()
    const tab = await browser.openTab()
    await tab.shows({ connection: 'error', error: 'network_error', client: 'unknown', session: 'error' })
    await box.start()
    await tab.shows({ connection: 'ready', error: '', session: 'signed-out' })
    expect(box.fapi.clients).toHaveLength(1)
  })

  test('behavior: a retry gets the client at once', async ({ startBox, openBrowser }) => {
    const box = await startBox({ missingClient: 401 })
    const browser = await openBrowser(box)
    await box.stop()
    const tab = await browser.openTab()
    await tab.shows({ connection: 'error', error: 'network_error' })
    await box.start()
    await tab.press('Retry')
    await tab.shows({ connection: 'ready', error: '', outcome: 'done' })
  })

  test('behavior: a sign-in that cannot be sent says why, and leaves the last known client', async ({
    openScene,
  }) => {
    const scene = await openScene()
    const [tab] = scene.tabs as [Tab]
    await scene.box.stop()
    await tab.signIn(bob)
    await tab.shows({ outcome: 'network_error', session: 'signed-in', user: alice })
    await tab.shows({ connection: 'degraded', error: 'network_error' })
    await scene.box.start()
    await tab.shows({ connection: 'ready', error: '', user: alice })
  })
})

describe.concurrent('cookies that are blocked', () => {
  test('behavior: the third load says so, no further client is made, and signing in stays possible', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ keyType: 'live', missingClient: 401 })
    // To a browser the box, at localhost, is another site: it keeps that one's cookies from this page.
    const browser = await openBrowser(box, '127.0.0.1')
    const tab = await browser.openTab()
    await tab.shows({ connection: 'ready' })
    await tab.reload()
    await tab.shows({ connection: 'ready' })
    expect(box.fapi.clients).toHaveLength(2)
    for (let loads = 0; loads < 2; loads++) {
      await tab.reload()
      await tab.shows({ connection: 'error', error: 'client_not_kept', session: 'error' })
    }
    expect(box.fapi.clients).toHaveLength(2)
    await tab.signIn(alice)
    await tab.shows({ connection: 'ready', session: 'signed-in', user: alice })
  })
})
