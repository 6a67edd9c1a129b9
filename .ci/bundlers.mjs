import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { delimiter, extname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromiumLaunchOptions } from './browsers.mjs'
import { bundledApp, bundlers } from './matrix.mjs'
import { withPacked } from './packed.mjs'
import { run, start } from './tools.mjs'

const types = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
])
const page = '<!doctype html><div id="root"></div><script type="module" src="/main.js"></script>'

/**
 * Builds one app with each bundler, and signs in and out with it in Chromium, at the box that came with the package.
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export function loadBundles() {
  const packages = Object.values(bundlers).flatMap(({ packages }) => packages)
  return withPacked('test/packed/bundled', [...bundledApp, ...packages], async (folder) => {
    const total = { passed: 0, failed: 0 }
    const bin = join(folder, 'node_modules', '.bin')
    const env = { ...process.env, PATH: bin + delimiter + process.env.PATH, NEXT_TELEMETRY_DISABLED: '1' }
    const box = start([join(bin, 'frontdesk'), 'dev', '--json', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: /** @type {any} */ (box.stdout) }), 'line')
    // Not above: the packages may not be installed when this file is read.
    const { chromium } = await import('playwright')
    const browser = await chromium.launch(await chromiumLaunchOptions())
    try {
      for (const [name, { build }] of Object.entries(bundlers)) {
        const works =
          (await run(build, { quiet: true, cwd: folder, env })) &&
          (await signsInAndOut(browser, join(folder, 'out', name), JSON.parse(line)))
        console.log(`${name}: ${works ? 'works' : 'fails'}`)
        total[works ? 'passed' : 'failed'] += 1
      }
    } finally {
      await browser.close()
      box.kill()
    }
    return total
  })
}

/** @type {(browser: import('playwright').Browser, folder: string, box: { url: string, publishableKey: string }) => Promise<boolean>} */
async function signsInAndOut(browser, folder, { url, publishableKey }) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', url)
    const file = join(folder, pathname === '/' ? 'index.html' : pathname)
    response.setHeader('content-type', types.get(extname(file)) ?? 'text/plain')
    response.end(existsSync(file) ? readFileSync(file) : pathname === '/' ? page : undefined)
  })
  await once(server.listen(0), 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const context = await browser.newContext()
  try {
    const tab = await context.newPage()
    tab.setDefaultTimeout(20_000)
    const query = new URLSearchParams({ publishableKey, proxyUrl: url })
    await tab.goto(`http://${new URL(url).hostname}:${port}/?${query}`)
    await tab.getByRole('button', { name: 'Sign in' }).click()
    await tab.getByRole('button', { name: 'Sign out Alice' }).click()
    await tab.getByRole('button', { name: 'Sign in' }).waitFor()
    return true
  } catch (error) {
    console.error(error)
    return false
  } finally {
    await context.close()
    server.close()
  }
}
