import { expect } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import { alice, type Scenarios, userId } from '../scenario'

/** An app with no forms of its own, which leaves them to the box's pages. */
export const hosted = {
  'behavior: clerk-js sends people to the hosted page, and gets them back signed in': async (stage) => {
    const tab = await stage.openTab('/?from=here')
    const back = tab.page.url()
    await leave(tab, () => void window.clerk.redirectToSignIn(), `${stage.boxUrl}/sign-in`)
    await tab.page.getByLabel(/^Email address/).fill(alice)
    await tab.page.keyboard.press('Enter')
    await tab.page.getByLabel('Password').fill(stage.fapi.users[0]!.password!)
    await tab.page.keyboard.press('Enter')
    await tab.page.waitForURL(back)
    await tab.page.evaluate(() => window.loaded)
    expect(await tab.facts()).toMatchObject({ status: 'ready', user: userId(stage, alice) })
    expect(stage.fapi.clients).toHaveLength(1)
  },

  'behavior: clerk-js sends people to sign up, and to the place that it forces': async (stage) => {
    const tab = await stage.openTab()
    const there = `${stage.appUrl}/next`
    await leave(
      tab,
      () => void window.clerk.redirectToSignUp({ signUpForceRedirectUrl: '/next' }),
      `${stage.boxUrl}/sign-up`,
    )
    await tab.page.getByLabel('Email address').fill('dora+clerk_test@example.com')
    await tab.page.getByLabel('Password').fill('a-password-of-doras')
    await tab.page.keyboard.press('Enter')
    await tab.page.getByLabel('Code').fill('424242')
    await tab.page.keyboard.press('Enter')
    await tab.page.waitForURL(there)
    await tab.page.evaluate(() => window.loaded)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, 'dora+clerk_test@example.com') })
  },
} satisfies Scenarios

/** Has a page send its browser elsewhere. */
async function leave({ page }: ClerkTab, act: () => void, address: string): Promise<void> {
  await page.evaluate(act)
  await page.waitForURL((url) => url.href.startsWith(address))
}
