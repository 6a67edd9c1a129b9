import { expect } from 'vitest'
import type { Stage } from '../../stage/stage'
import { alice, carol, requests, type Scenarios } from '../scenario'
import { verifyToken } from '../tokens'
import { signIn } from './steps'

/** Organizations, tasks, and the user's own view of them and of the sessions. */
export const organizations = {
  'behavior: setActive switches to an organization by id or slug, and back': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const { id } = acme(stage)
    await tab.run((clerk) => clerk.setActive({ organization: 'acme' }))
    expect(await tab.facts()).toMatchObject({ organization: id })
    const jwt = await tab.run(({ session }) => session!.getToken())
    expect(await verifyToken(stage, jwt!)).toMatchObject({ o: { id, slg: 'acme', rol: 'admin' } })
    await tab.reload()
    expect(await tab.facts()).toMatchObject({ organization: id })
    await tab.run((clerk) => clerk.setActive({ organization: null }))
    expect(await tab.facts()).toMatchObject({ organization: null })
    const personal = await tab.run(({ session }) => session!.getToken())
    expect(await verifyToken(stage, personal!)).not.toHaveProperty('o')
    await tab.run((clerk, organization) => clerk.setActive({ organization }), id)
    expect(await tab.facts()).toMatchObject({ organization: id })
  },

  'behavior: getToken for an organization leaves the active one': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const { id } = acme(stage)
    const jwt = await tab.run(({ session }, organizationId) => session!.getToken({ organizationId }), id)
    expect(await verifyToken(stage, jwt!)).toMatchObject({ o: { id } })
    expect(await tab.facts()).toMatchObject({ organization: null })
  },

  'behavior: a user reads the memberships': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const read = await tab.run(async ({ user }) => {
      const { data, total_count } = await user!.getOrganizationMemberships()
      return { total_count, data: data.map(({ role, organization }) => [role, organization.name]) }
    })
    expect(read).toEqual({ total_count: 1, data: [['org:admin', 'Acme']] })
    expect(await tab.run((clerk) => clerk.user!.organizationMemberships.length)).toBe(1)
  },

  'behavior: choosing an organization ends the task of doing so': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, carol)
    const task = () => tab.run((clerk) => [clerk.isSignedIn, clerk.session!.currentTask?.key])
    expect(await task()).toEqual([false, 'choose-organization'])
    await tab.run((clerk) => clerk.setActive({ organization: 'acme' }))
    expect(await task()).toEqual([true, undefined])
    expect(await tab.facts()).toMatchObject({ organization: acme(stage).id })
  },

  'behavior: a user lists the sessions, and revokes the one on another device': async (stage) => {
    const tab = await stage.openTab()
    const own = await signIn(stage, tab, alice)
    const [other] = (await stage.fapi.seedClient({ users: [alice] })).sessionIds
    const list = () => tab.run(async ({ user }) => (await user!.getSessions()).map(({ id }) => id))
    expect((await list()).sort()).toEqual([own, other].sort())
    const status = await tab.run(async ({ user }, id) => {
      const session = (await user!.getSessions()).find((candidate) => candidate.id === id)
      return (await session!.revoke()).status
    }, other!)
    expect(status).toBe('revoked')
    await tab.reload()
    expect(await list()).toEqual([own])
    expect(await tab.facts()).toMatchObject({ session: own })
  },

  'behavior: a banned user is signed out at the next touch': async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 403/)
    await signIn(stage, tab, alice)
    stage.fapi.banUser(alice)
    stage.fapi.log.clear()
    await tab.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect.poll(() => tab.facts()).toMatchObject({ session: null, sessions: [] })
    expect(requests(stage)).toContain('POST /v1/client/sessions/{id}/touch 403')
  },
} satisfies Scenarios

function acme({ fapi }: Stage) {
  return fapi.organizations.find(({ slug }) => slug === 'acme')!
}
