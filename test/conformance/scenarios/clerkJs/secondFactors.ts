import { expect } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import { appCode, phil, philsPhone, tara, tarasPhone, wrong } from '../people'
import { onBox, type Scenario, type Scenarios, userId } from '../scenario'

const withPeople = (scenario: Scenario) => onBox({ users: [phil, tara] }, scenario)

/** Telephones, and what is asked for after the password. */
export const secondFactors = {
  'behavior: a text to a telephone signs in': withPeople(async (stage) => {
    const tab = await stage.openTab()
    await tab.run(async ({ client }, identifier) => {
      const { signIn } = client!
      await signIn.create({ identifier })
      const factor = signIn.supportedFirstFactors!.find(({ strategy }) => strategy === 'phone_code')!
      const { phoneNumberId } = factor as { phoneNumberId: string }
      await signIn.prepareFirstFactor({ strategy: 'phone_code', phoneNumberId })
    }, philsPhone)
    const { code } = await stage.fapi.texts.waitFor({ to: philsPhone })
    await tab.run(async (clerk, code) => {
      const { signIn } = clerk.client!
      const { createdSessionId } = await signIn.attemptFirstFactor({ strategy: 'phone_code', code })
      await clerk.setActive({ session: createdSessionId! })
    }, code)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, phil.identifier) })
    expect(await ages(tab)).toEqual([0, -1])
  }),

  'behavior: an app asks for its code after the password, and takes none that is wrong': withPeople(
    async (stage) => {
      const tab = await stage.openTab()
      stage.tolerate(/status of 422/)
      const asked = await tab.run(async ({ client }, { identifier, password }) => {
        const { status, createdSessionId, supportedSecondFactors } = await client!.signIn.create({
          identifier,
          password,
        })
        return { status, createdSessionId, ways: supportedSecondFactors!.map(({ strategy }) => strategy) }
      }, tara)
      expect(asked).toEqual({
        status: 'needs_second_factor',
        createdSessionId: null,
        ways: ['totp', 'backup_code', 'phone_code'],
      })
      const code = appCode(tara.totpSecret)
      const refusal = await tab.run(
        ({ client }, code) =>
          window.refusalOf(client!.signIn.attemptSecondFactor({ strategy: 'totp', code })),
        wrong(code),
      )
      expect(refusal).toEqual({ status: 422, code: 'form_code_incorrect', field: 'code' })
      await finish(tab, 'totp', code)
      expect(await tab.facts()).toMatchObject({ user: userId(stage, tara.identifier) })
      expect(await ages(tab)).toEqual([0, 0])
    },
  ),

  'behavior: a text to a telephone follows the password, and a reload in between loses nothing': withPeople(
    async (stage) => {
      const tab = await stage.openTab()
      await startAs(tab)
      await tab.reload()
      await tab.run(({ client }) => client!.signIn.prepareSecondFactor({ strategy: 'phone_code' }))
      const { code } = await stage.fapi.texts.waitFor({ to: tarasPhone, kind: 'second-factor' })
      await finish(tab, 'phone_code', code)
      expect(await tab.facts()).toMatchObject({ user: userId(stage, tara.identifier) })
    },
  ),

  'behavior: a backup code stands in for an app, once': withPeople(async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 422/)
    await startAs(tab)
    await finish(tab, 'backup_code', 'backup-one')
    await tab.run((clerk) => clerk.signOut())
    await startAs(tab)
    const refusal = await tab.run(({ client }) =>
      window.refusalOf(client!.signIn.attemptSecondFactor({ strategy: 'backup_code', code: 'backup-one' })),
    )
    expect(refusal).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    await finish(tab, 'backup_code', 'backup-two')
    expect(await tab.facts()).toMatchObject({ user: userId(stage, tara.identifier) })
  }),

  'behavior: the newer attempt signs in with a text to a telephone': withPeople(async (stage) => {
    const tab = await stage.openTab()
    await tab.run(
      (_, phoneNumber) => window.done(window.attempts.signIn.phoneCode.sendCode({ phoneNumber })),
      philsPhone,
    )
    const { code } = await stage.fapi.texts.waitFor({ to: philsPhone })
    await tab.run(async (_, code) => {
      await window.done(window.attempts.signIn.phoneCode.verifyCode({ code }))
      await window.done(window.attempts.signIn.finalize())
    }, code)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, phil.identifier) })
  }),

  'behavior: the newer attempt goes on with each second factor': withPeople(async (stage) => {
    const tab = await stage.openTab()
    const begin = () =>
      tab.run(async (_, { identifier, password }) => {
        await window.done(window.attempts.signIn.password({ identifier, password }))
      }, tara)
    const end = async () => {
      await tab.run(() => window.done(window.attempts.signIn.finalize()))
      expect(await tab.facts()).toMatchObject({ user: userId(stage, tara.identifier) })
      await tab.run((clerk) => clerk.signOut())
    }
    await begin()
    await tab.run(
      (_, code) => window.done(window.attempts.signIn.mfa.verifyTOTP({ code })),
      appCode(tara.totpSecret),
    )
    await end()
    await begin()
    await tab.run(() => window.done(window.attempts.signIn.mfa.sendPhoneCode()))
    const { code } = await stage.fapi.texts.waitFor({ to: tarasPhone })
    await tab.run((_, code) => window.done(window.attempts.signIn.mfa.verifyPhoneCode({ code })), code)
    await end()
    await begin()
    await tab.run(() => window.done(window.attempts.signIn.mfa.verifyBackupCode({ code: 'backup-one' })))
    await end()
  }),
} satisfies Scenarios

function startAs(tab: ClerkTab): Promise<void> {
  return tab.run(async ({ client }, { identifier, password }) => {
    const { status } = await client!.signIn.create({ identifier, password })
    if (status !== 'needs_second_factor') throw new Error(`it is ${status}`)
  }, tara)
}

async function finish(tab: ClerkTab, strategy: 'totp' | 'phone_code' | 'backup_code', code: string) {
  await tab.run(
    async (clerk, attempt) => {
      const { createdSessionId } = await clerk.client!.signIn.attemptSecondFactor(attempt)
      await clerk.setActive({ session: createdSessionId! })
    },
    { strategy, code },
  )
}

/** Minutes since the session's factors were checked. */
const ages = (tab: ClerkTab) => tab.run(({ session }) => session!.factorVerificationAge)
