import { expect } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import type { Stage } from '../../stage/stage'
import { follow } from '../links'
import { alice, type Scenarios, userId } from '../scenario'

const dora = 'dora@example.com'

/** Links in e-mails, followed in another tab or on another device while this one waits. */
export const emailLinks = {
  'behavior: a link from an e-mail signs in the tab that waits, and the one that it opens in': async (
    stage,
  ) => {
    const tab = await stage.openTab()
    await send(stage, tab)
    const { link } = await stage.fapi.emails.waitFor({ to: alice })
    const opened = await stage.openTab()
    await opened.page.goto(link!)
    await opened.page.waitForURL((url) => url.pathname === '/verify')
    await opened.page.evaluate(() => window.loaded)
    await opened.run((clerk) => clerk.handleEmailLinkVerification({ redirectUrlComplete: '/done' }))
    expect(await opened.facts()).toMatchObject({ user: userId(stage, alice) })
    expect(await opened.page.evaluate(() => window.navigations)).toEqual(['/done'])
    await waited(tab)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },

  'behavior: a link followed on another device signs in the tab that waits, and works once': async (
    stage,
  ) => {
    const tab = await stage.openTab()
    await send(stage, tab)
    const { link } = await stage.fapi.emails.waitFor({ to: alice })
    expect(await follow(link!)).toBe('verified')
    await waited(tab)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    expect(await follow(link!)).not.toBe('verified')
  },

  'behavior: a link that nobody sent is refused, and leads nowhere': async (stage) => {
    const forged = new URL('/v1/verify?token=forged', stage.boxUrl)
    const answer = await fetch(forged, { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
  },

  'behavior: the newer attempt waits for a link from an e-mail': async (stage) => {
    const tab = await stage.openTab()
    const given = { emailAddress: alice, verificationUrl: `${stage.appUrl}/verify` }
    await tab.run((_, given) => window.done(window.attempts.signIn.emailLink.sendLink(given)), given)
    const { link } = await stage.fapi.emails.waitFor({ to: alice })
    await follow(link!)
    await tab.run(async () => {
      await window.done(window.attempts.signIn.emailLink.waitForVerification())
      await window.done(window.attempts.signIn.finalize())
    })
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },

  'behavior: a link from an e-mail completes a sign-up': async (stage) => {
    const tab = await stage.openTab()
    const redirectUrl = `${stage.appUrl}/verify`
    await tab.run(
      async ({ client }, { emailAddress, redirectUrl }) => {
        const { signUp } = client!
        await signUp.create({ emailAddress, password: 'a-password-of-doras' })
        const { startEmailLinkFlow } = signUp.createEmailLinkFlow()
        Object.assign(window, { waiting: startEmailLinkFlow({ redirectUrl }) })
      },
      { emailAddress: dora, redirectUrl },
    )
    const { link } = await stage.fapi.emails.waitFor({ to: dora })
    await follow(link!)
    await waited(tab)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
  },

  'behavior: the newer sign-up waits for a link from an e-mail': async (stage) => {
    const tab = await stage.openTab()
    const verificationUrl = `${stage.appUrl}/verify`
    await tab.run(
      async (_, { emailAddress, verificationUrl }) => {
        await window.done(window.attempts.signUp.password({ emailAddress, password: 'a-password-of-doras' }))
        await window.done(window.attempts.signUp.verifications.sendEmailLink({ verificationUrl }))
      },
      { emailAddress: dora, verificationUrl },
    )
    const { link } = await stage.fapi.emails.waitFor({ to: dora })
    await follow(link!)
    await tab.run(async () => {
      await window.done(window.attempts.signUp.verifications.waitForEmailLinkVerification())
      await window.done(window.attempts.signUp.finalize())
    })
    expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
  },
} satisfies Scenarios

declare global {
  interface Window {
    /** Settles when the link was followed. */
    waiting: Promise<{ createdSessionId: string | null }>
  }
}

/** Has a link sent, and the tab wait for it. */
async function send({ appUrl }: Stage, tab: ClerkTab): Promise<void> {
  await tab.run(
    async ({ client }, { identifier, redirectUrl }) => {
      const { signIn } = client!
      await signIn.create({ identifier })
      const factor = signIn.supportedFirstFactors!.find(({ strategy }) => strategy === 'email_link')!
      const { emailAddressId } = factor as { emailAddressId: string }
      const { startEmailLinkFlow } = signIn.createEmailLinkFlow()
      window.waiting = startEmailLinkFlow({ emailAddressId, redirectUrl })
    },
    { identifier: alice, redirectUrl: `${appUrl}/verify` },
  )
}

/** Makes the session active that came of the link. */
const waited = (tab: ClerkTab) =>
  tab.run(async (clerk) => {
    const { createdSessionId } = await window.waiting
    await clerk.setActive({ session: createdSessionId! })
  })
