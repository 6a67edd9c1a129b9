import { expect } from 'vitest'
import { alice, onBox, type Scenarios, userId } from '../scenario'
import { signIn } from './steps'

const distrustful = { clientTrust: true }

/** A password on a device that nobody has signed in on yet. */
export const clientTrust = {
  'behavior: a new device needs a code besides the password, and is known from then on': onBox(
    distrustful,
    async (stage) => {
      const tab = await stage.openTab()
      const asked = await tab.run(async ({ client }, identifier) => {
        const { signIn } = client!
        await signIn.create({ identifier, password: 'alice-password' })
        const factor = signIn.supportedSecondFactors!.find(({ strategy }) => strategy === 'email_code')!
        const { emailAddressId } = factor as { emailAddressId: string }
        await signIn.prepareSecondFactor({ strategy: 'email_code', emailAddressId })
        return signIn.status
      }, alice)
      expect(asked).toBe('needs_client_trust')
      const { code } = await stage.fapi.emails.waitFor({ to: alice })
      await tab.run(async (clerk, code) => {
        const { signIn } = clerk.client!
        const { createdSessionId } = await signIn.attemptSecondFactor({ strategy: 'email_code', code })
        await clerk.setActive({ session: createdSessionId! })
      }, code)
      expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
      await tab.run((clerk) => clerk.signOut())
      await signIn(stage, tab, alice)
      expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    },
  ),

  'behavior: the newer attempt makes a new device known': onBox(distrustful, async (stage) => {
    const tab = await stage.openTab()
    const asked = await tab.run(async (_, identifier) => {
      await window.done(window.attempts.signIn.password({ identifier, password: 'alice-password' }))
      await window.done(window.attempts.signIn.mfa.sendEmailCode())
      return window.attempts.signIn.status
    }, alice)
    expect(asked).toBe('needs_client_trust')
    const { code } = await stage.fapi.emails.waitFor({ to: alice })
    await tab.run(async (_, code) => {
      await window.done(window.attempts.signIn.mfa.verifyEmailCode({ code }))
      await window.done(window.attempts.signIn.finalize())
    }, code)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  }),
} satisfies Scenarios
