import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import getPort from 'get-port'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumLaunchOptions } from '../../.ci/browsers.mjs'
import { type App, apps, appTests, envFileOf } from './apps'

const root = process.env.SDKS
if (!root) throw new Error('There are no installed SDKs here: run npm run test:sdks')

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
    const context = await browser.newContext()
    const page = await context.newPage()
    const outside: string[] = []
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url())
      // Clerk's components show the providers' logos from there, and nothing where they cannot be had.
      const isKnown = hostname === 'localhost' || hostname === 'img.clerk.com'
      if (protocol.startsWith('http') && !isKnown) outside.push(request.url())
    })
    await (app.hasComponents ? byComponents(page, running.url, app) : byScript(page, running.url))
    expect(outside).toEqual([])
    await context.close()
  })
})

test.each(names.filter((name) => name in appTests))(
  '%s: what the command prints alone makes tests that pass',
  async (name) => {
    const { files, run } = appTests[name]!
    await writeFiles(name, files)
    const CHROMIUM = JSON.stringify(await launchOptions())
    const { isOver, printed, stop } = runIn(name, run, { PORT: `${await getPort()}`, CHROMIUM })
    try {
      await expect.poll(isOver, { timeout: 100_000 }).toBe(true)
      expect(printed()).toMatch(/^ +4 passed/m)
      expect(printed()).not.toMatch(/ (failed|flaky|skipped)$/m)
    } finally {
      stop()
    }
  },
)

/** `frontdesk dev -- …`, until the app answers. */
async function startWithVariables(name: string, app: App) {
  await writeFiles(name, { ...app.files, [envFileOf(name)]: '' })
  return answering(name, ['npx', 'frontdesk', 'dev', '--', ...app.start])
}

/** `frontdesk dev --for …`, and the app beside it, with the file that this says. */
async function startWithFile(name: string, app: App) {
  const box = runIn(name, ['npx', 'frontdesk', 'dev', '--port', '0', '--for', name])
  try {
    const printed = await until(box, () => /Press Ctrl-C/.test(box.printed()) && box.printed())
    const [, lines] = printed.split(`\n${envFileOf(name)}\n\n`)
    const env = /^(?: {2}.+\n)+/.exec(lines!)![0].replaceAll(/^ {2}/gm, '')
    await writeFiles(name, { ...app.files, [envFileOf(name)]: env })
    const { url, stop } = await answering(name, app.start)
    const stopBoth = () => {
      stop()
      box.stop()
    }
    return { url, stop: stopBoth }
  } catch (error) {
    box.stop()
    throw error
  }
}

/** There is no network. Nor does a page see that a program drives it: Clerk's would tell less about itself to others. */
async function launchOptions() {
  const { args, ...options } = await chromiumLaunchOptions()
  const noNetwork = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'
  return { ...options, args: [...args, noNetwork, '--disable-blink-features=AutomationControlled'] }
}

async function writeFiles(name: string, files: App['files']): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root!, name, path)), { recursive: true })
    await writeFile(join(root!, name, path), content)
  }
}

/** An app that runs, on a port of its own, as soon as it answers. */
async function answering(name: string, commandLine: string[]) {
  const port = await getPort()
  const running = runIn(name, commandLine, { PORT: `${port}` })
  const url = `http://localhost:${port}/`
  try {
    await until(running, () => fetch(url, { redirect: 'manual' }).then(Boolean, () => false))
  } catch (error) {
    running.stop()
    throw error
  }
  return { url, stop: running.stop }
}

interface Running {
  printed(): string
  isOver(): boolean
  stop(): void
}

function runIn(name: string, [program, ...args]: string[], env: Record<string, string> = {}): Running {
  const theirs = Object.entries(process.env).filter(([variable]) => !/^(NODE_ENV|VITE|npm_)/.test(variable))
  const child = spawn(program!, args, {
    cwd: join(root!, name),
    env: { ...Object.fromEntries(theirs), ...env } as NodeJS.ProcessEnv,
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
  return {
    printed: () => printed,
    isOver: () => isOver,
    stop: () => void (isOver || process.kill(-child.pid!, 'SIGKILL')),
  }
}

/** What a look gives, as soon as it is something. Rejects with what was printed where the program ends first. */
async function until<T>({ isOver, printed }: Running, look: () => T | Promise<T>) {
  for (;;) {
    const seen = await look()
    if (seen) return seen as Exclude<T, false>
    if (isOver()) throw new Error(`It ended: ${printed()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
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
async function byComponents(page: Page, url: string, { hasServer }: App): Promise<void> {
  const expectKnown = async (pattern: RegExp) => {
    if (hasServer) expect(await page.locator('h1').first().textContent()).toMatch(pattern)
  }
  // Vite reloads a page whose packages it has only just found: nobody is to be typing then.
  for (const path of ['sign-in', '']) await page.goto(url + path, { waitUntil: 'networkidle' })
  await expectKnown(/^nobody$/)
  // A button that a server has rendered does nothing yet.
  await page.waitForFunction('window.Clerk?.loaded')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('input[name=identifier]').fill('alice@example.com')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.locator('input[name=password]:not([aria-hidden=true])').fill('alice-password')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.locator('.cl-organizationSwitcherTrigger').click()
  await page.getByText('Acme').waitFor()
  await page.keyboard.press('Escape')
  await page.reload()
  await expectKnown(/^user_/)
  await page.locator('.cl-userButtonTrigger').click()
  await page.getByText('Sign out', { exact: true }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
}
