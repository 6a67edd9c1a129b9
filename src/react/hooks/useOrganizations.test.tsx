import { waitFor } from '@testing-library/react'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { editClients, editSession } from '../../../test/support/editedClients'
import { perform, renderHookInBrowser } from '../../../test/support/render'
import { alice, bob, carol, createWorld, refusal, type WorldOptions } from '../../../test/support/world'
import {
  acceptOrganizationInvitation,
  createOrganization,
  getClient,
  getOrganizationInvitations,
  getOrganizations,
  getToken,
  setActive,
} from '../../core'
import { useConnectionStatus, useOrganizations, useSession, useSetActive } from '../../index'

const organizations = [
  { id: 'org_acme', name: 'Acme', members: [{ user: alice.identifier, role: 'org:admin' }] },
  {
    id: 'org_bolt',
    name: 'Bolt',
    members: [
      { user: alice.identifier, permissions: ['org:invoices:read'] },
      { user: bob.identifier, role: 'org:sales_lead' },
    ],
  },
]

async function open(options: WorldOptions = {}) {
  let renders = 0
  const opened = await renderHookInBrowser(
    () => {
      renders++
      return {
        connection: useConnectionStatus(),
        session: useSession(),
        organizations: useOrganizations(),
        setActive: useSetActive(),
      }
    },
    { signedIn: [alice], users: [alice, bob, carol], organizations, ...options },
  )
  const { result } = opened
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  const active = () =>
    result.current.organizations.data?.filter(({ isActive }) => isActive).map((one) => one.organization.name)
  const names = () => result.current.organizations.data?.map(({ organization }) => organization.name)
  return { ...opened, active, names, renders: () => renders }
}

test('behavior: are those of the user, with role and permissions, and without a request', async () => {
  const { result, world, active } = await open()
  expect(result.current.organizations.data).toMatchObject([
    {
      role: 'org:admin',
      roleName: 'Admin',
      permissions: expect.arrayContaining(['org:sys_profile:manage']),
      organization: { id: 'org_acme', name: 'Acme', slug: 'acme', publicMetadata: {} },
    },
    { role: 'org:member', permissions: ['org:invoices:read'], organization: { name: 'Bolt' } },
  ])
  expect(active()).toEqual([])
  expect(world.requests().filter((request) => request.includes('/me'))).toEqual([])
})

test('behavior: one is active once it is chosen, here and in another tab, and none in the personal workspace', async () => {
  const { result, world, page, active } = await open()
  await perform(() => result.current.setActive.mutateAsync({ organizationId: 'org_bolt' }))
  expect(active()).toEqual(['Bolt'])
  const { frontdesk } = world.open()
  await getClient(frontdesk)
  expect((await getOrganizations(frontdesk)).map(({ isActive }) => isActive)).toEqual([false, true])
  await setActive(frontdesk, { organizationId: 'acme' })
  await perform(() => getClient(page.frontdesk))
  await waitFor(() => expect(active()).toEqual(['Acme']))
  await perform(() => result.current.setActive.mutateAsync({ organizationId: null }))
  expect(active()).toEqual([])
})

test("behavior: follow this tab's user, and are none where nobody is signed in", async () => {
  const { result, world, names } = await open({ signedIn: [alice, bob] })
  expect(names()).toEqual(['Bolt'])
  await perform(() => result.current.setActive.mutateAsync({ sessionId: world.seeded!.sessionIds[0] }))
  expect(names()).toEqual(['Acme', 'Bolt'])
  const nobody = await open({ signedIn: [] })
  expect(nobody.names()).toEqual([])
  expect(await getOrganizations(nobody.page.frontdesk)).toEqual([])
})

test('behavior: one that is made or joined is there, with its role; the switch is in the token', async () => {
  const invited = {
    id: 'org_crux',
    name: 'Crux',
    members: [],
    invitations: [{ emailAddress: bob.identifier }],
  }
  const { result, page, names, active } = await open({
    signedIn: [bob],
    organizations: [...organizations, invited],
  })
  expect(names()).toEqual(['Bolt'])
  const made = await perform(() => createOrganization(page.frontdesk, { name: 'Dune' }))
  const [invitation] = await getOrganizationInvitations(page.frontdesk)
  await perform(() => acceptOrganizationInvitation(page.frontdesk, { invitationId: invitation!.id }))
  await waitFor(() => expect(names()?.toSorted()).toEqual(['Bolt', 'Crux', 'Dune']))
  const roles = result.current.organizations.data?.map(({ organization, role }) => [organization.name, role])
  expect(Object.fromEntries(roles ?? [])).toEqual({
    Bolt: 'org:sales_lead',
    Crux: 'org:member',
    Dune: 'org:admin',
  })
  for (const [organizationId, role] of [
    [made.id, 'admin'],
    ['org_bolt', 'sales_lead'],
  ] as const) {
    await perform(() => result.current.setActive.mutateAsync({ organizationId }))
    expect(active()).toHaveLength(1)
    expect(decodeJwt((await getToken(page.frontdesk))!).o).toMatchObject({ id: organizationId, rol: role })
  }
})

test('error: a switch to one that the user does not belong to changes nothing', async () => {
  const { result, active } = await open({ signedIn: [bob] })
  await perform(() => result.current.setActive.mutateAsync({ organizationId: 'bolt' }))
  for (const organizationId of ['org_acme', 'org_gone']) {
    const error = await perform(() => refusal(result.current.setActive.mutateAsync({ organizationId })))
    expect(error).toMatchObject({ name: 'FrontdeskError', status: 404 })
    expect(active()).toEqual(['Bolt'])
  }
})

test('behavior: of a pending session are there, too', async () => {
  const { result, names } = await open({ signedIn: [carol], organizations: undefined, users: undefined })
  expect(result.current.session.status).toBe('pending')
  expect(names()).toEqual(['Acme'])
})

test('rule 6 · behavior: nothing renders for a client that says the same', async () => {
  const { page, result, renders } = await open()
  const { data } = result.current.organizations
  const before = renders()
  await perform(() => getClient(page.frontdesk))
  expect(renders()).toBe(before)
  expect(result.current.organizations.data).toBe(data)
})

describe('rule 10 · errors speak · memberships that cannot be read', () => {
  test.each([
    ['are left out', [{ id: 'orgmem_1' }, 'a', null]],
    ['of no list are none', { a: 1 }],
    ['that are missing are none', undefined],
  ])('behavior: %s', async (_, organization_memberships) => {
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const edit = editSession(world.seeded!.sessionIds[0], (session) => ({
      ...session,
      user: { ...Object(session.user), organization_memberships },
    }))
    const { frontdesk } = world.open({ tab, ambient: { fetch: editClients(tab, edit) } })
    expect(await getOrganizations(frontdesk)).toEqual([])
    expect(frontdesk.state.session.status).toBe('signed-in')
  })
})
