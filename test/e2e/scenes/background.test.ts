import { describe, expect } from 'vitest'
import { alice, bob } from '../mainJob'
import type { Tab } from '../tab'
import {
  countsOf,
  expectNobodyElse,
  expectRequests,
  expectToken,
  type Scene,
  test,
  tokenRequest,
} from './scene'

/** A tab with something else in front of it. */
async function inBackground(
  scene: Scene,
): Promise<{ tab: Tab; show(): Promise<void>; hide(): Promise<void> }> {
  const [tab] = scene.tabs as [Tab]
  const other = await scene.browser.context.newPage()
  await other.bringToFront()
  return { tab, show: () => tab.page.bringToFront(), hide: () => other.bringToFront() }
}

describe('renders and requests on every focus', () => {
  test('behavior: a hundred focus changes ask once, and render nothing', async ({ openScene }) => {
    const scene = await openScene({ isDesktop: true, ahead: 0 })
    const { tab, show, hide } = await inBackground(scene)
    const { clock } = scene.browser.context
    const before = await countsOf(tab)
    await scene.sleep(70_000)
    // Time stands still but for these steps, so that how fast the machine is decides nothing.
    await clock.pauseAt(await tab.page.evaluate(() => Date.now() + 10_000))
    for (let times = 0; times < 100; times++) {
      await show()
      await clock.fastForward(60)
      await hide()
      await clock.fastForward(20)
    }
    await clock.resume()
    await show()
    await expectToken(scene, tab, alice)
    await expectRequests(scene, [expect.stringMatching(tokenRequest), expect.stringMatching(/touch 200$/)])
    expect(await countsOf(tab)).toEqual(before)
  })
})

describe('tabs in the background', () => {
  test('behavior: ten minutes in the background cost nothing; come back to, it has a fresh token and the same user', async ({
    openScene,
  }) => {
    const scene = await openScene({ isDesktop: true, ahead: 0 })
    const { tab, show } = await inBackground(scene)
    for (let minutes = 0; minutes < 10; minutes++) await scene.sleep(60_000)
    await expectRequests(scene, [])
    await show()
    await expectToken(scene, tab, alice)
    await expectNobodyElse(tab, alice)
    await expectRequests(scene, [expect.stringMatching(tokenRequest), expect.stringMatching(/touch 200$/)])
  })

  test('behavior: what others did meanwhile is asked for once, when it is come back to', async ({
    openScene,
  }) => {
    const scene = await openScene({ isDesktop: true, tabs: 2, signedIn: [alice] })
    const [hidden, shown] = scene.tabs as [Tab, Tab]
    await shown.signIn(bob)
    await shown.shows({ accounts: `${alice} ${bob}`, outcome: 'done' })
    await expectRequests(scene, ['POST /v1/client/sign_ins 200'])
    await hidden.shows({ accounts: alice })
    await hidden.page.bringToFront()
    await hidden.shows({ accounts: `${alice} ${bob}`, user: alice })
    await expectRequests(scene, ['POST /v1/client/sign_ins 200', 'GET /v1/client 200'])
  })
})
