import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { createWebhooks, webhookSecret } from '../../src/cli/webhooks'
import { alice, bob } from './mainJob'
import { button, openPage } from './page'
import { test } from './stage'

const focusedName = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

test.concurrent('behavior: the inspector shows requests as they come; what is done there is what the app meets next', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const { fapi } = box
  const browser = await openBrowser(box)
  const page = await openPage(browser, box.inspectorUrl)
  await page.getByText('Live', { exact: true }).waitFor()
  await page.getByText('No request yet').waitFor()
  const tab = await browser.openTab()
  await tab.shows({ session: 'signed-out' })
  await page.getByRole('row', { name: /GET \/v1\/client 200/ }).waitFor()
  await tab.signIn(alice)
  await tab.shows({ user: alice, outcome: 'done' })

  await button(page, `Token’s claims: ${alice}`).click()
  await page.getByText('"sts": "active"').waitFor()
  await button(page, `Revoke: ${alice}`).click()
  await page.getByText('revoked').waitFor()
  await tab.press('Get a token')
  await tab.shows({ session: 'signed-out' })

  await page.getByLabel('Path').fill('/v1/client/sign_ins')
  await page.getByRole('spinbutton', { name: 'Status' }).fill('503')
  await page.getByRole('spinbutton', { name: 'Times' }).fill('1')
  await button(page, 'Inject').click()
  await page.getByText('answers 503, 1 more').waitFor()
  await tab.signIn(bob)
  await page.getByRole('row', { name: /POST \/v1\/client\/sign_ins 503/ }).waitFor()
  expect(fapi.sessions).toHaveLength(1)
  expect(fapi.faults).toEqual([])

  await button(page, '+7 d').click()
  await page.getByText('moved by 10,080 min').waitFor()
  await button(page, 'Back to now').click()
  await page.getByText('the real time').waitFor()
  await button(page, /^Sign in here/)
    .first()
    .click()
  await page.getByText('active', { exact: true }).waitFor()
})

test.concurrent('behavior: the inspector is used with the keyboard alone, and fits a phone', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  await box.fapi.seedClient({ users: [alice] })
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  await page.setViewportSize({ width: 375, height: 700 })
  await button(page, `Revoke: ${alice}`).focus()
  await page.keyboard.press('Enter')
  await page.getByText('revoked').waitFor()
  expect(box.fapi.sessions[0]!.status).toBe('revoked')
  // What was pressed is gone, or has another name: the next key goes on from there, not from the top of the page.
  expect(await focusedName(page)).toMatch(/^Who signs in on client_/)
  await button(page, `Ban: ${bob}`).focus()
  await page.keyboard.press('Enter')
  await button(page, `Unban: ${bob}`).waitFor()
  expect(await focusedName(page)).toBe(`Unban: ${bob}`)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
})

test.concurrent('behavior: the keyboard goes on in what a secret unlocks, and at the field where it is refused', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const page = await openPage(await openBrowser(box), box.url)
  const isAt = (id: string) => page.waitForFunction((id) => document.activeElement?.id === id, id)
  await isAt('secret')
  await page.keyboard.type('not the secret')
  await Promise.all([page.waitForResponse((answer) => answer.status() === 401), page.keyboard.press('Enter')])
  await isAt('secret')
  await page.keyboard.type(box.fapi.controlSecret)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Live', { exact: true }).waitFor()
  await isAt('main')
})

test.concurrent('behavior: the inspector shows the codes and links that were sent, and opens these', async ({
  startBox,
  openBrowser,
}) => {
  const phone = '+12025550123'
  const box = await startBox({ users: [{ identifier: alice, phones: [{ number: phone }] }] })
  const { fapi } = box
  const { devBrowser } = await fapi.seedClient()
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  await page.getByText('None yet: sign up, or sign in with a code.').waitFor()
  const send = (form: Record<string, string>) =>
    fetch(`${box.url}/v1/client/sign_ins?__clerk_db_jwt=${devBrowser}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: 'http://localhost:3000' },
    })
  await send({ identifier: phone, strategy: 'phone_code' })
  await page.getByText(fapi.texts.entries[0]!.code, { exact: true }).waitFor()
  await page.getByText(phone).waitFor()
  const redirect_url = `${box.url}/sign-in`
  await send({ identifier: alice, strategy: 'email_link', redirect_url })
  await page.getByRole('link', { name: 'Open the link' }).click()
  await page.getByRole('heading', { name: 'That worked' }).waitFor()
  expect(fapi.sessions).toHaveLength(1)
})

test.concurrent('behavior: the inspector says who is locked, and who acts as somebody else', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const { fapi } = box
  const { clientId } = await fapi.seedClient({ users: [alice] })
  fapi.signIn(clientId, alice, { sub: 'user_support' })
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  await page.getByText('impersonated by user_support').waitFor()
  await button(page, `Revoke: ${alice}, impersonated by user_support`).click()
  await page.getByText('revoked').waitFor()
  expect(fapi.sessions.map(({ status }) => status)).toEqual(['active', 'revoked'])
  await button(page, `Lock: ${bob}`).click()
  await page.getByText('locked', { exact: true }).waitFor()
  expect(fapi.users[1]!.locked).toBe(true)
  await button(page, `Unlock: ${bob}`).click()
  await button(page, `Lock: ${bob}`).waitFor()
  expect(fapi.users[1]!.locked).toBe(false)
})

test.concurrent('behavior: the requests are one stop of the Tab key, and arrows lead from one client to another', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({ keyType: 'live' })
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  const ids: string[] = []
  for (const user of [alice, bob, alice]) {
    const { clientId, clientToken } = await box.fapi.seedClient({ users: [user] })
    ids.unshift(clientId)
    const headers = { origin: box.url, cookie: `__client=${clientToken}` }
    await box.fapi.fetch(new Request(`${box.url}/v1/client`, { headers }))
  }
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('title'))
  const inRequests = () => page.evaluate(() => document.activeElement?.closest('#requests') !== null)
  await page.locator('#requests tr').nth(2).waitFor()
  await button(page, 'Clear').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe(ids[0])
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe(ids[0])
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe(ids[1])
  await page.keyboard.press('Tab')
  expect(await inRequests()).toBe(false)
  await page.keyboard.press('Shift+Tab')
  expect(await focused()).toBe(ids[1])
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).hash).toBe(`#${ids[1]}`)
})

test.concurrent('behavior: the inspector breaks answers in every way, and the keyboard stays where a fault was', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  const form = page.locator('#fault')
  const inject = async (kind: string, fields: Record<string, string>) => {
    await form.getByLabel('What happens').selectOption(kind)
    for (const [name, value] of Object.entries(fields))
      await form.getByLabel(name, { exact: true }).fill(value)
    await button(page, 'Inject').click()
  }
  await form.getByLabel('Path').fill('/.well-known/jwks.json')
  await form.getByLabel('Times').fill('1')
  await inject('It gets another answer', { Body: '<h1>Bad gateway</h1>' })
  await page.getByText('answers 200, a body of its own, 1 more').waitFor()
  await inject('It is sent elsewhere', { Location: 'https://elsewhere.example/' })
  await page.getByText('answers 307, to https://elsewhere.example/, 1 more').waitFor()
  await inject('It only takes longer', { 'Delay, ms': '1' })
  await page.getByText('waits 1 ms, 1 more').waitFor()
  const ask = () => fetch(`${box.url}/.well-known/jwks.json`, { redirect: 'manual' })
  expect(await (await ask()).text()).toBe('<h1>Bad gateway</h1>')
  expect((await ask()).headers.get('location')).toBe('https://elsewhere.example/')
  expect((await (await ask()).json()).keys).toHaveLength(1)

  await inject('It gets an error', { Path: '/a' })
  await page.getByText('any method /a').waitFor()
  await inject('The connection breaks', { Path: '/b' })
  await page.getByText('breaks off').waitFor()
  await button(page, 'Remove any method /a').focus()
  await page.keyboard.press('Enter')
  await page.getByText('any method /a').waitFor({ state: 'detached' })
  expect(await focusedName(page)).toBe('Remove any method /b')
  await page.keyboard.press('Enter')
  await page.getByText('any method /b').waitFor({ state: 'detached' })
  expect(await form.getByLabel('Method').evaluate((field) => field === document.activeElement)).toBe(true)
})

test.concurrent('behavior: the inspector lists what an app was told of, shows it, and sends it again, with the keyboard too', async ({
  startBox,
  openBrowser,
}) => {
  const got: unknown[] = []
  const app = createServer((request, answer) => {
    got.push(request.headers['svix-id'])
    answer.writeHead(got.length === 1 ? 200 : 204).end()
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/${hostile('hook')}`
  const end = new AbortController()
  const secret = () => webhookSecret('sk_test_x')
  const webhooks = createWebhooks({ url, secret, report() {}, signal: end.signal })
  const box = await startBox({}, webhooks)
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  const card = page.getByRole('region', { name: 'Webhooks' })
  await card.getByText('None yet').waitFor()
  await box.fapi.saved()
  box.fapi.lockUser(alice)
  await card.getByText('user.updated').waitFor()
  await card.getByText('200', { exact: true }).waitFor()
  await card.getByText(`sent once to ${url}`).waitFor()

  const again = button(page, /^Send again: user\.updated, msg_/)
  await again.focus()
  await page.keyboard.press('Enter')
  await card.getByText('204', { exact: true }).waitFor()
  await page.getByRole('status').getByText('Sent again: 204.').waitFor()
  expect(await focusedName(page)).toMatch(/^Send again: user\.updated/)
  expect([got.length, new Set(got).size]).toEqual([2, 1])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await card.getByText('"type": "user.updated"').waitFor()
  const body = button(page, /^Body: user\.updated/)
  expect(await body.getAttribute('aria-expanded')).toBe('true')
  expect(await page.locator('img, b, i').count()).toBe(0)
  end.abort()
  app.close()
})

test.concurrent('behavior: the inspector says how an app is told of events, where none is', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  await page.getByText('start the box with --webhook').waitFor()
})

/** What would end an attribute, a script or a cell, and begin an element. */
const hostile = (name: string) => `${name}"'></script></td><img/src=x/onerror=alert(1)><b>&lt;i&gt;`

test.concurrent('behavior: whatever comes from outside is shown as text', async ({
  startBox,
  openBrowser,
}) => {
  const [ann, ben] = [`${hostile('ann')}@x`, `${hostile('ben')}@x`]
  const box = await startBox({
    users: [
      { identifier: ann, password: hostile('password'), tasks: [hostile('task')] },
      { identifier: ben },
    ],
  })
  const { fapi } = box
  const { clientId } = await fapi.seedClient({ users: [ann] })
  const { devBrowser } = await fapi.seedClient({ users: [] })
  fapi.signIn(clientId, ann, { sub: hostile('actor') })
  const page = await openPage(await openBrowser(box), box.inspectorUrl)
  const headers = { origin: box.url }
  const search = new URLSearchParams({ __clerk_db_jwt: devBrowser!, q: hostile('query') })
  const body = new URLSearchParams({ identifier: ben, strategy: 'email_code' })
  await fetch(`${box.url}/v1/client/sign_ins?${search}`, { method: 'POST', headers, body })
  await fetch(`${box.url}/v1/it's&lt;i&gt;?${search}`, { headers })
  fapi.fault({
    method: hostile('method'),
    path: `/${hostile('path')}`,
    headers: { location: hostile('location') },
  })
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  const shown = {
    users: [ann, ben, hostile('password')],
    clients: [ann, hostile('task'), hostile('actor')],
    mails: [ben],
    active: [hostile('method'), hostile('path'), hostile('location')],
    requests: ["/v1/it's&lt;i&gt;"],
  }
  for (const [id, texts] of Object.entries(shown)) {
    for (const text of texts)
      await page.locator(`#${id}`).getByText(text).filter({ visible: true }).first().waitFor()
  }
  await button(page, `Token’s claims: ${ann}`).first().click()
  await page.getByText('No token was handed out yet.').waitFor()
  expect(await page.locator('img, b, i').count()).toBe(0)
})

test.concurrent('attack: the secret leaves the address at once, goes into no storage, and nothing shows without it', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const { controlSecret } = box.fapi
  const browser = await openBrowser(box)
  const page = await openPage(browser, box.url)
  const requests: string[] = []
  page.on('request', (request) => void requests.push(request.url()))
  await page.getByText('This box is controlled with a secret.').waitFor()
  expect(await page.getByText(alice).count()).toBe(0)
  expect(await page.locator('#main').isVisible()).toBe(false)
  await page.getByLabel('Control secret').fill('another-secret-that-is-wrong')
  await button(page, 'Open').click()
  await page.getByText('Locked').waitFor()
  await page.getByLabel('Control secret').fill(controlSecret)
  await button(page, 'Open').click()
  await page.getByText(alice).first().waitFor()

  // A reload forgets it, and the address as it is printed brings it again: in the same tab, too.
  await page.reload()
  await page.getByText('This box is controlled with a secret.').waitFor()
  await page.goto(box.inspectorUrl)
  await page.getByText(alice).first().waitFor()
  expect(page.url()).toBe(`${box.url}/`)
  await page.goto(`${box.url}/?a=b#secret=${controlSecret}`)
  await page.getByText(alice).first().waitFor()
  expect(page.url()).toBe(`${box.url}/?a=b`)
  const kept = await page.evaluate(async () => [
    document.cookie,
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
    document.documentElement.outerHTML,
    String((await indexedDB.databases()).length + (await caches.keys()).length),
  ])
  for (const text of [...kept, ...requests]) expect(text).not.toContain(controlSecret)
})

test.concurrent('attack: a page of the app, of another port or below its proxy finds no way to the box', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  const { page } = await browser.openTab()
  const outcomes = await page.evaluate(async (url) => {
    const ask = (path: string, init?: RequestInit) =>
      fetch(`${url}/_frontdesk/${path}`, init).then(
        async (answer) => `${answer.status} ${(await answer.text()).length}`,
        (error: Error) => error.name,
      )
    return Promise.all([
      ask('state', { mode: 'no-cors' }),
      ask('banUser', { method: 'POST', mode: 'no-cors', body: '{"id":"alice@example.com"}' }),
    ])
  }, box.url)
  expect(outcomes).toEqual(['0 0', '0 0'])
  const opened = await page.evaluate((url) => {
    const other = open(`${url}/`)
    return new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(other!.document.body.textContent)
        } catch (error) {
          resolve((error as Error).name)
        }
      }, 500),
    )
  }, box.url)
  expect(opened).toBe('SecurityError')
  expect(box.fapi.users[0]!.banned).toBe(false)
})
