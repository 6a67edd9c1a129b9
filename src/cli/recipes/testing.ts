import type { Recipe } from './recipe'
import { clerkEnv } from './shared'

export const testing: Recipe = {
  name: 'testing',
  sdk: '@clerk/testing',
  packages: ['@playwright/test', '@clerk/backend'],
  envFile: '.env',
  env: clerkEnv,
  note: `npx frontdesk dev -- npx playwright test needs no environment file. clerk.signIn({ page, emailAddress }) asks api.clerk.com
whatever the variables say: signIn(page, emailAddress) below does the same by the box. Over http no testing token is
sent, which matters only with --sign-up-captcha.`,
  files: [
    {
      path: 'playwright.config.ts, in it',
      code: `globalSetup: './global.setup.ts',`,
    },
    {
      path: 'global.setup.ts',
      code: `import { clerkSetup } from '@clerk/testing/playwright'

export default () => clerkSetup()`,
    },
    {
      path: 'e2e/signIn.ts',
      code: `import { createClerkClient } from '@clerk/backend'
import { clerk } from '@clerk/testing/playwright'
import type { Page } from '@playwright/test'

/** On a page of the app: signs a user of the box in, without a password. */
export async function signIn(page: Page, emailAddress: string) {
  const { users, signInTokens } = createClerkClient({
    secretKey: process.env.CLERK_SECRET_KEY,
    apiUrl: process.env.CLERK_API_URL,
  })
  const { data: [user] } = await users.getUserList({ emailAddress: [emailAddress] })
  const { token } = await signInTokens.createSignInToken({ userId: user!.id, expiresInSeconds: 300 })
  await clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket: token } })
}`,
    },
  ],
}
