import { expect } from 'vitest'
import { phil, philsPhone } from '../people'
import { alice, onBox, type Scenarios, userId } from '../scenario'
import { signIn } from './steps'

const again = 'a-better-password'

/** A password that was forgotten. */
export const forgottenPasswords = {
  'behavior: a code from an e-mail lets a password be set anew, and ends the other sessions': async (
    stage,
  ) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 422/)
    const { sessionIds } = await stage.fapi.seedClient({ users: [alice] })
    await tab.run(
      ({ client }, identifier) =>
        client!.signIn.create({ identifier, strategy: 'reset_password_email_code' }),
      alice,
    )
    const { code } = await stage.fapi.emails.waitFor({ to: alice, kind: 'reset-password' })
    const asked = await tab.run(async ({ client }, code) => {
      const { status, createdSessionId } = await client!.signIn.attemptFirstFactor({
        strategy: 'reset_password_email_code',
        code,
      })
      const refusal = await window.refusalOf(client!.signIn.resetPassword({ password: 'short' }))
      return { status, createdSessionId, refusal }
    }, code)
    expect(asked).toEqual({
      status: 'needs_new_password',
      createdSessionId: null,
      refusal: { status: 422, code: 'form_password_length_too_short', field: 'password' },
    })
    await tab.run(async (clerk, password) => {
      const { createdSessionId } = await clerk.client!.signIn.resetPassword({
        password,
        signOutOfOtherSessions: true,
      })
      await clerk.setActive({ session: createdSessionId! })
    }, again)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    expect(stage.fapi.sessions.find(({ id }) => id === sessionIds[0])?.status).not.toBe('active')
    await tab.run((clerk) => clerk.signOut())
    const old = await tab.run(
      ({ client }, identifier) =>
        window.refusalOf(client!.signIn.create({ identifier, password: 'alice-password' })),
      alice,
    )
    expect(old).toMatchObject({ code: 'form_password_incorrect' })
    await signIn(stage, tab, alice)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },

  'behavior: the newer attempt sets a password anew, by e-mail and by telephone': onBox(
    { users: [{ ...phil, password: 'phil-password' }] },
    async (stage) => {
      const tab = await stage.openTab()
      await tab.run(async (_, identifier) => {
        await window.done(window.attempts.signIn.create({ identifier }))
        await window.done(window.attempts.signIn.resetPasswordEmailCode.sendCode())
      }, phil.identifier)
      const email = await stage.fapi.emails.waitFor({ to: phil.identifier })
      await tab.run(async (_, code) => {
        const { resetPasswordEmailCode } = window.attempts.signIn
        await window.done(resetPasswordEmailCode.verifyCode({ code }))
        await window.done(resetPasswordEmailCode.submitPassword({ password: 'phils-next-password' }))
        await window.done(window.attempts.signIn.finalize())
      }, email.code)
      expect(await tab.facts()).toMatchObject({ user: userId(stage, phil.identifier) })
      await tab.run((clerk) => clerk.signOut())
      await tab.run(
        (_, phoneNumber) =>
          window.done(window.attempts.signIn.resetPasswordPhoneCode.sendCode({ phoneNumber })),
        philsPhone,
      )
      const text = await stage.fapi.texts.waitFor({ to: philsPhone })
      await tab.run(async (_, code) => {
        const { resetPasswordPhoneCode } = window.attempts.signIn
        await window.done(resetPasswordPhoneCode.verifyCode({ code }))
        await window.done(resetPasswordPhoneCode.submitPassword({ password: 'phils-last-password' }))
        await window.done(window.attempts.signIn.finalize())
      }, text.code)
      expect(await tab.facts()).toMatchObject({ user: userId(stage, phil.identifier) })
    },
  ),
} satisfies Scenarios
