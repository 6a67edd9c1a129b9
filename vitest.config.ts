import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import './.ci/firefox.mjs'
import { chromiumLaunchOptions, firefoxLaunchOptions } from './.ci/browsers.mjs'
import { otherVersions } from './.ci/otherVersions.mjs'
import { webkit } from './.ci/webkit.mjs'

const provider = {
  chromium: async () =>
    playwright({
      launchOptions: await chromiumLaunchOptions(),
      contextOptions: { colorScheme: process.env.STORYBOOK_LOOK === 'phone' ? 'dark' : 'light' },
    }),
  firefox: async () => playwright({ launchOptions: await firefoxLaunchOptions() }),
  webkit: async () => webkit(),
}
const browser = (process.env.BROWSER ?? 'chromium') as keyof typeof provider
const chosen = await provider[browser]()

// `frontdesk` and its subpaths mean the sources here, as tsconfig.json says; only `dist` tests what was built.
const sources = { tsconfigPaths: true }

const unit = { resolve: sources, plugins: [otherVersions()] }

// What these do to the page's record, the modules or the global classes would meet other files in their worker. So would
// random requests that go on when their time is over.
const alone = [
  'src/core/host/page.test.ts',
  'src/core/rules/onePage.test.ts',
  'src/fapi/fuzz/*.test.ts',
  'src/server/journeys.test.ts',
]

// No unit test takes long, but property tests have a lot to do, and the machine may be busy.
const testTimeout = 30_000

// Tests with a browser, programs and ports beside each other: a busy machine breaks one in thousands. One that passes only
// when it is tried again is marked `(retry x1)` in the report.
const again = { retry: 1 }

// A function, because vitest refuses one `browser` object shared by two projects.
const inBrowser = () => ({
  enabled: true,
  headless: true,
  provider: chosen,
  instances: [{ browser }],
  screenshotFailures: false,
})

export default defineConfig({
  test: {
    projects: [
      {
        ...unit,
        test: {
          name: 'unit',
          include: ['src/{core,fapi,server}/**/*.test.{ts,tsx}'],
          exclude: alone,
          testTimeout,
          // Files share a worker, which has loaded the sources and knows its way through them.
          isolate: false,
        },
      },
      {
        ...unit,
        test: {
          name: 'unit-alone',
          include: ['src/!(core|fapi|server)/**/*.test.{ts,tsx}', ...alone],
          setupFiles: ['test/setup/dom.ts'],
          testTimeout,
        },
      },
      {
        resolve: sources,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          setupFiles: ['test/setup/cleanup.ts'],
          browser: inBrowser(),
        },
      },
      {
        resolve: sources,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          ...again,
        },
      },
      {
        resolve: sources,
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          globalSetup: ['test/conformance/setup/global.ts'],
          sequence: { concurrent: true },
          testTimeout: 30_000,
          hookTimeout: 60_000,
          ...again,
        },
      },
      {
        resolve: sources,
        test: { name: 'model', include: ['test/model/**/*.test.ts'], testTimeout: 600_000 },
      },
      {
        test: { name: 'mutations', include: ['test/mutations/**/*.test.ts'] },
      },
      {
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: { name: 'stories', browser: inBrowser() },
      },
      {
        resolve: sources,
        test: { name: 'sdks', include: ['test/sdks/**/*.test.ts'], testTimeout: 120_000, ...again },
      },
      {
        resolve: sources,
        test: { name: 'examples', include: ['test/examples/**/*.test.ts'], testTimeout: 60_000, ...again },
      },
      {
        resolve: sources,
        test: { name: 'docs', include: ['test/docs/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: { name: 'dist', include: ['test/dist/**/*.test.ts'], testTimeout: 60_000 },
      },
    ],
  },
})
