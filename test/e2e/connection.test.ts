import { expect } from 'vitest'
import { alice, bob, quiet, requests } from './mainJob'
import { test } from './stage'

test.concurrent('behavior: a sign-out while offline clears both tabs, and is delivered at the next load before any GET', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({ keyType: 'live', missingClient: 401 })
  const browser = await openBrowser(box)
  const first = await browser.openTab()
  await first.signIn(alice)
  await first.shows({ user: alice, outcome: 'done' })
  await first.signIn(bob)
  await first.shows({ accounts: `${alice} ${bob}`, outcome: 'done' })
  const second = await browser.openTab()
  await second.shows({ user: bob })
  await quiet(box.fapi)
  box.fapi.log.clear()

  await browser.context.setOffline(true)
  await first.signOutAll({ keepClient: false })
  await first.shows({ session: 'signed-out', client: 'none', outcome: 'not confirmed' })
  await second.shows({ session: 'signed-out', client: 'none' })
  expect(requests(box.fapi)).toEqual([])
  expect(box.fapi.sessions.map(({ status }) => status)).toEqual(['active', 'active'])

  await first.page.close()
  await second.page.close()
  await browser.context.setOffline(false)
  const next = await browser.openTab({ bootstrap: 'read' })
  await next.shows({ connection: 'ready', session: 'signed-out', client: 'none' })
  expect(requests(box.fapi)).toEqual(['DELETE /v1/client 200', 'GET /v1/client 401'])
  expect(box.fapi.clients).toEqual([])
})

test.concurrent('behavior: a sign-out made offline is delivered once online again, without a reload', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  const tab = await browser.openTab()
  await tab.signIn(alice)
  await tab.shows({ user: alice, outcome: 'done' })
  await browser.context.setOffline(true)
  await tab.signOutAll({ keepClient: true })
  await tab.shows({ session: 'signed-out', outcome: 'not confirmed' })
  box.fapi.log.clear()
  await browser.context.setOffline(false)
  await box.fapi.log.waitFor({ method: 'DELETE', path: '/v1/client/sessions' }, { timeout: 10_000 })
  await tab.shows({ connection: 'ready', session: 'signed-out', accounts: '' })
  expect(box.fapi.sessions.map(({ status }) => status)).toEqual(['ended'])
})

test.concurrent('behavior: where nobody answers at boot it says so, and recovers by itself', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({ missingClient: 401 })
  const browser = await openBrowser(box)
  await box.stop()
  const tab = await browser.openTab()
  await tab.shows({ connection: 'error', error: 'network_error', client: 'unknown', session: 'loading' })
  await box.start()
  await tab.shows({ connection: 'ready', error: '', session: 'signed-out' })
  expect(box.fapi.clients).toHaveLength(1)
})

test.concurrent('behavior: where nobody answered at boot, a retry gets the client once somebody does', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({ missingClient: 401 })
  const browser = await openBrowser(box)
  await box.stop()
  const tab = await browser.openTab()
  await tab.shows({ connection: 'error', error: 'network_error' })
  await box.start()
  await tab.press('Retry')
  await tab.shows({ connection: 'ready', error: '', outcome: 'done' })
})

test.concurrent('behavior: a server that goes away leaves the last known client, and a sign-in that fails says why', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  const tab = await browser.openTab()
  await tab.signIn(alice)
  await tab.shows({ user: alice, outcome: 'done' })
  await box.stop()
  await tab.signIn(bob)
  await tab.shows({ outcome: 'network_error', session: 'signed-in', user: alice })
  await tab.press('Retry')
  await tab.shows({ connection: 'degraded', error: 'network_error', session: 'signed-in', user: alice })
  await box.start()
  await tab.shows({ connection: 'ready', error: '', user: alice })
})

test.concurrent('behavior: where cookies are not kept, the third load says so and creates no further client', async ({
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
  await tab.reload()
  await tab.shows({ connection: 'error', error: 'client_not_kept', session: 'loading' })
  await tab.reload()
  await tab.shows({ connection: 'error', error: 'client_not_kept' })
  expect(box.fapi.clients).toHaveLength(2)
  await tab.signIn(alice)
  await tab.shows({ connection: 'ready', session: 'signed-in', user: alice })
})
