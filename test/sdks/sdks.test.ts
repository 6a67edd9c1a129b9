import { join } from 'node:path'
import getPort from 'get-port'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { chromiumLaunchOptions } from '../../.ci/browsers.mjs'
import { temporaryFolder } from '../support/temporaryFolder'
import { apps } from './apps'
import { expoFiles } from './expo'
import { extensionFiles, extensionId } from './extension'
import { playwrightFiles, runPlaywright } from './playwright'
import { root, runIn, startBox, startWithFile, startWithVariables, writeFiles } from './programs'
import { envFileOf } from './recipeCode'
import { byComponents, byScript } from './signing'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(await launchOptions())
})
afterAll(() => browser?.close())

const names = (process.env.SDKS_NAMES ?? '').split(',')

const cases = names
  .filter((name) => name in apps)
  .flatMap((name) => [
    [name, 'the variables of the program', startWithVariables] as const,
    [name, 'the environment file', startWithFile] as const,
  ])

describe.each(cases)('%s with %s', (name, _how, start) => {
  const app = apps[name]!
  let running: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    running = await start(name, app)
  }, 120_000)
  afterAll(() => running?.stop())

  test('default: by what the command prints alone somebody signs in and out, and the server knows', async () => {
    const { url } = running
    const context = await browser.newContext()
    const page = await context.newPage()
    const outside = await watchOutside(page)
    if (app.hasComponents) await lookAround(page, url)
    await (app.hasComponents ? byComponents(page, url, app.hasServer) : byScript(page, url))
    expect(outside).toEqual([])
    await context.close()
  })
})

test.each(names.filter((name) => name === 'extension'))(
  '%s: by what the command prints alone somebody signs in and out',
  async () => {
    const { env, stop } = await startBox('extension', '--origin', `chrome-extension://${extensionId}`)
    onTestFinished(stop)
    await writeFiles('extension', { ...extensionFiles, [envFileOf('extension')]: env })
    const { isOver, printed } = runIn('extension', ['npx', 'vite', 'build'])
    await expect.poll(isOver, { timeout: 60_000 }).toBe(true)
    expect(printed()).toContain('built in')
    const { args, ...options } = await launchOptions()
    const built = join(root!, 'extension', 'dist')
    const context = await chromium.launchPersistentContext(await temporaryFolder(), {
      ...options,
      // The headless Chromium that Playwright would start has no extensions.
      headless: false,
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [...args, '--headless=new', `--disable-extensions-except=${built}`, `--load-extension=${built}`],
    })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const outside = await watchOutside(page)
    await byComponents(page, `chrome-extension://${extensionId}/popup.html`, false)
    expect(outside).toEqual([])
  },
)

test.each(names.filter((name) => name === 'testing'))(
  '%s: by what the command prints alone tests sign in and out',
  async () => {
    await writeFiles('testing', playwrightFiles)
    const CHROMIUM = JSON.stringify(await launchOptions())
    const { isOver, printed, stop } = runIn('testing', runPlaywright, {
      PORT: `${await getPort()}`,
      CHROMIUM,
    })
    onTestFinished(stop)
    await expect.poll(isOver, { timeout: 100_000 }).toBe(true)
    expect(printed()).toMatch(/^ +4 passed/m)
    expect(printed()).not.toMatch(/ (failed|flaky|skipped)$/m)
  },
)

test.each(names.filter((name) => name === 'expo'))(
  '%s: by what the command prints alone its client for phones signs in and out',
  async (name) => {
    await writeFiles(name, expoFiles)
    const { isOver, printed, stop } = runIn(name, ['npx', 'frontdesk', 'dev', '--', 'node', 'phone.cjs'])
    onTestFinished(stop)
    await expect.poll(isOver, { timeout: 60_000 }).toBe(true)
    const [found] = /^\{.*\}$/m.exec(printed()) ?? [printed()]
    const seen = {
      before: null,
      userId: expect.stringMatching(/^user_/),
      isToken: true,
      isKept: true,
      after: null,
    }
    expect(JSON.parse(found)).toEqual(seen)
  },
)

/** There is no network. Nor does a page see that a program drives it: Clerk's would tell less about itself to others. */
async function launchOptions() {
  const { args, ...options } = await chromiumLaunchOptions()
  const noNetwork = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'
  return { ...options, args: [...args, noNetwork, '--disable-blink-features=AutomationControlled'] }
}

/** Vite reloads a page whose packages it has only just found: nobody is to be typing then. */
async function lookAround(page: Page, url: string): Promise<void> {
  for (const path of ['sign-in', '']) {
    await page.goto(url + path)
    await page.waitForFunction('window.Clerk?.loaded')
  }
}

/** What it asks of others than this machine, as time goes by. */
async function watchOutside(page: Page): Promise<string[]> {
  // Clerk's telemetry tells of one page in ten or so: of this one, unless it is off.
  await page.addInitScript('{ const { random } = Math; Math.random = () => random() / 100 }')
  const outside: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    // Clerk's components show the providers' logos from there, and nothing where they cannot be had.
    const isKnown = hostname === 'localhost' || hostname === 'img.clerk.com'
    if (protocol.startsWith('http') && !isKnown) outside.push(request.url())
  })
  return outside
}
