import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { describe, expect, onTestFinished, vi } from 'vitest'
import { desktopLaunchOptions } from '../../.ci/browsers.mjs'
import { temporaryFolder } from '../support/temporaryFolder'
import { alice } from './mainJob'
import { test } from './stage'

/** A Chromium whose user blocks cookies, and with them all storage. */
async function launchBlocked() {
  const profile = await temporaryFolder()
  await mkdir(join(profile, 'Default'))
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
  const context = await chromium.launchPersistentContext(profile, await desktopLaunchOptions())
  return { context, close: () => context.close() }
}

describe.each(['test', 'live'] as const)('with a %s key', (keyType) => {
  test('behavior: where cookies are blocked, the first sign-in tells that nothing is kept', async ({
    startBox,
    enter,
  }) => {
    const box = await startBox({ keyType })
    const browser = enter(await launchBlocked(), box)
    const tab = await browser.openTab({ keepsCookies: true })
    await tab.shows({ connection: 'ready', session: 'signed-out' })
    const isForbidden = () => {
      try {
        return !sessionStorage
      } catch {
        return true
      }
    }
    expect(await tab.page.evaluate(isForbidden)).toBe(true)
    await tab.signIn(alice)
    await tab.shows({ connection: 'degraded', error: 'client_not_kept' })
    await tab.reload()
    await tab.shows({ connection: 'ready', session: 'signed-out' })
  })

  test('behavior: in a sandboxed frame the app runs, and says what keeps it from the Frontend API', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ keyType })
    const { address } = await openBrowser(box)
    // A browser of its own: here Chromium prints what it refuses to the frame.
    const context = await chromium.launchPersistentContext('', await desktopLaunchOptions())
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const thrown: Error[] = []
    page.on('pageerror', (error) => thrown.push(error))
    await page.route(`${address}**`, async (route) => {
      if (route.request().url().endsWith('/blank')) return route.fulfill({ body: '' })
      const response = await route.fetch()
      // The frame's origin is opaque: modules come to it only with CORS.
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'access-control-allow-origin': '*' },
      })
    })
    const config = { publishableKey: box.fapi.publishableKey, proxyUrl: box.url, keepsCookies: true }
    const src = `${address}?config=${encodeURIComponent(JSON.stringify(config))}`
    await page.goto(`${address}blank`)
    await page.setContent(`<iframe sandbox="allow-scripts" src='${src}'></iframe>`)
    const frame = await vi.waitFor(() => {
      const [found] = page.frames().filter((candidate) => candidate.url() === src)
      if (!found) throw new Error('The frame is not there yet.')
      return found
    })
    const status = frame.getByRole('status', { name: 'error' })
    await vi.waitFor(async () => expect(await status.textContent()).toBe('network_error'), 20_000)
    expect(thrown).toEqual([])
  })
})
