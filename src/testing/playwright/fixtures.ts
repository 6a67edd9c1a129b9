import {
  test as base,
  expect as expectOf,
  type Fixtures,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
} from '@playwright/test'
import type { FapiOptions } from '../../fapi'
import type { CastMember } from '../scenes'
import { ownBox, runningBox, type TestBox } from './box'
import type { FapiControl } from './control'
import { expire, signInAs } from './sessions'

/** What `use` in playwright.config.ts, and `test.use()`, may say. */
export interface FrontdeskFixtureOptions {
  /** The key of the app. Default: one of a development instance, which does for each app with such a key and a `proxyUrl`. */
  publishableKey: string | undefined
  /**
   * Where the app has the Frontend API. Default: where the key says; without a key `http://localhost:4400`, as `frontdesk dev`
   * prints it.
   */
  proxyUrl: string | undefined
  /** What the test's own box is like: options of `createFapi`, e.g. `{ users: […] }`. One that runs has its flags for that. */
  box: FapiOptions
}

/** What tests get. */
export interface FrontdeskFixtures {
  /** The box of this test. */
  fapi: FapiControl
  /**
   * Signs somebody in in the browser of a page, with nothing to click: Alice, unless you say who. Called again it signs one
   * more account in, whose page it is then. A page that is open is loaded again.
   *
   * @example
   * await signInAs(page, bob)
   * await page.goto('/')
   *
   * @returns the session's id.
   * @throws TypeError for somebody whom the box does not know, and where nothing says where the app is.
   */
  signInAs(page: Page, user?: CastMember | string): Promise<{ sessionId: string }>
  /** Lets the active session of the browser run out; the page notices. @throws TypeError where nobody is signed in */
  expire(page: Page): Promise<void>
}

interface OwnArgs {
  frontdeskBox: TestBox
}

const own: Fixtures<
  FrontdeskFixtureOptions & FrontdeskFixtures & OwnArgs,
  object,
  PlaywrightTestArgs & PlaywrightTestOptions
> = {
  publishableKey: [undefined, { option: true }],
  proxyUrl: [undefined, { option: true }],
  box: [{}, { option: true }],

  async frontdeskBox({ publishableKey, proxyUrl, box, baseURL }, use, { config }) {
    const { FRONTDESK_URL: url, FRONTDESK_CONTROL_SECRET: secret } = process.env
    if (url && secret) {
      if (config.workers > 1) throw new TypeError(shared(url))
      return use(await runningBox(url, secret))
    }
    const strays = new Set<string>()
    const onStray = (url: string) => void strays.add(url.replace(/\/v1\/.*/, ''))
    const made = ownBox({ publishableKey, proxyUrl, baseURL, box, onStray })
    await use(made)
    if (strays.size > 0) throw new TypeError(elsewhere([...strays], made.address))
  },

  fapi: ({ frontdeskBox }, use) => use(frontdeskBox.control),

  async context({ context, frontdeskBox }, use) {
    await frontdeskBox.openTo(context)
    await use(context)
    // Answers that are under way then come too late for anybody.
    await context.unrouteAll({ behavior: 'ignoreErrors' })
  },

  signInAs: ({ frontdeskBox, baseURL }, use) =>
    use((page, user) => signInAs(frontdeskBox, baseURL, page, user)),

  expire: ({ frontdeskBox }, use) => use((page) => expire(frontdeskBox, page)),
}

const shared = (url: string) =>
  `All tests share the box at ${url}: run them with --workers=1, or without FRONTDESK_URL each with a box of its own.`

const elsewhere = (asked: string[], address: string) =>
  `The app asks for the Frontend API at ${asked.join(', ')}, and the box answers at ${address}: set \`proxyUrl\` or \`publishableKey\` in \`use\` to what the app has.`

/**
 * The fixtures, for a `test` of your own.
 *
 * @example
 * export const test = base.extend<FrontdeskFixtureOptions & FrontdeskFixtures>(frontdeskFixtures)
 */
export const frontdeskFixtures = own as Fixtures<
  FrontdeskFixtureOptions & FrontdeskFixtures,
  object,
  PlaywrightTestArgs & PlaywrightTestOptions
>

/**
 * Playwright's `test`, where each test has a Frontend API in a box of its own. With `mergeTests` it goes together with others.
 *
 * @example
 * test('greets who is signed in', async ({ page, signInAs }) => {
 *   await signInAs(page, alice)
 *   await page.goto('/')
 *   await expect(page.getByText('Hello Alice')).toBeVisible()
 * })
 */
export const test = base.extend<FrontdeskFixtureOptions & FrontdeskFixtures>(frontdeskFixtures)

/** Playwright's own. */
export const expect = expectOf
