import { expect } from 'vitest'
import { appCode, phil, tara } from '../people'
import { alice, onBox, type Scenarios } from '../scenario'
import { signIn } from './steps'

/** Users who prove again who they are. */
export const stepUp = {
  'behavior: a password steps a session up': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const verified = await tab.run(async ({ session }) => {
      const started = await session!.startVerification({ level: 'first_factor' })
      const { status } = await session!.attemptFirstFactorVerification({
        strategy: 'password',
        password: 'alice-password',
      })
      return { started: started.status, status, ages: session!.factorVerificationAge }
    })
    expect(verified).toEqual({ started: 'needs_first_factor', status: 'complete', ages: [0, -1] })
  },

  'behavior: a password and an app step a session up, a wrong code does not': onBox(
    { users: [phil, tara] },
    async (stage) => {
      const tab = await stage.openTab()
      stage.tolerate(/status of 422/)
      await tab.run(async (clerk, { identifier, password }) => {
        const { signIn } = clerk.client!
        await signIn.create({ identifier, password })
        const code = 'backup-one'
        const { createdSessionId } = await signIn.attemptSecondFactor({ strategy: 'backup_code', code })
        await clerk.setActive({ session: createdSessionId! })
      }, tara)
      const verified = await tab.run(
        async ({ session }, { password, code }) => {
          const { status } = await session!.startVerification({ level: 'multi_factor' })
          const first = await session!.attemptFirstFactorVerification({ strategy: 'password', password })
          const refusal = await window.refusalOf(
            session!.attemptSecondFactorVerification({ strategy: 'backup_code', code: 'wrong' }),
          )
          const second = await session!.attemptSecondFactorVerification({ strategy: 'totp', code })
          return { statuses: [status, first.status, second.status], refused: refusal?.code }
        },
        { password: tara.password, code: appCode(tara.totpSecret) },
      )
      expect(verified).toEqual({
        statuses: ['needs_first_factor', 'needs_second_factor', 'complete'],
        refused: 'form_code_incorrect',
      })
    },
  ),
} satisfies Scenarios
