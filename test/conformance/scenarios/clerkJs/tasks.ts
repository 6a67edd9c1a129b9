import { expect } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import { bob, onBox, type Scenarios } from '../scenario'
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
} satisfies Scenarios

const current = (tab: ClerkTab) =>
  tab.run(({ session }) => ({
    status: session!.status as string,
    task: session!.currentTask?.key as string | undefined,
  }))
