import { expect } from 'vitest'
import { wrong } from '../people'
import { onBox, type Scenarios, userId } from '../scenario'

const phoneNumber = '+14155552673'
const dora = 'dora@example.com'

/** Sign-ups that need something else than an address and a password. */
export const signUps = {
  'behavior: a text to a telephone completes a sign-up': onBox(
    { signUp: { required: ['phone_number'] } },
    async (stage) => {
      const tab = await stage.openTab()
      stage.tolerate(/status of 422/)
      const created = await tab.run(async ({ client }, phoneNumber) => {
        const { signUp } = client!
        await signUp.create({ phoneNumber })
        const { missingFields, unverifiedFields } = signUp
        await signUp.preparePhoneNumberVerification()
        return { missingFields, unverifiedFields }
      }, phoneNumber)
      expect(created).toEqual({ missingFields: [], unverifiedFields: ['phone_number'] })
      const { code } = await stage.fapi.texts.waitFor({ to: phoneNumber })
      const refusal = await tab.run(
        ({ client }, code) => window.refusalOf(client!.signUp.attemptPhoneNumberVerification({ code })),
        wrong(code),
      )
      expect(refusal).toEqual({ status: 422, code: 'form_code_incorrect', field: 'code' })
      const number = await tab.run(async (clerk, code) => {
        const { createdSessionId } = await clerk.client!.signUp.attemptPhoneNumberVerification({ code })
        await clerk.setActive({ session: createdSessionId! })
        return clerk.user!.primaryPhoneNumber?.phoneNumber
      }, code)
      expect(number).toBe(phoneNumber)
    },
  ),

  'behavior: the newer sign-up waits for the terms to be accepted, and for a text': onBox(
    { signUp: { required: ['phone_number'], legalConsent: true } },
    async (stage) => {
      const tab = await stage.openTab()
      const missing = await tab.run(async (_, phoneNumber) => {
        await window.done(window.attempts.signUp.create({ phoneNumber }))
        const { missingFields } = window.attempts.signUp
        await window.done(window.attempts.signUp.update({ legalAccepted: true }))
        await window.done(window.attempts.signUp.verifications.sendPhoneCode())
        return missingFields
      }, phoneNumber)
      expect(missing).toEqual(['legal_accepted'])
      const { code } = await stage.fapi.texts.waitFor({ to: phoneNumber })
      await tab.run(async (_, code) => {
        await window.done(window.attempts.signUp.verifications.verifyPhoneCode({ code }))
        await window.done(window.attempts.signUp.finalize())
      }, code)
      expect(await tab.run(({ user }) => user!.legalAcceptedAt !== null)).toBe(true)
    },
  ),

  'behavior: where nobody may sign up, nobody does': onBox(
    { signUp: { mode: 'restricted' } },
    async (stage) => {
      const tab = await stage.openTab()
      stage.tolerate(/status of 403/)
      const refusal = await tab.run(
        ({ client }, emailAddress) => window.refusalOf(client!.signUp.create({ emailAddress })),
        dora,
      )
      expect(refusal).toMatchObject({ status: 403, code: 'sign_up_mode_restricted' })
    },
  ),

  'behavior: an address that changes after its code was sent needs another one': async (stage) => {
    const tab = await stage.openTab()
    await tab.run(async ({ client }, emailAddress) => {
      await client!.signUp.create({ emailAddress: 'dorra@example.com', password: 'a-password-of-doras' })
      await client!.signUp.prepareEmailAddressVerification({ strategy: 'email_code' })
      await client!.signUp.update({ emailAddress })
      await client!.signUp.prepareEmailAddressVerification({ strategy: 'email_code' })
    }, dora)
    const { code } = await stage.fapi.emails.waitFor({ to: dora })
    await tab.run(async (clerk, code) => {
      const { createdSessionId } = await clerk.client!.signUp.attemptEmailAddressVerification({ code })
      await clerk.setActive({ session: createdSessionId! })
    }, code)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
  },
} satisfies Scenarios
