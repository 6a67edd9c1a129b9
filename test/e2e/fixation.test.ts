import type { Page } from 'playwright'
import { expect } from 'vitest'
import { alice, bob } from './mainJob'
import { button, openPage } from './page'
import { type ServedBox, test } from './stage'

/** A page on another port of this machine, which may ask for dev browsers as any app may. */
const attacker = { origin: 'http://127.0.0.1:5999' }

async function plant({ url }: ServedBox): Promise<string> {
  const { id } = await (await fetch(`${url}/v1/dev_browser`, { method: 'POST', headers: attacker })).json()
  await fetch(`${url}/v1/client?__clerk_db_jwt=${id}`, { method: 'POST', headers: attacker })
  return id
}

/** What the attacker sees with the dev browser that they planted. */
async function seen({ url }: ServedBox, devBrowser: string): Promise<unknown> {
  const answer = await fetch(`${url}/v1/client?__clerk_db_jwt=${devBrowser}`, { headers: attacker })
  const { errors, response } = await answer.json()
  return errors?.[0].code ?? response?.sessions.length
}

async function byPassword(page: Page, { fapi }: ServedBox) {
  await page.getByLabel(/^Email address/).fill(alice)
  await page.keyboard.press('Enter')
  await page.getByLabel('Password').fill(fapi.users[0]!.password!)
  await page.keyboard.press('Enter')
}

async function byProvider(page: Page, { url }: ServedBox) {
  await button(page, 'Continue with Google').click()
  await page.getByRole('button', { name: alice }).click()
  await page.waitForURL(`${url}/**`)
}

async function byLink(page: Page, { fapi }: ServedBox) {
  await page.getByLabel(/^Email address/).fill(bob)
  await page.keyboard.press('Enter')
  const { link } = await fapi.emails.waitFor({ to: bob }, { timeout: 10_000 })
  await (await page.context().newPage()).goto(link!)
}

async function byTicket(page: Page, { fapi }: ServedBox) {
  const ticket = await fapi.signInToken(alice)
  const url = new URL(page.url())
  url.searchParams.set('__clerk_ticket', ticket)
  await page.goto(url.href)
}

const ways = { byPassword, byProvider, byTicket, byLink }

test.concurrent.for(Object.entries(ways))(
  'attack: a dev browser that somebody put into the address is void before anybody signs in with it: %s',
  async ([name, signIn], { startBox, openBrowser }) => {
    const box = await startBox(name === 'byLink' ? { strategies: ['email_link'] } : {})
    const planted = await plant(box)
    const browser = await openBrowser(box)
    const page = await openPage(browser, `${box.url}/sign-in?__clerk_db_jwt=${planted}`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await signIn(page, box)
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    expect(await seen(box, planted)).toBe('dev_browser_unauthenticated')
    const [{ clientId } = {}] = box.fapi.devBrowsers.filter(({ clientId }) => clientId !== null)
    expect(box.fapi.sessions).toMatchObject([{ clientId }])
    const cookies = (await browser.context.cookies()).map(({ value }) => value)
    expect(cookies).not.toContain(planted)
    expect(cookies).toContain(box.fapi.devBrowsers.find((other) => other.clientId === clientId)!.token)
  },
)

test.concurrent('attack: the dev browser of a known cookie wins over one in the address, which gets nothing', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const planted = await plant(box)
  const { devBrowser } = await box.fapi.seedClient()
  const browser = await openBrowser(box)
  const cookie = { name: '__clerk_db_jwt', value: devBrowser!, url: box.url }
  await browser.context.addCookies([cookie])
  const page = await openPage(browser, `${box.url}/sign-in?__clerk_db_jwt=${planted}`)
  await byPassword(page, box)
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  expect(await seen(box, planted)).toBe(0)
  expect(box.fapi.devBrowsers.map(({ token }) => token)).toEqual([planted, devBrowser])
})

test.concurrent('behavior: who comes with a dev browser of an app and only looks leaves it as it is; who goes on takes its accounts along', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const { devBrowser, clientId } = await box.fapi.seedClient({ users: [alice] })
  const browser = await openBrowser(box)
  const back = encodeURIComponent(`${browser.address}there`)
  const page = await openPage(browser, `${box.url}/sign-in?__clerk_db_jwt=${devBrowser}&redirect_url=${back}`)
  const go = button(page, `Continue as Alice Archer (${alice})`)
  await go.waitFor()
  expect(await seen(box, devBrowser!)).toBe(1)
  expect(await browser.context.cookies()).toEqual([])
  const left = page.waitForRequest((request) => request.url().startsWith(`${browser.address}there`))
  await go.click()
  const sent = new URL((await left).url()).searchParams.get('__clerk_db_jwt')
  expect(box.fapi.devBrowsers).toMatchObject([{ token: sent, clientId }])
  expect(await seen(box, devBrowser!)).toBe('dev_browser_unauthenticated')
})
