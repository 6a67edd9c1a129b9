import { type FapiOptions, generateSigningKey } from 'frontdesk/fapi'
import type { BrowserContext, Page } from 'playwright'
import { test as base, expect } from 'vitest'
import { serve } from '../../src/cli/serve'
import type { WebhookSender } from '../../src/cli/webhooks'
import {
  createFapiWithPages,
  type FapiWithPages,
  inspectorUrl,
} from '../../src/fapi/pages/createFapiWithPages'
import { launchBrowser } from '../support/browser'
import { serveApp } from '../support/serveApp'
import type { AppConfig } from './app/config'
import { launchDesktop } from './desktop'
import { openAppTab, type Tab } from './tab'

/** A box on a port of its own. */
export interface ServedBox {
  fapi: FapiWithPages
  url: string
  /** With the secret, as it is printed. */
  inspectorUrl: string
  /** Takes it off its port; what it knows stays. */
  stop(): Promise<void>
  /** Puts it back on its port. */
  start(): Promise<void>
}

/** A Chromium with a cookie jar of its own. */
export interface AppBrowser {
  context: BrowserContext
  /** Where the app is. */
  address: string
  /** Opens the app; the box's key and URL are filled in. */
  openTab(config?: Partial<AppConfig>): Promise<Tab>
}

/** Where the app lives: on the box's site, so that its cookies are kept, or on another one. */
export type Site = 'localhost' | '127.0.0.1'

/** Tests with a Chromium, the app of `app/` on a port, and boxes on others, so that CORS is real. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted.
  .extend('stage', { scope: 'file' }, async ({}, { onCleanup }) => {
    const [chromium, app, signingKey] = await Promise.all([
      launchBrowser(),
      serveApp('test/e2e/app'),
      generateSigningKey(),
    ])
    onCleanup(async () => {
      await Promise.all([chromium.close(), app.close()])
    })
    return { chromium, port: new URL(app.url).port, signingKey }
  })
  .extend('startBox', async ({ stage }, { onCleanup }) => {
    const boxes: ServedBox[] = []
    onCleanup(async () => {
      await Promise.all(boxes.map((box) => box.stop()))
    })
    return async (options: FapiOptions = {}, webhooks?: WebhookSender) => {
      const box = await startBox({ signingKey: stage.signingKey, ...options }, webhooks)
      boxes.push(box)
      return box
    }
  })
  .extend('enter', async ({ stage }, { onCleanup }) => {
    const entered: Context[] = []
    const errors: string[] = []
    onCleanup(async () => {
      await Promise.all(entered.map(({ close }) => close()))
      expect(errors, 'errors on the page').toEqual([])
    })
    return (browser: Context, { fapi, url }: ServedBox, site: Site = 'localhost'): AppBrowser => {
      entered.push(browser)
      const { context } = browser
      context.on('page', (page) => listen(page, errors))
      const address = `http://${site}:${stage.port}/`
      return {
        context,
        address,
        openTab: (config) =>
          openAppTab(context, address, fapi, {
            publishableKey: fapi.publishableKey,
            proxyUrl: url,
            ...config,
          }),
      }
    }
  })
  .extend('openBrowser', async ({ stage, enter }) => {
    return async (box: ServedBox, site?: Site) => {
      const context = await stage.chromium.newContext()
      return enter({ context, close: () => context.close() }, box, site)
    }
  })
  .extend('openDesktop', async ({ enter }) => {
    return async (box: ServedBox) => enter(await launchDesktop(), box)
  })

/** A cookie jar with its tabs. */
interface Context {
  context: BrowserContext
  close(): Promise<void>
}

/** Puts a box on a free port, for who stops it. */
export async function startBox(options: FapiOptions, webhooks?: WebhookSender): Promise<ServedBox> {
  const fapi = createFapiWithPages({ onEvent: webhooks?.tell, ...options }, { webhooks })
  let served = await serve(fapi, { port: 0, host: '127.0.0.1' })
  const { url } = served
  return {
    fapi,
    url,
    inspectorUrl: inspectorUrl(url, fapi.controlSecret),
    stop: () => served.close(),
    async start() {
      served = await serve(fapi, { port: Number(new URL(url).port), host: '127.0.0.1' })
    },
  }
}

/** Refused and failed requests are shown as errors by browsers themselves, and wanted by many a test. */
const ofTheBrowser = /^(Failed to load resource|.*Cross-Origin Request Blocked: .*did not succeed)/

function listen(page: Page, errors: string[]) {
  const note = (error: string) => void (ofTheBrowser.test(error) || errors.push(error))
  page.on('pageerror', (error) => note(String(error)))
  page.on('console', (message) => message.type() === 'error' && note(message.text()))
}
