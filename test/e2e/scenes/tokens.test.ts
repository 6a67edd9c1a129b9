import { describe, expect } from 'vitest'
import { alice } from '../mainJob'
import {
  checkToken,
  countsOf,
  expectNobodyElse,
  expectPatience,
  expectRequests,
  expectToken,
  type Scene,
  test,
  tokenRequest,
} from './scene'

const minute = 60_000

/** The device is away until every token has run out, and then every tab gets a new one. */
const runOut = (scene: Scene) =>
  scene.sleepUntil(70_000, () => Promise.all(scene.tabs.map((tab) => checkToken(scene, tab, alice))))

describe.concurrent('refresh races across tabs', () => {
  test.for([
    [6, 'test'],
    [3, 'live'],
  ] as const)(
    'behavior: %i tabs whose tokens run out at once sign nobody out, and share one new token (%s key)',
    async ([tabs, keyType], { openScene }) => {
      const scene = await openScene({ keyType, tabs, ahead: 0 })
      await runOut(scene)
      expect(scene.requests(tokenRequest)).toHaveLength(1)
      for (const tab of scene.tabs) await expectNobodyElse(tab, alice)
    },
  )
})

describe.concurrent('locks that deadlock', () => {
  test('behavior: a tab that hangs with every lock in its hands keeps no other from tokens, nor from signing in', async ({
    openScene,
  }) => {
    const scene = await openScene({ tabs: 0, ahead: 0 })
    const { context } = scene.browser
    const hang = await context.addInitScript(() => {
      // Playwright's own first page has none.
      if (!isSecureContext) return
      const { request } = LockManager.prototype
      LockManager.prototype.request = function (this: LockManager, name: string, ...rest: unknown[]) {
        const task = rest.pop() as LockGrantedCallback<unknown>
        const forEver = async (lock: Lock | null) => {
          await task(lock)
          if (lock) await new Promise(() => {})
        }
        return Reflect.apply(request, this, [name, ...rest, forEver])
      } as typeof request
    })
    const hanging = await scene.openTab()
    await hanging.shows({ user: alice })
    await scene.sleep(70_000)
    await expectToken(scene, hanging, alice)
    const held = await hanging.page.evaluate(async () => (await navigator.locks.query()).held)
    expect(held?.map(({ name }) => name?.match(/bootstrap|token/)?.[0]).sort()).toEqual([
      'bootstrap',
      'token',
    ])
    await hang.dispose()

    const tab = await scene.openTab()
    await tab.shows({ connection: 'ready', user: alice })
    await scene.sleep(70_000)
    await expectToken(scene, tab, alice)
    await tab.signOutAll({ keepClient: false })
    await tab.shows({ session: 'signed-out' })
    await tab.signIn(alice)
    await tab.shows({ session: 'signed-in', user: alice })
  })
})

describe.concurrent('request storms', () => {
  test('behavior: six tabs obey one Retry-After, and then share one token', async ({ openScene }) => {
    const scene = await openScene({ tabs: 6, ahead: 0 })
    const { fapi, tabs } = scene
    const accept = fapi.fault({ path: '/v1/client/sessions/*/tokens', retryAfter: 30 })
    await scene.sleep(70_000)
    await expectRequests(scene, Array(6).fill(expect.stringMatching(/ 429$/)))
    accept()
    await scene.pass(40)
    for (const tab of tabs) await expectToken(scene, tab, alice)
    for (const tab of tabs) await expectNobodyElse(tab, alice)
    expect(expectPatience(scene, 6, 30)).toEqual([expect.stringMatching(tokenRequest)])
  })
})

describe.concurrent('effects that run in circles', () => {
  test('behavior: tokens that are renewed render nothing else, and run no effect again', async ({
    openScene,
  }) => {
    const scene = await openScene({ ahead: 0 })
    const [tab] = scene.tabs
    const before = await countsOf(tab!)
    for (let times = 0; times < 3; times++) await runOut(scene)
    expect(scene.requests()).toHaveLength(3)
    expect(await countsOf(tab!)).toEqual(before)
  })
})

describe.concurrent('clocks that are wrong', () => {
  test.for([
    ['ten minutes fast', 10 * minute],
    ['ten minutes slow', -10 * minute],
  ] as const)(
    'behavior: a clock %s signs nobody out, and costs no more requests than a right one',
    async ([, ahead], { openScene }) => {
      const scene = await openScene({ tabs: 2, ahead })
      for (const tab of scene.tabs) await expectToken(scene, tab, alice)
      for (let times = 0; times < 3; times++) await runOut(scene)
      expect(scene.requests()).toHaveLength(3)
      for (const tab of scene.tabs) await expectNobodyElse(tab, alice)
    },
  )

  test.for([
    ['forward', 60 * minute],
    ['back', -60 * minute],
  ] as const)(
    'behavior: a clock that is set %s by an hour while the page is open signs nobody out',
    async ([, by], { openScene }) => {
      const scene = await openScene({ ahead: 0 })
      const [tab] = scene.tabs
      await scene.browser.context.clock.setSystemTime(Date.now() + by)
      for (let times = 0; times < 3; times++) await runOut(scene)
      expect(scene.requests().length).toBeLessThanOrEqual(4)
      await expectNobodyElse(tab!, alice)
    },
  )
})

describe.concurrent('laptops that slept', () => {
  test.for(['test', 'live'] as const)(
    'behavior: over the life of the token: a fresh one for one request, and no sign-out (%s key)',
    async (keyType, { openScene }) => {
      const scene = await openScene({ keyType, ahead: 0 })
      await scene.sleep(8 * 60 * minute)
      await expectToken(scene, scene.tabs[0]!, alice)
      await expectRequests(scene, [expect.stringMatching(tokenRequest)])
      await expectNobodyElse(scene.tabs[0]!, alice)
    },
  )

  test('behavior: over the life of the session: signed out in one step, with nothing left on the screen', async ({
    openScene,
  }) => {
    const scene = await openScene({ ahead: 0 })
    const [tab] = scene.tabs
    await scene.sleep(8 * 24 * 60 * minute)
    await tab!.shows({ session: 'signed-out', user: '', accounts: '', token: 'signed-out', notes: '' })
    await expectRequests(scene, [expect.stringMatching(/tokens 401$/), 'GET /v1/client 200'])
  })
})
