import { expect } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import { beSomebodyElse, choose, refuse } from '../provider'
import { alice, bob, onBox, type Scenarios, userId } from '../scenario'

const dora = 'dora@example.com'

/** Alice is known to Google, Bob is not. */
const users = [
  { identifier: alice, password: 'alice-password', externalAccounts: [{ provider: 'google' }] },
  { identifier: bob, password: 'bob-password' },
]

/** Ways through a provider's page, which the box plays. What comes of them does not depend on the key. */
export const oauth = {
  'behavior: who comes back from a provider is found out, and is told': onBox({ users }, async (stage) => {
    const tab = await stage.openTab()

    await leave(tab, 'signIn')
    await refuse(tab.page)
    await arrive(tab, '/callback')
    const refusal = await tab.run(({ client }) => client!.signIn.firstFactorVerification.error?.code)
    expect(refusal).toBe('oauth_access_denied')
    expect(await finish(tab)).toEqual([expect.stringMatching(/\/sign-in/)])
    expect(await tab.facts()).toMatchObject({ user: null, sessions: [] })

    // Nobody here: becomes a user.
    await leave(tab, 'signIn')
    await beSomebodyElse(tab.page, dora)
    await arrive(tab, '/callback')
    const unknown = await tab.run(({ client }) => client!.signIn.firstFactorVerification.status)
    expect(unknown).toBe('transferable')
    expect(await finish(tab)).toEqual(['/signed-up'])
    expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
    const user = await tab.run(({ user }) => ({
      name: user!.firstName,
      accounts: user!.externalAccounts.map(({ provider, emailAddress }) => [provider, emailAddress]),
    }))
    expect(user).toEqual({ name: 'Dora', accounts: [['google', dora]] })
    await tab.run((clerk) => clerk.signOut())

    // A user already: is signed in.
    await leave(tab, 'signUp')
    await choose(tab.page, alice)
    await arrive(tab, '/callback')
    const known = await tab.run(({ client }) => {
      const { status, error } = client!.signUp.verifications.externalAccount
      return { status, code: error?.code }
    })
    expect(known).toEqual({ status: 'transferable', code: 'external_account_exists' })
    expect(await finish(tab)).toEqual(['/signed-in'])
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    await tab.run((clerk) => clerk.signOut())

    // A provider that does not vouch for an address lets nobody into its account here.
    await leave(tab, 'signIn')
    await beSomebodyElse(tab.page, bob, true)
    await arrive(tab, '/callback')
    expect(await tab.run(({ client }) => client!.signIn.status)).toBe('needs_first_factor')
    expect((await tab.facts()).sessions).toEqual([])
  }),
} satisfies Scenarios

export const productionOauth = {
  'behavior: who is known at a provider comes back signed in, as with a new attempt': onBox(
    { users },
    async (stage) => {
      const tab = await stage.openTab()
      await leave(tab, 'signIn')
      await choose(tab.page, alice)
      await arrive(tab, '/done')
      expect(await tab.facts()).toMatchObject({ status: 'ready', user: userId(stage, alice) })
      await tab.run((clerk) => clerk.signOut())
      const given = {
        strategy: 'oauth_github',
        redirectUrl: '/done',
        redirectCallbackUrl: '/callback',
      } as const
      await tab.page.evaluate((given) => void window.attempts.signUp.sso(given), given)
      await beSomebodyElse(tab.page, dora)
      await arrive(tab, '/done')
      expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
      await tab.run((clerk) => clerk.signOut())
      await tab.page.evaluate((given) => void window.attempts.signIn.sso(given), given)
      await choose(tab.page, dora)
      await arrive(tab, '/done')
      expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
    },
  ),
} satisfies Scenarios

/** Sends a page to the provider. */
async function leave({ page }: ClerkTab, kind: 'signIn' | 'signUp'): Promise<void> {
  await page.evaluate((kind) => {
    void window.clerk.client![kind].authenticateWithRedirect({
      strategy: 'oauth_google',
      redirectUrl: '/callback',
      redirectUrlComplete: '/done',
    })
  }, kind)
}

async function arrive({ page }: ClerkTab, path: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === path)
  await page.evaluate(() => window.loaded)
}

/** What the page at the way back does. @returns where clerk-js wanted to go then */
const finish = (tab: ClerkTab) =>
  tab.run(async (clerk) => {
    await clerk.handleRedirectCallback({
      signInUrl: '/sign-in',
      signInForceRedirectUrl: '/signed-in',
      signUpForceRedirectUrl: '/signed-up',
    })
    return window.navigations
  })
