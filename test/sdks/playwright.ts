import { apps } from './apps'
import { codeOf, filesOf } from './recipeCode'

/** Tests of an app with `@clerk/testing`. Their browser is launched as the variable CHROMIUM says, in JSON. */
export const playwrightFiles = {
  ...Object.fromEntries(filesOf('testing')),
  'server.mjs': apps.express!.files['server.mjs']!,
  'seed.json': JSON.stringify([
    { identifier: 'ann@example.com', password: 'ann-password', phones: [{ number: '+15555550100' }] },
    { identifier: 'bob+clerk_test@example.com', password: 'bob-password' },
  ]),
  'playwright.config.ts': `import { defineConfig } from '@playwright/test'
export default defineConfig({
  ${codeOf('testing', 'playwright.config.ts')}
  testDir: 'e2e',
  use: { baseURL: 'http://localhost:' + process.env.PORT, launchOptions: JSON.parse(process.env.CHROMIUM) },
  webServer: { command: 'node server.mjs', url: 'http://localhost:' + process.env.PORT },
})
`,
  'e2e/app.spec.ts': `import { clerk, setupClerkTestingToken } from '@clerk/testing/playwright'
import { expect, test } from '@playwright/test'
import { signIn } from './signIn'

const waysIn = {
  password: { strategy: 'password', identifier: 'ann@example.com', password: 'ann-password' },
  email_code: { strategy: 'email_code', identifier: 'bob+clerk_test@example.com' },
  phone_code: { strategy: 'phone_code', identifier: '+15555550100' },
}

test.beforeEach(async ({ page }) => {
  await setupClerkTestingToken({ page })
  await page.goto('/')
  await page.waitForFunction('window.Clerk?.load')
  await page.evaluate('Clerk.load()')
  await expect(page.locator('h1')).toHaveText('nobody')
})

test.afterEach(async ({ page }) => {
  await page.goto('/')
  await expect(page.locator('h1')).toHaveText(/^user_/)
  await page.waitForFunction('window.Clerk?.load')
  await page.evaluate('Clerk.load()')
  await clerk.signOut({ page })
  await page.goto('/')
  await expect(page.locator('h1')).toHaveText('nobody')
})

for (const [way, signInParams] of Object.entries(waysIn))
  test(way, ({ page }) => clerk.signIn({ page, signInParams }))

test('ticket', ({ page }) => signIn(page, 'ann@example.com'))
`,
}

export const runPlaywright = [
  'npx',
  'frontdesk',
  'dev',
  '--seed',
  'seed.json',
  '--',
  'npx',
  'playwright',
  'test',
]
