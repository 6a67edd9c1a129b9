import type { BrowserContext } from '@playwright/test'
import { baseUrl } from '../../core/wire/baseUrl'
import { parsePublishableKey } from '../../core/wire/publishableKey'
import { type FapiOptions, testSigningKey } from '../../fapi'
import { createFapiWithPages } from '../../fapi/pages/createFapiWithPages'
import { answerIn } from './answer'
import { controlOf, type OwnControl } from './control'

/** The box of a test. */
export interface TestBox {
  /** Where the app has the Frontend API. */
  readonly address: string
  readonly control: OwnControl
  /** Lets the pages of a browser find it. Once is enough, and more do no harm. */
  openTo(context: BrowserContext): Promise<void>
}

/** What a box is made with. */
export interface TestBoxOptions {
  publishableKey: string | undefined
  proxyUrl: string | undefined
  /** Where the app is. */
  baseURL: string | undefined
  box: FapiOptions
  onStray(url: string): void
}

/** What `frontdesk dev` prints for an app. */
const usualAddress = 'http://localhost:4400'

/** A box of the test's own, in this process. */
export function ownBox({ publishableKey, proxyUrl, baseURL, box, onStray }: TestBoxOptions): TestBox {
  const fapi = createFapiWithPages({
    signingKey: testSigningKey,
    idSeed: 'frontdesk/testing',
    ...(publishableKey !== undefined && { publishableKey }),
    ...box,
  })
  const address = baseUrl(
    parsePublishableKey(fapi.publishableKey),
    { proxyUrl: proxyUrl ?? (publishableKey === undefined ? usualAddress : undefined) },
    baseURL,
  )
  const served = new WeakSet<BrowserContext>()
  return {
    address,
    control: controlOf({ url: usualAddress, secret: fapi.controlSecret, fetch: fapi.fetch }),
    async openTo(context) {
      if (served.has(context)) return
      served.add(context)
      await answerIn(context, { address, fetch: fapi.fetch }, onStray)
    },
  }
}

/** A box that runs on a port, put back to how it started. All tests share it. */
export async function runningBox(url: string, secret: string): Promise<TestBox> {
  const control = controlOf({ url, secret })
  await control.reset()
  return { address: url, control, openTo: async () => {} }
}
