import type { Meta, StoryObj } from '@storybook/react-vite'
import { useOrganizations, useSetActive } from 'frontdesk'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows, tab } from './support/shows'

function Organizations() {
  const { status, data: memberships } = useOrganizations()
  const { mutate, error, isPending } = useSetActive()
  const active = memberships?.find(({ isActive }) => isActive)
  return (
    <>
      <Result
        of={{
          status,
          active: active?.organization.name,
          role: active?.role,
          permissions: active?.permissions,
          memberships,
          error,
        }}
        depth={2}
      />
      {memberships?.map(({ organization: { id, name }, isActive }) => (
        <Button key={id} disabled={isActive || isPending} onClick={() => mutate({ organizationId: id })}>
          {name}
        </Button>
      ))}
      <Button disabled={!active} onClick={() => mutate({ organizationId: null })}>
        None
      </Button>
    </>
  )
}

/** What this tab's user is in which organizations. They come with the client; `useSetActive` switches. */
const meta = { title: 'Hooks/useOrganizations', component: Organizations } satisfies Meta<
  typeof Organizations
>
export default meta

type Story = StoryObj<typeof meta>

const member = (user: string, role: string) => ({ user, role })
const box = {
  organizations: [
    { id: 'org_acme', name: 'Acme', members: [member(scenes.alice, 'org:admin')] },
    {
      id: 'org_bolt',
      name: 'Bolt',
      members: [{ ...member(scenes.alice, 'org:sales_lead'), permissions: ['org:invoices:read'] }],
    },
  ],
}
const inTwo = { ...scenes.oneSession, box }

/** The client is not known yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', memberships: 'undefined' }),
}

/** Nobody is signed in. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', memberships: '[]' }),
}

/** Bob belongs to himself. */
export const None: Story = {
  parameters: on({ users: [scenes.bob], box }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', memberships: '[]' }),
}

/** Two, and the personal workspace is active. */
export const Several: Story = {
  parameters: on(inTwo),
  play: ({ canvasElement }) =>
    shows(canvasElement, { memberships: /^2 items/, active: 'undefined', role: 'undefined' }),
}

/** From one to the other, with what Alice is and may there, and back to none. */
export const Switched: Story = {
  parameters: on(inTwo),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Acme')
    await shows(canvasElement, { active: 'Acme', role: 'org:admin' })
    await press(canvasElement, 'Bolt')
    await shows(canvasElement, {
      active: 'Bolt',
      role: 'org:sales_lead',
      permissions: /org:invoices:read/,
    })
    await press(canvasElement, 'None')
    await shows(canvasElement, { active: 'undefined' })
  },
}

/** Until the Frontend API has agreed, nothing is switched. */
export const Switching: Story = {
  parameters: on({ ...inTwo, unanswered: { path: /\/touch$/ } }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Acme')
    await shows(canvasElement, { active: 'undefined' })
  },
}

/** A session that waits for a choice has them, too. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: ({ canvasElement }) => shows(canvasElement, { memberships: /^1 item/, active: 'undefined' }),
}

/** No connection: nothing has changed. */
export const Offline: Story = {
  parameters: on({ ...inTwo, faults: [{ path: /\/touch$/, cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Acme')
    await shows(canvasElement, { active: 'undefined', 'error.code': 'network_error' })
  },
}

/** Two tabs of one browser: the session is the same, and so is its organization. */
export const Tabs: Story = {
  parameters: on({ ...inTwo, tabs: 2 }),
  play: async (context) => {
    const [left, right] = [tab(context.canvasElement, 1), tab(context.canvasElement, 2)]
    await shows(right, { memberships: /^2 items/ })
    await press(left, 'Acme')
    await shows(left, { active: 'Acme' })
    await stageOf(context).fapi.log.waitFor({ method: 'GET', path: '/v1/client' })
    await shows(right, { active: 'Acme' })
  },
}
