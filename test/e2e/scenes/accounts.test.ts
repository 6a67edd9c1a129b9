import { describe, expect } from 'vitest'
import { alice, bob, quiet, requests } from '../mainJob'
import { patience, type Tab, tabOn } from '../tab'
import { course, forgetHistory, historyOf } from './history'
import { holdAnswer } from './network'
import { eventually, expectNothingMixed, expectRequests, expectToken, type Scene, test } from './scene'

/** Both are signed in; the first tab is Alice's, the second Bob's, and Bob is the one who was active last. */
const both = { signedIn: [bob, alice], tabs: 2 } as const

async function oneTabEach(scene: Scene): Promise<[alices: Tab, bobs: Tab]> {
  const [alices, bobs] = scene.tabs as [Tab, Tab]
  await bobs.switchTo(bob)
  await bobs.shows({ user: bob, outcome: 'done' })
  await expectNotes(scene, bobs, bob)
  await quiet(scene.fapi)
  scene.fapi.log.clear()
  for (const { page } of scene.tabs) await forgetHistory(page)
  return [alices, bobs]
}

/** Waits until a tab shows the data of the app's own that is somebody's. */
const expectNotes = ({ idOf }: Scene, tab: Tab, identifier: string) =>
  tab.shows({ user: identifier, notes: idOf(identifier) })

const usersShown = async ({ page }: Tab) => course(await historyOf(page), 'user')

describe.concurrent("tabs that act as the other tab's account", () => {
  test.for(['test', 'live'] as const)(
    'behavior: a tab on Alice never acts as Bob because another tab switched, nor after a reload (%s key)',
    async (keyType, { openScene }) => {
      const scene = await openScene({ ...both, keyType, ahead: 0 })
      const [alices, bobs] = await oneTabEach(scene)
      await scene.sleep(70_000)
      await expectToken(scene, alices, alice)
      await expectToken(scene, bobs, bob)
      await alices.press('Get a token')
      await alices.shows({ outcome: scene.idOf(alice) })
      await bobs.press('Get a token')
      await bobs.shows({ outcome: scene.idOf(bob) })
      expect(await usersShown(alices)).toEqual([alice])
      await alices.reload()
      await expectNotes(scene, alices, alice)
      expect(await usersShown(alices)).toEqual(['', alice])
      for (const tab of scene.tabs) await expectNothingMixed(scene, tab)
    },
  )

  test('behavior: a duplicated tab is its own: it starts as its original, and what either does is nothing to the other', async ({
    openScene,
  }) => {
    const scene = await openScene(both)
    const [original] = await oneTabEach(scene)
    const { context } = scene.browser
    const opened = context.waitForEvent('page', { timeout: patience })
    await original.page.evaluate(() => void open(location.href))
    const duplicate = tabOn(await opened, scene.fapi)
    await expectNotes(scene, duplicate, alice)
    await duplicate.switchTo(bob)
    await expectNotes(scene, duplicate, bob)
    await quiet(scene.fapi)
    expect(await usersShown(original)).toEqual([alice])
    await original.reload()
    await duplicate.reload()
    await expectNotes(scene, original, alice)
    await expectNotes(scene, duplicate, bob)
  })

  test('behavior: one account signs out, and the tab of the other one sees nothing of it', async ({
    openScene,
  }) => {
    const scene = await openScene(both)
    const [alices, bobs] = await oneTabEach(scene)
    await alices.signOut(alice)
    await expectNotes(scene, alices, bob)
    await bobs.shows({ accounts: bob })
    expect(course(await historyOf(bobs.page), 'session', 'user', 'notes', 'token')).toHaveLength(1)
    expect(await usersShown(alices)).toEqual([alice, bob])
    await expectNothingMixed(scene, alices)
    expect(scene.requests(/remove/)).toHaveLength(1)
  })
})

describe.concurrent("the former user's data", () => {
  test('behavior: it is off the screen in the frame in which the tab switches to another account', async ({
    openScene,
  }) => {
    const scene = await openScene({ signedIn: [bob, alice] })
    const [tab] = scene.tabs as [Tab]
    await expectNotes(scene, tab, alice)
    await tab.switchTo(bob)
    await expectNotes(scene, tab, bob)
    await tab.switchTo(alice)
    await expectNotes(scene, tab, alice)
    await expectNothingMixed(scene, tab)
    expect(await usersShown(tab)).toEqual(['', alice, bob, alice])
  })

  test.for(['test', 'live'] as const)(
    'behavior: it is off the screen of each tab in the frame in which another tab signs everyone out (%s key)',
    async (keyType, { openScene }) => {
      const scene = await openScene({ keyType, tabs: 3 })
      const [first, ...others] = scene.tabs as [Tab, Tab, Tab]
      for (const tab of scene.tabs) await expectNotes(scene, tab, alice)
      await first.signOutAll({ keepClient: false })
      for (const tab of scene.tabs) await tab.shows({ session: 'signed-out' })
      for (const tab of scene.tabs) await expectNothingMixed(scene, tab)
      for (const { page } of others)
        expect(course(await historyOf(page), 'session', 'user').slice(1)).toEqual([
          `signed-in ${alice}`,
          'signed-out ',
        ])
    },
  )

  test('behavior: the next user of the same tab meets none of it', async ({ openScene }) => {
    const scene = await openScene({ tabs: 2 })
    const [tab] = scene.tabs as [Tab]
    for (const each of scene.tabs) await expectNotes(scene, each, alice)
    await tab.signOutAll({ keepClient: true })
    await tab.shows({ session: 'signed-out' })
    await tab.signIn(bob)
    for (const each of scene.tabs) await expectNotes(scene, each, bob)
    for (const each of scene.tabs) await expectNothingMixed(scene, each)
  })
})

describe.concurrent('sessions that end on the server', () => {
  test.for(['test', 'live'] as const)(
    'behavior: a revoked session gives way to the next in one transition, never a flash of anything else (%s key)',
    async (keyType, { openScene }) => {
      const scene = await openScene({ ...both, keyType, ahead: 0 })
      const [alices, bobs] = await oneTabEach(scene)
      scene.fapi.revokeSession(scene.sessionOf(alice))
      await scene.sleep(70_000)
      await expectNotes(scene, alices, bob)
      await expectToken(scene, alices, bob)
      expect(course(await historyOf(alices.page), 'session', 'user')).toEqual([
        `signed-in ${alice}`,
        `signed-in ${bob}`,
      ])
      await expectNothingMixed(scene, alices)
      expect(await usersShown(bobs)).toEqual([bob])
    },
  )
})

describe.concurrent('tabs that are closed in the middle of something', () => {
  test('behavior: one closed while it signs in does no harm: the others go on, and find the session', async ({
    openScene,
  }) => {
    const scene = await openScene({ signedIn: [], tabs: 2 })
    const [closing, staying] = scene.tabs as [Tab, Tab]
    scene.fapi.fault({ path: '/v1/client/sign_ins', delay: 1000, times: 1 })
    await closing.signIn(alice)
    await eventually(() => expect(scene.fapi.faults).toEqual([]))
    await closing.page.close()
    await eventually(() => expect(scene.requests()).toEqual(['POST /v1/client/sign_ins 200']))
    await staying.shows({ session: 'signed-out' })
    await staying.signIn(bob)
    await staying.shows({ outcome: 'done', accounts: `${alice} ${bob}` })
    await expectNothingMixed(scene, staying)
  })

  test.for(['test', 'live'] as const)(
    'behavior: one closed while it makes the client, with the lock in its hands, leaves the next tab to make it (%s key)',
    async (keyType, { startBox, openBrowser }) => {
      const box = await startBox({ keyType, missingClient: 401 })
      const browser = await openBrowser(box)
      const stuck = box.fapi.fault({ path: '/v1/client', method: 'POST', delay: 60_000 })
      const closing = await browser.openTab()
      await eventually(() => expect(requests(box.fapi)).toContain('GET /v1/client 401'))
      stuck()
      await closing.page.close()
      const next = await browser.openTab()
      await next.shows({ connection: 'ready', session: 'signed-out' })
      await quiet(box.fapi)
      const { client } = await next.facts()
      await next.reload()
      await next.shows({ connection: 'ready', client })
    },
  )
})

describe.concurrent('what other tabs never hear of', () => {
  test('behavior: a sign-in in one of six tabs is one in all, for one request and one more for each other tab', async ({
    openScene,
  }) => {
    const scene = await openScene({ signedIn: [], tabs: 6 })
    await scene.tabs[0]!.signIn(alice)
    for (const tab of scene.tabs) await expectNotes(scene, tab, alice)
    await expectRequests(scene, ['POST /v1/client/sign_ins 200', ...Array(5).fill('GET /v1/client 200')])
  })

  test('parameters: with tabSession follow all tabs show the session that was chosen last', async ({
    openScene,
  }) => {
    const scene = await openScene({ signedIn: [alice], tabs: 2, tabSession: 'follow' })
    const [first, second] = scene.tabs as [Tab, Tab]
    await first.signIn(bob)
    for (const tab of scene.tabs) await expectNotes(scene, tab, bob)
    await second.switchTo(alice)
    for (const tab of scene.tabs) await expectNotes(scene, tab, alice)
    for (const tab of scene.tabs) await expectNothingMixed(scene, tab)
  })
})

describe.concurrent('answers that come too late', () => {
  test.for(['test', 'live'] as const)(
    'behavior: one from before a sign-in that comes after it does not sign out again (%s key)',
    async (keyType, { openScene }) => {
      const scene = await openScene({ keyType, signedIn: [], tabs: 1 })
      const [tab] = scene.tabs as [Tab]
      const release = await holdAnswer(tab.page)
      await tab.press('Retry')
      await eventually(() => expect(scene.requests()).toEqual(['GET /v1/client 200']))
      await tab.signIn(alice)
      await expectNotes(scene, tab, alice)
      await forgetHistory(tab.page)
      await release()
      await expectRequests(scene, ['GET /v1/client 200', 'POST /v1/client/sign_ins 200'])
      expect(await usersShown(tab)).toEqual([alice])
    },
  )
})
