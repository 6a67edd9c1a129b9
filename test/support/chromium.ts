import { type Browser, chromium } from 'playwright'
import { chromiumLaunchOptions } from '../../.ci/chromium.mjs'

/** Starts the Chromium that `npm test` found. Each of its contexts is a browser of its own, with no cookies. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await chromiumLaunchOptions())
}
