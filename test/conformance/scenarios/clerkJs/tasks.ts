import { expect } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import { appCode } from '../people'
import { alice, bob, onBox, type Scenarios } from '../scenario'
import { signIn } from './steps'

/** What a session waits for. */
export const tasks = {
  'behavior: who has to be in an organization makes one, and is signed in': onBox(
    { forceOrganization: true },
    async (stage) => {
      const tab = await stage.openTab()
      const session = await signIn(stage, tab, bob)
      expect(await current(tab)).toEqual({ status: 'pending', task: 'choose-organization' })
      await tab.run(async (clerk) => {
        const { id } = await clerk.createOrganization({ name: 'Beta' })
        await clerk.setActive({ organization: id })
      })
      expect(await current(tab)).toEqual({ status: 'active', task: undefined })
      expect(await tab.facts()).toMatchObject({ session })
      const organization = await tab.run(({ organization, user }) => ({
        name: organization!.name,
        role: user!.organizationMemberships[0]!.role,
      }))
      expect(organization).toEqual({ name: 'Beta', role: 'org:admin' })
    },
  ),

  'behavior: who has to have a second factor sets an app up, and is signed in': onBox(
    { forceSecondFactor: true },
    async (stage) => {
      const tab = await stage.openTab()
      const session = await signIn(stage, tab, alice)
      expect(await current(tab)).toEqual({ status: 'pending', task: 'setup-mfa' })
      const secret = await tab.run(async ({ session }) => {
        const { secret } = await session!.user!.createTOTP()
        return secret!
      })
      await tab.run(({ session }, code) => session!.user!.verifyTOTP({ code }), appCode(secret))
      await tab.reload()
      expect(await current(tab)).toEqual({ status: 'active', task: undefined })
      expect(await tab.facts()).toMatchObject({ session })
    },
  ),

  'behavior: who has to change the password does, and is signed in': onBox(
    { users: [{ identifier: alice, password: 'alice-password', tasks: ['reset-password'] }] },
    async (stage) => {
      const tab = await stage.openTab()
      const session = await signIn(stage, tab, alice)
      expect(await current(tab)).toEqual({ status: 'pending', task: 'reset-password' })
      await tab.run(({ session }) =>
        session!.user!.updatePassword({
          currentPassword: 'alice-password',
          newPassword: 'a-better-password',
          signOutOfOtherSessions: true,
        }),
      )
      await tab.reload()
      expect(await current(tab)).toEqual({ status: 'active', task: undefined })
      expect(await tab.facts()).toMatchObject({ session })
    },
  ),
} satisfies Scenarios

const current = (tab: ClerkTab) =>
  tab.run(({ session }) => ({
    status: session!.status as string,
    task: session!.currentTask?.key as string | undefined,
  }))
