import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import getPort from 'get-port'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumLaunchOptions } from '../../.ci/browsers.mjs'
import { type App, apps } from './apps'

const root = process.env.SDKS
if (!root) throw new Error('There are no installed SDKs here: run npm run test:sdks')

let browser: Browser
beforeAll(async () => {
  const { args, ...options } = await chromiumLaunchOptions()
  // There is no network.
  browser = await chromium.launch({
    ...options,
    args: [...args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
  })
})
afterAll(() => browser?.close())

describe.each((process.env.SDKS_NAMES ?? '').split(','))('%s', (name) => {
  const app = apps[name]!
  let running: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    running = await start(join(root, name), app)
  }, 120_000)
  afterAll(() => running?.stop())

  test('default: by what the command prints alone somebody signs in and out, and the server knows', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const outside: string[] = []
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url())
      // Clerk's components show the providers' logos from there, and nothing where they cannot be had.
      const isKnown = hostname === 'localhost' || hostname === 'img.clerk.com'
      if (protocol.startsWith('http') && !isKnown) outside.push(request.url())
    })
    await (app.hasComponents ? byComponents(page, running.url) : byScript(page, running.url))
    expect(outside).toEqual([])
    await context.close()
  })
})

/** `frontdesk dev -- …`, until the app answers. */
async function start(folder: string, { files, start }: App) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  const port = await getPort()
  const theirs = Object.entries(process.env).filter(([variable]) => !/^(NODE_ENV|VITE|npm_)/.test(variable))
  const child = spawn('npx', ['frontdesk', 'dev', '--', ...start], {
    cwd: folder,
    env: { ...Object.fromEntries(theirs), PORT: `${port}` } as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let isOver = false
  child.once('exit', () => {
    isOver = true
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const url = `http://localhost:${port}/`
  while (!(await fetch(url, { redirect: 'manual' }).then(Boolean, () => false))) {
    if (isOver) throw new Error(`It ended: ${printed}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url, stop: () => void (isOver || process.kill(-child.pid!, 'SIGKILL')) }
}

/** By Clerk's script, as a page without components uses it. */
async function byScript(page: Page, url: string): Promise<void> {
  const shown = () => page.locator('h1').textContent()
  const withClerk = async (deed: string) => {
    await page.waitForFunction('window.Clerk?.load')
    await page.evaluate(`Clerk.load().then(async () => { ${deed} })`)
    await page.waitForLoadState()
  }
  await page.goto(url)
  expect(await shown()).toBe('nobody')
  await withClerk(`
    const { createdSessionId: session } = await Clerk.client.signIn.create({
      identifier: 'alice@example.com', password: 'alice-password' })
    await Clerk.setActive({ session })`)
  await page.goto(url)
  expect(await shown()).toMatch(/^user_/)
  await withClerk('await Clerk.session.end(); await Clerk.setActive({ session: null })')
  await page.goto(url)
  expect(await shown()).toBe('nobody')
}

/** By Clerk's components: signs in, sees the organizations, and signs out. */
async function byComponents(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('input[name=identifier]').fill('alice@example.com')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.locator('input[name=password]:not([aria-hidden=true])').fill('alice-password')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.locator('.cl-organizationSwitcherTrigger').click()
  await page.getByText('Acme').waitFor()
  await page.keyboard.press('Escape')
  await page.reload()
  await page.locator('.cl-userButtonTrigger').click()
  await page.getByText('Sign out', { exact: true }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
}
