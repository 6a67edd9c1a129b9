import { describe, expect, vi } from 'vitest'
import { alice, bob, requests } from './mainJob'
import { button, patience } from './page'
import { type ServedBox, test } from './stage'
import type { Tab } from './tab'

const keyTypes = ['test', 'live'] as const
const ways = ['Sign in', 'Sign up'] as const

/** The tab leaves for the provider: a page of the box. */
async function leave(tab: Tab, { url }: ServedBox, way: (typeof ways)[number] = 'Sign in') {
  tab.page.setDefaultTimeout(patience)
  await tab.press(`${way} with Google`)
  await tab.page.waitForURL((to) => to.href.startsWith(`${url}/v1/oauth_provider?`))
}

const comeBack = ({ page }: Tab, address: string) => page.waitForURL((to) => to.href.startsWith(address))

/** What begins and ends attempts. */
const attempts = ({ fapi }: ServedBox) => requests(fapi).filter((request) => /POST .*sign_/.test(request))

describe.concurrent.each(keyTypes)('with a %s key', (keyType) => {
  test.for(ways)(
    'behavior: %s with Google: there, the box’s page, and back',
    async (way, { startBox, openBrowser }) => {
      const box = await startBox({ keyType })
      // With a test key the app is on another site, which shares no cookie with the box.
      const browser = await openBrowser(box, keyType === 'test' ? '127.0.0.1' : 'localhost')
      const tab = await browser.openTab({ hasProvider: true })
      await tab.shows({ connection: 'ready', session: 'signed-out' })
      await leave(tab, box, way)
      await button(tab.page, /bob@example.com/).click()
      await comeBack(tab, browser.address)
      await tab.shows({ session: 'signed-in', user: bob, 'way back': 'signed-in' })
      expect(tab.page.url()).not.toMatch(/__clerk|state=|code=/)

      // Somebody whom nobody knows, beside him, and in this tab alone.
      const other = await browser.openTab()
      await other.shows({ user: bob })
      await leave(tab, box, way)
      await tab.page.getByLabel('Email address').fill('nina@example.org')
      await button(tab.page, 'Continue').click()
      await comeBack(tab, browser.address)
      await tab.shows({
        user: 'nina@example.org',
        accounts: `${bob} nina@example.org`,
        'way back': 'signed-in',
      })
      await other.reload()
      await other.shows({ user: bob, accounts: `${bob} nina@example.org` })
      await tab.reload()
      await tab.shows({ user: 'nina@example.org', 'way back': 'signed-in' })
      expect(box.fapi.clients).toHaveLength(1)
      expect(box.fapi.sessions).toHaveLength(2)
    },
  )

  test('behavior: who refuses there is told so, whoever is shown stays, and begins anew', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ keyType })
    const browser = await openBrowser(box, keyType === 'test' ? '127.0.0.1' : 'localhost')
    const tab = await browser.openTab({ hasProvider: true })
    await tab.shows({ connection: 'ready', session: 'signed-out' })
    await tab.signIn(bob)
    await tab.shows({ user: bob })
    await leave(tab, box)
    await button(tab.page, 'Refuse').click()
    await comeBack(tab, browser.address)
    await tab.shows({ user: bob, 'way back': 'oauth_access_denied' })
    await leave(tab, box)
    await button(tab.page, /alice@example.com/).click()
    await comeBack(tab, browser.address)
    await tab.shows({ user: alice, 'way back': 'signed-in' })
  })
})

test.concurrent('behavior: of a double click one attempt begins, and who goes back can begin another', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  const tab = await browser.openTab({ hasProvider: true })
  const { page } = tab
  page.setDefaultTimeout(patience)
  await tab.shows({ connection: 'ready', session: 'signed-out' })
  let clicks = 0
  page.on('console', () => clicks++)
  // The provider takes its time: somebody impatient clicks on and on.
  await page.route(/oauth_provider/, async (route) => {
    const before = clicks
    await vi.waitFor(() => expect(clicks).toBeGreaterThan(before + 9), patience)
    await route.continue()
  })
  await button(page, 'Sign in with Google').evaluate((element: HTMLElement) => {
    setInterval(() => {
      element.click()
      console.debug('click')
    }, 10)
  })
  await page.waitForURL(/oauth_provider/)
  expect(attempts(box)).toHaveLength(1)
  await page.unroute(/oauth_provider/)

  await page.goBack()
  await tab.shows({ connection: 'ready', session: 'signed-out' })
  await leave(tab, box)
  expect(attempts(box)).toHaveLength(2)
  await button(page, /alice@example.com/).click()
  await comeBack(tab, browser.address)
  await tab.shows({ user: alice, 'way back': 'signed-in' })
})

test.concurrent('behavior: who leaves in the middle, and signs in otherwise, is not led elsewhere by a late answer', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  const [left, tab] = [await browser.openTab({ hasProvider: true }), await browser.openTab()]
  await left.shows({ connection: 'ready', session: 'signed-out' })
  await leave(left, box)
  await tab.shows({ connection: 'ready' })
  await tab.signIn(bob)
  await tab.shows({ user: bob })
  await button(left.page, /alice@example.com/).click()
  await left.page.getByText('begin anew').or(left.page.getByText('not known')).waitFor()
  await tab.reload()
  await tab.shows({ user: bob, accounts: bob })
  expect(box.fapi.sessions).toHaveLength(1)
})
