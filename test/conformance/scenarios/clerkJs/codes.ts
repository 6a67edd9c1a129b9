import { expect } from 'vitest'
import { alice, requests, type Scenarios, userId } from '../scenario'
import { verifyToken } from '../tokens'

const dora = 'dora@example.com'

/** Codes by e-mail, to sign in and to sign up with. */
export const codes = {
  'behavior: a code from an e-mail signs in, a wrong one does not': async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 422/)
    await tab.run(async ({ client }, identifier) => {
      const { signIn } = client!
      await signIn.create({ identifier })
      const factor = signIn.supportedFirstFactors!.find(({ strategy }) => strategy === 'email_code')!
      const { emailAddressId } = factor as { emailAddressId: string }
      await signIn.prepareFirstFactor({ strategy: 'email_code', emailAddressId })
    }, alice)
    const { code } = await stage.fapi.emails.waitFor({ to: alice })
    const wrong = code === '000000' ? '111111' : '000000'
    const refusal = await tab.run(
      ({ client }, code) =>
        window.refusalOf(client!.signIn.attemptFirstFactor({ strategy: 'email_code', code })),
      wrong,
    )
    expect(refusal).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    const attempts = await tab.run(({ client }) => client!.signIn.firstFactorVerification.attempts)
    expect(attempts).toBe(1)
    await tab.run(async (clerk, code) => {
      const { createdSessionId } = await clerk.client!.signIn.attemptFirstFactor({
        strategy: 'email_code',
        code,
      })
      await clerk.setActive({ session: createdSessionId! })
    }, code)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    await tab.reload()
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },

  'behavior: a code is sent in one step with the identifier, and signs in': async (stage) => {
    const tab = await stage.openTab()
    stage.fapi.log.clear()
    await tab.run(({ client }, identifier) => {
      return client!.signIn.create({ identifier, strategy: 'email_code' })
    }, alice)
    const { code } = await stage.fapi.emails.waitFor({ to: alice })
    await tab.run(async (clerk, code) => {
      const { signIn } = clerk.client!
      const { createdSessionId } = await signIn.attemptFirstFactor({ strategy: 'email_code', code })
      await clerk.setActive({ session: createdSessionId! })
    }, code)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    expect(requests(stage).filter((request) => request.includes('sign_ins'))).toEqual([
      'POST /v1/client/sign_ins 200',
      'POST /v1/client/sign_ins/{id}/attempt_first_factor 200',
    ])
  },

  'behavior: a code from an e-mail completes a sign-up, which makes a user and signs them in': async (
    stage,
  ) => {
    const tab = await stage.openTab()
    const missing = await tab.run(async ({ client }, emailAddress) => {
      const { signUp } = client!
      const unsafeMetadata = { from: 'a friend' }
      await signUp.create({ emailAddress, firstName: 'Dora', unsafeMetadata })
      return signUp.missingFields
    }, dora)
    expect(missing).toEqual(['password'])
    await tab.run(async ({ client }) => {
      await client!.signUp.update({ password: 'a-password-of-doras' })
      await client!.signUp.prepareEmailAddressVerification({ strategy: 'email_code' })
      await client!.signUp.reload()
    })
    const { code } = await stage.fapi.emails.waitFor({ to: dora })
    const user = await tab.run(async (clerk, code) => {
      const { createdSessionId } = await clerk.client!.signUp.attemptEmailAddressVerification({ code })
      await clerk.setActive({ session: createdSessionId! })
      const { firstName, unsafeMetadata, primaryEmailAddress } = clerk.user!
      return { firstName, unsafeMetadata, email: primaryEmailAddress!.emailAddress }
    }, code)
    expect(user).toEqual({ firstName: 'Dora', unsafeMetadata: { from: 'a friend' }, email: dora })
    const jwt = await tab.run(({ session }) => session!.getToken())
    expect(await verifyToken(stage, jwt!)).toMatchObject({ sub: userId(stage, dora) })
  },

  'behavior: a sign-up with an address that is taken is refused': async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 422/)
    const password = 'a-long-enough-password'
    const refusal = await tab.run(({ client }, fields) => window.refusalOf(client!.signUp.create(fields)), {
      emailAddress: alice,
      password,
    })
    expect(refusal).toMatchObject({ status: 422, code: 'form_identifier_exists' })
    expect(stage.fapi.clients).toEqual([])
  },
} satisfies Scenarios
