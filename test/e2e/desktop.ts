import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright'
import { desktopLaunchOptions } from '../../.ci/browsers.mjs'

/**
 * Starts a Chromium as a person has it: one of its tabs is shown and has the focus, the others are hidden,
 * throttled, and may be frozen; and pages that were left wait in the back/forward cache. The one that
 * Playwright launches has none of this: there every tab is shown, and has the focus.
 */
export async function launchDesktop(): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const { args, executablePath = chromium.executablePath() } = await desktopLaunchOptions()
  const profile = await mkdtemp(join(tmpdir(), 'frontdesk-chromium-'))
  const child = spawn(
    executablePath,
    [...args, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const closed = once(child, 'close')
  // Tests that are killed from outside close nothing.
  const kill = () => child.kill()
  process.once('exit', kill)
  const endpoint = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const [, url] = /listening on (ws:\S+)/.exec(printed) ?? []
      if (url) resolve(url)
    })
    child.once('error', reject)
    void closed.then(() => reject(new Error(`Chromium ended: ${printed}`)))
  })
  const connect = () => chromium.connectOverCDP(endpoint, { noDefaults: true, timeout: 15_000 })
  // On a busy machine a Chromium that has just started may leave the first one unanswered.
  const browser = await connect().catch(connect)
  return {
    context: browser.contexts()[0]!,
    async close() {
      await browser.close()
      process.off('exit', kill)
      child.kill()
      await closed
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
