import { expect } from 'vitest'
import { addAuthenticator } from '../../../support/authenticator'
import { alice, type Scenarios, userId } from '../scenario'
import { signIn } from './steps'

/** Passkeys, on a device that Chromium plays. */
export const passkeys = {
  'behavior: a passkey is made, renamed, and signs in without an identifier and with one': async (stage) => {
    const tab = await stage.openTab()
    await addAuthenticator(await tab.devtools())
    await signIn(stage, tab, alice)
    const name = await tab.run(async ({ user }) => {
      const passkey = await user!.createPasskey()
      await passkey.update({ name: 'My key' })
      await user!.reload()
      return user!.passkeys.map(({ name }) => name)
    })
    expect(name).toEqual(['My key'])
    await tab.run((clerk) => clerk.signOut())
    await tab.run(async (clerk) => {
      const { createdSessionId } = await clerk.client!.signIn.authenticateWithPasskey({
        flow: 'discoverable',
      })
      await clerk.setActive({ session: createdSessionId! })
    })
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    await tab.run((clerk) => clerk.signOut())
    await tab.run(async (_, identifier) => {
      await window.done(window.attempts.signIn.create({ identifier }))
      await window.done(window.attempts.signIn.passkey())
      await window.done(window.attempts.signIn.finalize())
    }, alice)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    const left = await tab.run(async ({ user }) => {
      await user!.passkeys[0]!.delete()
      await user!.reload()
      return user!.passkeys.length
    })
    expect(left).toBe(0)
  },
} satisfies Scenarios
