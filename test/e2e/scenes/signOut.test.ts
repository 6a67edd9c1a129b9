import { describe, expect } from 'vitest'
import { alice, bob } from '../mainJob'
import type { Tab } from '../tab'
import { course, forgetHistory, historyOf } from './history'
import { holdAnswer } from './network'
import {
  countsOf,
  describeDesktop,
  eventually,
  expectNothingMixed,
  expectRequests,
  test,
  testDesktop,
} from './scene'

const signedOut = { session: 'signed-out', user: '', accounts: '', token: 'signed-out', notes: '' }

describe.concurrent('sign-outs that the other tabs do not see', () => {
  test.for([
    [6, 'test'],
    [3, 'live'],
  ] as const)(
    'behavior: a sign-out in one of %i tabs is one in all, and one request in all (%s key)',
    async ([tabs, keyType], { openScene }) => {
      const scene = await openScene({ keyType, signedIn: [alice, bob], tabs })
      await scene.tabs[0]!.signOutAll({ keepClient: false })
      for (const tab of scene.tabs) await tab.shows({ ...signedOut, client: 'none' })
      for (const tab of scene.tabs) await expectNothingMixed(scene, tab)
      await expectRequests(scene, ['DELETE /v1/client 200'])
    },
  )

  testDesktop(
    'behavior: without BroadcastChannel the other tab sees it as soon as it is come back to',
    async ({ openScene }) => {
      const scene = await openScene({ tabs: 0, isDesktop: true, ahead: 0 })
      await scene.browser.context.addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'))
      const [first, second] = [await scene.openTab(), await scene.openTab()]
      for (const tab of [first, second]) await tab.shows({ user: alice })
      await scene.sleep(10_000)
      await second.signOutAll({ keepClient: true })
      await second.shows(signedOut)
      await first.shows({ user: alice })
      await first.page.bringToFront()
      await first.shows(signedOut)
    },
  )
})

describe.concurrent('sign-outs that do not stick', () => {
  test.for(['test', 'live'] as const)(
    'behavior: an answer from before the sign-out that comes after it brings nobody back (%s key)',
    async (keyType, { openScene }) => {
      const scene = await openScene({ keyType, tabs: 2 })
      const [first, second] = scene.tabs as [Tab, Tab]
      const release = await holdAnswer(second.page)
      await second.press('Retry')
      await eventually(() => expect(scene.requests()).toEqual(['GET /v1/client 200']))
      await first.signOutAll({ keepClient: true })
      for (const tab of scene.tabs) await tab.shows(signedOut)
      await forgetHistory(second.page)
      await release()
      await second.shows({ ...signedOut, outcome: 'done' })
      expect(course(await historyOf(second.page), 'session', 'user', 'token')).toEqual([
        'signed-out  signed-out',
      ])
    },
  )

  test.for(['test', 'live'] as const)(
    'behavior: one made without a network is one in all tabs, stays one over a reload, and is told before anybody is shown (%s key)',
    async (keyType, { openScene }) => {
      const scene = await openScene({ keyType, signedIn: [alice, bob], tabs: 2 })
      const [first, second] = scene.tabs as [Tab, Tab]
      const { context } = scene.browser
      await context.setOffline(true)
      await first.signOutAll({ keepClient: false })
      await first.shows({ ...signedOut, outcome: 'not confirmed' })
      await second.shows(signedOut)
      expect(scene.requests()).toEqual([])
      expect(scene.fapi.sessions.map(({ status }) => status)).toEqual(['active', 'active'])
      await first.page.close()
      await second.page.close()

      await context.setOffline(false)
      const next = await scene.openTab()
      await next.shows({ ...signedOut, connection: 'ready' })
      expect(course(await historyOf(next.page), 'session', 'user')).toEqual(['loading ', 'signed-out '])
      expect(scene.requests().slice(0, 2)).toEqual(['GET /v1/client 200', 'DELETE /v1/client 200'])
      expect(scene.fapi.sessions).toEqual([])
    },
  )

  test('behavior: one made without a network is told by itself once there is one again', async ({
    openScene,
  }) => {
    const scene = await openScene()
    const [tab] = scene.tabs as [Tab]
    await scene.browser.context.setOffline(true)
    await tab.signOutAll({ keepClient: true })
    await tab.shows({ ...signedOut, outcome: 'not confirmed' })
    await scene.browser.context.setOffline(false)
    await tab.shows({ ...signedOut, connection: 'ready' })
    await eventually(() =>
      expect(scene.requests()[1]).toMatch(/^POST \/v1\/client\/sessions\/\w+\/remove 200$/),
    )
    expect(scene.fapi.sessions.map(({ status }) => status)).toEqual(['removed'])
  })
})

describeDesktop('pages that wait in the back/forward cache', () => {
  const mark = ({ page }: Tab) => page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
  const isSame = ({ page }: Tab) => page.evaluate(() => 'isSamePage' in globalThis)

  test('behavior: gone back to, it is as it was, and asks once whether all is still so', async ({
    openScene,
  }) => {
    const scene = await openScene({ isDesktop: true })
    const [tab] = scene.tabs as [Tab]
    const before = await countsOf(tab)
    await mark(tab)
    await tab.page.goto('about:blank')
    await tab.page.goBack({ waitUntil: 'commit' })
    await tab.shows({ user: alice })
    expect(await isSame(tab)).toBe(true)
    await expectRequests(scene, ['GET /v1/client 200'])
    expect(await countsOf(tab)).toEqual(before)
  })

  test('behavior: gone back to where the browser drops what other tabs said meanwhile, it shows nobody as soon as it has asked', async ({
    openScene,
  }) => {
    const scene = await openScene({ isDesktop: true, tabs: 2 })
    const [away, other] = scene.tabs as [Tab, Tab]
    await mark(away)
    await away.page.goto('about:blank')
    // A page that is spoken to meanwhile Chromium does not keep; other browsers do, and deliver nothing.
    await other.page.evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => {}
    })
    await other.signOutAll({ keepClient: false })
    await other.shows(signedOut)
    await away.page.bringToFront()
    await away.page.goBack({ waitUntil: 'commit' })
    await away.shows(signedOut)
    expect(await isSame(away)).toBe(true)
    await expectNothingMixed(scene, away)
  })

  test('behavior: gone back to after a sign-out in another tab, it shows nobody, not even for a moment', async ({
    openScene,
  }) => {
    const scene = await openScene({ isDesktop: true, tabs: 2 })
    const [away, other] = scene.tabs as [Tab, Tab]
    await away.page.goto('about:blank')
    await other.signOutAll({ keepClient: false })
    await other.shows(signedOut)
    await away.page.goBack({ waitUntil: 'commit' })
    await away.shows(signedOut)
    expect(course(await historyOf(away.page), 'user')).toEqual([''])
  })
})

describeDesktop('tabs that are frozen', () => {
  test('behavior: one that thaws after a sign-out elsewhere shows nobody, and asks nothing', async ({
    openScene,
  }) => {
    const scene = await openScene({ isDesktop: true, tabs: 2 })
    const [frozen, shown] = scene.tabs as [Tab, Tab]
    const session = await scene.browser.context.newCDPSession(frozen.page)
    await forgetHistory(frozen.page)
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await shown.signOutAll({ keepClient: false })
    await shown.shows(signedOut)
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    await frozen.page.bringToFront()
    await frozen.shows(signedOut)
    expect(course(await historyOf(frozen.page), 'session', 'user')).toEqual([
      `signed-in ${alice}`,
      'signed-out ',
    ])
    await expectNothingMixed(scene, frozen)
    await expectRequests(scene, ['DELETE /v1/client 200'])
  })
})
