import '../../.ci/firefox.mjs'
import { type Browser, chromium, firefox } from 'playwright'
import { chromiumLaunchOptions, firefoxLaunchOptions } from '../../.ci/browsers.mjs'

/** Whether tests run in Firefox, which cannot do all that they ask of Chromium. */
export const isFirefox = process.env.BROWSER === 'firefox'

/** Starts the browser that `npm test` found. Each of its contexts is a browser of its own, with no cookies. */
export async function launchBrowser(): Promise<Browser> {
  return isFirefox
    ? firefox.launch(await firefoxLaunchOptions())
    : chromium.launch(await chromiumLaunchOptions())
}
