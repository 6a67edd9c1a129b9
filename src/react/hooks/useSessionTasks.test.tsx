import { waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser } from '../../../test/support/render'
import { cached } from '../../../test/support/textOf'
import { alice, bob, refusal, type WorldOptions } from '../../../test/support/world'
import { getOrganizationInvitations, getToken } from '../../core'
import { type SessionTask, useConnectionStatus, useSession, useSessionTasks } from '../../index'

const organizations = [
  { id: 'org_acme', name: 'Acme', members: [{ user: alice.identifier }] },
  {
    id: 'org_bolt',
    name: 'Bolt',
    members: [{ user: bob.identifier, role: 'org:admin' }],
    invitations: [{ emailAddress: alice.identifier }],
  },
]

/** Alice's session, with these tasks. */
async function open(tasks: string[], options: WorldOptions = {}) {
  const opened = await renderHookInBrowser(
    () => ({ connection: useConnectionStatus(), session: useSession(), tasks: useSessionTasks() }),
    {
      users: [{ ...alice, tasks }, bob],
      signedIn: [alice],
      organizations,
      ...options,
    },
  )
  const { page, result } = opened
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  const due = () => result.current.tasks.tasks[0]
  const keys = () => result.current.tasks.tasks.map(({ key }) => key)
  const caches = () => cached(page)
  return { ...opened, due, keys, caches }
}

function only<Key extends SessionTask['key']>(task: SessionTask | undefined, key: Key) {
  expect(task?.key).toBe(key)
  return task as Extract<SessionTask, { key: Key }>
}

test('default: none, where the session is active, and where nobody is signed in', async () => {
  expect((await open([])).keys()).toEqual([])
  expect((await open([], { signedIn: [] })).keys()).toEqual([])
})

test('behavior: one that is not known is kept, without steps', async () => {
  const { due, keys } = await open(['reset-password', 'sign-the-contract', 'constructor'])
  expect(keys()).toEqual(['reset-password', 'sign-the-contract', 'constructor'])
  expect(due()).toHaveProperty('changePassword')
  const { due: dueElsewhere } = await open(['constructor'])
  expect(dueElsewhere()).toEqual({ key: 'constructor' })
})

describe('choose-organization', () => {
  test.each<[string, (task: SessionTask | undefined) => Promise<unknown>, string]>([
    [
      'one there is',
      (task) => only(task, 'choose-organization').chooseOrganization({ organizationId: 'acme' }),
      'Acme',
    ],
    ['a new one', (task) => only(task, 'choose-organization').createOrganization({ name: 'Crux' }), 'Crux'],
  ])('behavior: with %s the session is active, in another tab, too', async (_, act, name) => {
    const { result, world, due, keys } = await open(['choose-organization'])
    expect(result.current.session.status).toBe('pending')
    const other = world.open()
    await waitFor(() => expect(other.frontdesk.state.session.status).toBe('pending'))
    await perform(() => act(due()))
    expect(result.current.session.status).toBe('signed-in')
    expect(keys()).toEqual([])
    await waitFor(() => expect(other.frontdesk.state.session.status).toBe('signed-in'))
    const organization = world.fapi.organizations.find((one) => one.name === name)
    expect(other.frontdesk.state.session.organizationId).toBe(organization?.id)
    expect(await getToken(other.frontdesk)).not.toBeNull()
  })

  test('behavior: an invitation is accepted', async () => {
    const { result, page, due } = await open(['choose-organization'])
    const [invitation] = await getOrganizationInvitations(page.frontdesk)
    expect(invitation).toMatchObject({ status: 'pending', organization: { id: 'org_bolt', name: 'Bolt' } })
    const accepted = await perform(() =>
      only(due(), 'choose-organization').acceptInvitation({ invitationId: invitation!.id }),
    )
    expect(accepted).toMatchObject({ status: 'accepted' })
    expect(result.current.session).toMatchObject({ status: 'signed-in', organizationId: 'org_bolt' })
    expect(await getOrganizationInvitations(page.frontdesk)).toEqual([])
  })

  test('behavior: a new one that is asked for twice at a time is made once', async () => {
    const { world, due } = await open(['choose-organization'])
    const { createOrganization } = only(due(), 'choose-organization')
    await perform(() =>
      Promise.all([createOrganization({ name: 'Crux' }), createOrganization({ name: 'Crux' })]),
    )
    expect(world.requests('POST /organizations')).toHaveLength(1)
  })

  test('error: of one that the user does not belong to says so, and the task stays', async () => {
    const { result, due, keys } = await open(['choose-organization'])
    const { chooseOrganization } = only(due(), 'choose-organization')
    const error = await perform(() => refusal(chooseOrganization({ organizationId: 'org_bolt' })))
    expect(error).toMatchObject({ name: 'FrontdeskError', status: 404 })
    expect(result.current.tasks.error).toBe(error)
    expect(keys()).toEqual(['choose-organization'])
    await perform(() => Promise.resolve(result.current.tasks.reset()))
    expect(result.current.tasks.error).toBeNull()
  })
})
