import { expect } from 'vitest'
import { alice, bob, quiet, requests } from './mainJob'
import { type AppBrowser, type ServedBox, test } from './stage'

/** Two tabs of one browser, both ready, nobody signed in. */
async function openTwo(browser: AppBrowser) {
  const [first, second] = [await browser.openTab(), await browser.openTab()]
  await first.shows({ connection: 'ready', session: 'signed-out' })
  await second.shows({ connection: 'ready', session: 'signed-out' })
  return [first, second] as const
}

/** As above, with Alice and Bob signed in. Both tabs are Alice's. */
async function openTwoSignedIn(box: ServedBox, browser: AppBrowser) {
  const [first, second] = await openTwo(browser)
  await first.signIn(alice)
  await first.shows({ user: alice })
  await first.signIn(bob)
  for (const tab of [first, second]) await tab.shows({ user: alice, accounts: `${alice} ${bob}` })
  await quiet(box.fapi)
  return [first, second] as const
}

test.concurrent('behavior: a sign-in reaches the other tab', async ({ startBox, openBrowser }) => {
  const box = await startBox()
  const [first, second] = await openTwo(await openBrowser(box))
  await first.signIn(alice)
  await second.shows({ session: 'signed-in', user: alice, accounts: alice })
})

test.concurrent('behavior: the removal of a session reaches the other tab, which goes on with what is left', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const [first, second] = await openTwoSignedIn(box, await openBrowser(box))
  box.fapi.log.clear()
  await first.signOut(alice)
  for (const tab of [first, second]) await tab.shows({ session: 'signed-in', user: bob, accounts: bob })
  await quiet(box.fapi)
  expect(requests(box.fapi).filter((request) => /POST .*remove/.test(request))).toHaveLength(1)
})

test.concurrent('behavior: signing out all reaches the other tab with no request of its own', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const [first, second] = await openTwoSignedIn(box, await openBrowser(box))
  box.fapi.log.clear()
  await first.signOutAll({ keepClient: false })
  for (const tab of [first, second]) await tab.shows({ session: 'signed-out', client: 'none', accounts: '' })
  await quiet(box.fapi)
  expect(requests(box.fapi)).toEqual(['DELETE /v1/client 200'])
})

test.concurrent('behavior: a pinned tab keeps its session, and hands out only its tokens, when another switches', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const [first, second] = await openTwoSignedIn(box, await openBrowser(box))
  const idOf = (identifier: string) => box.fapi.users.find((user) => user.identifier === identifier)!.id
  await first.switchTo(bob)
  await first.shows({ user: bob, outcome: 'done' })
  await quiet(box.fapi)
  await second.shows({ user: alice })
  await second.press('Get a token')
  await second.shows({ outcome: idOf(alice) })
  await first.press('Get a token')
  await first.shows({ outcome: idOf(bob) })
  await second.reload()
  await second.shows({ connection: 'ready', user: alice })
})

test.concurrent('parameters: with tabSession follow all tabs show the session that was chosen last', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  const first = await browser.openTab({ tabSession: 'follow' })
  const second = await browser.openTab({ tabSession: 'follow' })
  await first.shows({ connection: 'ready' })
  await second.shows({ connection: 'ready' })
  await first.signIn(alice)
  await first.shows({ user: alice, outcome: 'done' })
  await first.signIn(bob)
  for (const tab of [first, second]) await tab.shows({ user: bob, accounts: `${alice} ${bob}` })
  await second.switchTo(alice)
  for (const tab of [first, second]) await tab.shows({ user: alice })
})
