import type { BrowserContext } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ownBox } from '../../src/testing/playwright/box'
import { expire, signInAs } from '../../src/testing/playwright/sessions'
import { launchBrowser } from '../support/browser'

// What the fixtures do to a browser. `npm run test:runners` has them in Playwright's own runner.

const app = 'http://localhost:3000'
const address = 'http://localhost:4400'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function createStage(box: { keyType?: 'test' | 'live' } = {}) {
  const context: BrowserContext = await browser.newContext()
  onTestFinished(() => context.close())
  await context.route(`${app}/**`, (route) => route.fulfill({ contentType: 'text/html', body: 'The app' }))
  const strays: string[] = []
  const onStray = (url: string) => void strays.push(url)
  const made = ownBox({ publishableKey: undefined, proxyUrl: address, baseURL: app, box, onStray })
  await made.openTo(context)
  const page = await context.newPage()
  /** Who the Frontend API says is signed in, in this browser. */
  const people = async () => {
    const { cookies } = await context.storageState()
    const devBrowser = cookies.find(({ name }) => name === '__clerk_db_jwt')?.value
    const client = await page.evaluate(
      async (url) => (await fetch(url, { credentials: 'include' })).json(),
      `${address}/v1/client${devBrowser ? `?__clerk_db_jwt=${devBrowser}` : ''}`,
    )
    const sessions: { user: { first_name: string } }[] = client.response?.sessions ?? []
    return sessions.map(({ user }) => user.first_name)
  }
  return { box: made, context, page, people, strays }
}

describe.each(['test', 'live'] as const)('with a %s key', (keyType) => {
  test('behavior: somebody is signed in before the page opens, one more while it is open, and runs out', async () => {
    const { box, context, page, people } = await createStage({ keyType })
    await signInAs(box, app, page)
    await page.goto(app)
    expect(await people()).toEqual(['Alice'])
    const { sessionId } = await signInAs(box, undefined, page, 'bob@example.com')
    expect(await people()).toEqual(['Alice', 'Bob'])
    expect((await box.control.state()).clients).toHaveLength(1)

    const heard = page.evaluate(
      () => new Promise((resolve) => addEventListener('pageshow', (event) => resolve(event.persisted))),
    )
    await expire(box, page)
    expect(await heard).toBe(true)
    expect(await people()).toEqual(['Alice'])
    expect((await box.control.sessions()).find(({ id }) => id === sessionId)?.status).toBe('expired')
    expect((await context.cookies(app)).map(({ name }) => name)).toContain('__client_uat')
  })
})

test('behavior: a redirect of the Frontend API leads the browser on', async () => {
  const { page } = await createStage()
  await page.goto(`${address}/v1/client/handshake?redirect_url=${encodeURIComponent(`${app}/back`)}`)
  await page.waitForURL((url) => url.origin === app)
  expect(new URL(page.url()).pathname).toBe('/back')
})

test('behavior: a fault that cuts the connection is an error of the network', async () => {
  const { box, page } = await createStage()
  await page.goto(app)
  await box.control.fault({ cut: true, times: 1 })
  const ask = () => page.evaluate((url) => fetch(url).then(String, String), `${address}/v1/environment`)
  expect(await ask()).toContain('TypeError')
  expect(await ask()).toBe('[object Response]')
})

test('behavior: what the library asks elsewhere goes nowhere, and is told', async () => {
  const { page, strays } = await createStage()
  await page.goto(app)
  const url = 'https://clerk.example.com/v1/client?__clerk_api_version=x'
  expect(await page.evaluate((url) => fetch(url).then(String, String), url)).toContain('TypeError')
  expect(strays).toEqual([url])
})

test('error: where nothing says where the app is, and where nobody is signed in', async () => {
  const { box, page } = await createStage()
  await expect(signInAs(box, undefined, page)).rejects.toThrow('baseURL')
  await expect(expire(box, page)).rejects.toThrow('nobody is signed in')
})
