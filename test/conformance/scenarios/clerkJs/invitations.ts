import { expect } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import type { Stage } from '../../stage/stage'
import { onBox, type Scenarios, userId } from '../scenario'
import { backend } from './tickets'

const dora = 'dora@example.com'

/** Invitations that the app's server makes with @clerk/backend. */
export const invitations = {
  'behavior: who was invited signs up with no code, where nobody else may': onBox(
    { signUp: { mode: 'restricted' } },
    async (stage) => {
      const tab = await stage.openTab()
      const ticket = await invite(stage, tab)
      await tab.run(async (clerk, ticket) => {
        const password = 'a-password-of-doras'
        const { createdSessionId } = await clerk.client!.signUp.create({
          strategy: 'ticket',
          ticket,
          password,
        })
        await clerk.setActive({ session: createdSessionId! })
      }, ticket)
      expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
    },
  ),
} satisfies Scenarios

export const productionInvitations = {
  'behavior: the newer sign-up takes an invitation, and what is missing afterwards': async (stage) => {
    const tab = await stage.openTab()
    const ticket = await invite(stage, tab)
    await tab.run(async (_, ticket) => {
      await window.done(window.attempts.signUp.ticket({ ticket }))
      await window.done(window.attempts.signUp.password({ password: 'a-password-of-doras' }))
      await window.done(window.attempts.signUp.finalize())
    }, ticket)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
  },
} satisfies Scenarios

/** Invites somebody, who follows the link. @returns the ticket that the app's page is given */
async function invite(stage: Stage, { page }: ClerkTab): Promise<string> {
  const redirectUrl = `${stage.appUrl}/invited`
  const { url } = await backend(stage).invitations.createInvitation({ emailAddress: dora, redirectUrl })
  await page.goto(url!)
  await page.waitForURL((address) => address.pathname === '/invited')
  await page.evaluate(() => window.loaded)
  const { searchParams } = new URL(page.url())
  expect(searchParams.get('__clerk_status')).toBe('sign_up')
  return searchParams.get('__clerk_ticket')!
}
