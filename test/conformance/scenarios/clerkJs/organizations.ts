import { expect, vi } from 'vitest'
import { alice, carol, type Scenarios, userId } from '../scenario'
import { verifyToken } from '../tokens'
import { signIn } from './steps'

/** The organization of a session, tasks that keep one pending, and users who may not sign in. */
export const restrictions = {
  'behavior: a session switches to an organization and back, and its tokens say so': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const [organization] = stage.fapi.organizations
    const { id } = organization!
    const listed = await tab.run(({ user }) =>
      user!.organizationMemberships.map(({ organization, role }) => ({ id: organization.id, role })),
    )
    expect(listed).toEqual([{ id, role: 'org:admin' }])
    await tab.run((clerk, organization) => clerk.setActive({ organization }), id)
    expect(await tab.facts()).toMatchObject({ organization: id })
    const jwt = await tab.run(({ session }) => session!.getToken())
    expect(await verifyToken(stage, jwt!)).toMatchObject({ o: { id, slg: 'acme', rol: 'admin' } })
    await tab.reload()
    expect(await tab.facts()).toMatchObject({ organization: id })
    await tab.run((clerk) => clerk.setActive({ organization: null }))
    expect(await tab.facts()).toMatchObject({ organization: null })
    const personal = await tab.run(({ session }) => session!.getToken())
    expect((await verifyToken(stage, personal!)).o).toBeUndefined()
  },

  'behavior: a session with a task is pending until the task is done': async (stage) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, carol)
    const pending = await tab.run(({ session, isSignedIn }) => ({
      status: session!.status as string,
      task: session!.currentTask?.key as string | undefined,
      isSignedIn,
    }))
    expect(pending).toEqual({ status: 'pending', task: 'choose-organization', isSignedIn: false })
    const organization = stage.fapi.organizations[0]!.id
    await tab.run((clerk, organization) => clerk.setActive({ organization }), organization)
    const active = await tab.run(({ session, isSignedIn }) => ({
      id: session!.id,
      status: session!.status as string,
      isSignedIn,
    }))
    expect(active).toEqual({ id: session, status: 'active', isSignedIn: true })
  },

  'behavior: who is banned cannot sign in': async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 403/)
    stage.fapi.banUser(alice)
    const password = 'alice-password'
    const refusal = await tab.run(
      ({ client }, credentials) => window.refusalOf(client!.signIn.create(credentials)),
      { identifier: alice, password },
    )
    expect(refusal).toMatchObject({ status: 403, code: 'user_banned' })
    expect(await tab.facts()).toMatchObject({ session: null })
  },

  'behavior: who is banned while signed in is signed out at the next token': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    stage.tolerate(/status of 40[13]/)
    stage.fapi.banUser(userId(stage, alice))
    const refusal = await tab.run(({ session }) => window.refusalOf(session!.getToken({ skipCache: true })))
    expect([401, 403]).toContain(refusal?.status)
    await tab.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await vi.waitFor(async () => expect((await tab.facts()).sessions).toEqual([]), { timeout: 10_000 })
  },
} satisfies Scenarios
