import { expect } from 'vitest'
import { alice, type Scenarios, userId } from '../scenario'

const dora = 'dora@example.com'

/** The same with the attempts that clerk-js gives to `useSignIn()` and `useSignUp()`: no step throws. */
export const future = {
  'behavior: the newer attempt signs in with a password, after a wrong one': async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 422/)
    const refusal = await tab.run(async (_, identifier) => {
      const { error } = await window.attempts.signIn.password({ identifier, password: 'wrong' })
      const { fields, global } = window.attempts.errors.signIn
      return { code: error?.code, field: fields.password?.code, global }
    }, alice)
    expect(refusal).toEqual({
      code: 'api_response_error',
      field: 'form_password_incorrect',
      global: null,
    })
    await tab.run(async (_, identifier) => {
      await window.done(window.attempts.signIn.password({ identifier, password: 'alice-password' }))
      await window.done(window.attempts.signIn.finalize())
    }, alice)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },

  'behavior: the newer attempt signs in with a code from an e-mail, in two steps': async (stage) => {
    const tab = await stage.openTab()
    await tab.run(
      (_, emailAddress) => window.done(window.attempts.signIn.emailCode.sendCode({ emailAddress })),
      alice,
    )
    const { code } = await stage.fapi.emails.waitFor({ to: alice })
    const finished = await tab.run(async (_, code) => {
      const { signIn } = window.attempts
      await window.done(signIn.emailCode.verifyCode({ code }))
      const { status, supportedFirstFactors, createdSessionId } = window.attempts.signIn
      await window.done(window.attempts.signIn.finalize())
      return { status, factors: supportedFirstFactors.length, createdSessionId }
    }, code)
    expect(finished).toMatchObject({ status: 'complete', factors: 0 })
    expect(await tab.facts()).toMatchObject({
      session: finished.createdSessionId,
      user: userId(stage, alice),
    })
  },

  'behavior: the newer attempt signs up with a password and a code from an e-mail': async (stage) => {
    const tab = await stage.openTab()
    await tab.run(async (_, emailAddress) => {
      await window.done(window.attempts.signUp.password({ emailAddress, password: 'a-password-of-doras' }))
      await window.done(window.attempts.signUp.verifications.sendEmailCode())
    }, dora)
    const { code } = await stage.fapi.emails.waitFor({ to: dora })
    await tab.run(async (_, code) => {
      await window.done(window.attempts.signUp.verifications.verifyEmailCode({ code }))
      await window.done(window.attempts.signUp.finalize())
    }, code)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, dora) })
  },
} satisfies Scenarios
