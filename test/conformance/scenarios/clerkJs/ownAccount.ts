import { expect } from 'vitest'
import { appCode } from '../people'
import { alice, type Scenarios, userId } from '../scenario'
import { signIn } from './steps'

/** What users do to their own accounts. */
export const ownAccount = {
  'behavior: an app that was set up is asked for at the next sign-in': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const secret = await tab.run(async ({ user }) => {
      const { secret, uri } = await user!.createTOTP()
      if (!uri?.startsWith('otpauth://totp/')) throw new Error(`a strange address: ${uri}`)
      return secret!
    })
    await tab.run(({ user }, code) => user!.verifyTOTP({ code }), appCode(secret))
    const { codes, has } = await tab.run(async ({ user }) => {
      const { codes } = await user!.createBackupCode()
      await user!.reload()
      return { codes, has: [user!.totpEnabled, user!.backupCodeEnabled, user!.twoFactorEnabled] }
    })
    expect(has).toEqual([true, true, true])
    expect(codes.length).toBeGreaterThan(4)
    await tab.run((clerk) => clerk.signOut())
    await tab.run(({ client }, identifier) => {
      return client!.signIn.create({ identifier, password: 'alice-password' })
    }, alice)
    await tab.run(
      async (clerk, code) => {
        const { signIn } = clerk.client!
        const { createdSessionId } = await signIn.attemptSecondFactor({ strategy: 'totp', code })
        await clerk.setActive({ session: createdSessionId! })
      },
      appCode(secret, 1),
    )
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },

  'behavior: a telephone is added, proved and kept as a second factor': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const phoneNumber = '+14155552679'
    await tab.run(async ({ user }, phoneNumber) => {
      const phone = await user!.createPhoneNumber({ phoneNumber })
      await phone.prepareVerification()
    }, phoneNumber)
    const { code } = await stage.fapi.texts.waitFor({ to: phoneNumber })
    const kept = await tab.run(async ({ user }, code) => {
      await user!.reload()
      const [phone] = user!.phoneNumbers
      await phone!.attemptVerification({ code })
      await phone!.setReservedForSecondFactor({ reserved: true })
      await user!.reload()
      const { verification, reservedForSecondFactor } = user!.phoneNumbers[0]!
      return { status: verification.status, reservedForSecondFactor, two: user!.twoFactorEnabled }
    }, code)
    expect(kept).toEqual({ status: 'verified', reservedForSecondFactor: true, two: true })
  },
} satisfies Scenarios
