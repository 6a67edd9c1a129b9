import type { Meta, StoryObj } from '@storybook/react-vite'
import { useActiveSessions, useSession } from 'frontdesk'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

function Devices() {
  const { sessionId } = useSession()
  const { status, data, error, isFetching, refetch } = useActiveSessions()
  const others = data?.filter(({ id }) => id !== sessionId).length
  return (
    <>
      <Result of={{ status, others, data, error, isFetching }} depth={2} />
      <Button onClick={() => void refetch()}>Look again</Button>
    </>
  )
}

/**
 * A query of this user's sessions on all devices. This tab's own is the one whose `id` is `useSession().sessionId`;
 * `useRevokeSession` ends one.
 */
const meta = { title: 'Hooks/useActiveSessions', component: Devices } satisfies Meta<typeof Devices>
export default meta

type Story = StoryObj<typeof meta>

/** Nobody is known yet, so nothing is asked. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', data: 'undefined' }),
}

/** It is asked. */
export const Asking: Story = {
  parameters: on({ ...scenes.oneSession, unanswered: { path: '/v1/me/sessions/active' } }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { connection: 'ready', status: 'pending', isFetching: 'true' }),
}

/** Empty, without a request. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: '[]' }),
}

/** This one only. */
export const OneDevice: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: /^1 item/, others: '0' }),
}

/** On another device, too; Bob's there is not among them. */
export const SeveralDevices: Story = {
  parameters: on({ ...scenes.oneSession, elsewhere: [scenes.bob, scenes.alice] }),
  play: ({ canvasElement }) => shows(canvasElement, { data: /^2 items/, others: '1' }),
}

/** One that has a task to do is among them. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: /^1 item/ }),
}

/** It is asked again on focus after half a minute, and when the app wants to know. */
export const NewDevice: Story = {
  parameters: on(scenes.oneSession),
  play: async (context) => {
    const { canvasElement } = context
    await shows(canvasElement, { others: '0' })
    await stageOf(context).fapi.seedClient({ users: [scenes.alice] })
    await press(canvasElement, 'Look again')
    await shows(canvasElement, { others: '1' })
  },
}

/** The Frontend API is in trouble. */
export const Failed: Story = {
  parameters: on({ ...scenes.oneSession, faults: [{ path: '/v1/me/sessions/active', status: 500 }] }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '500' }),
}

/** Something else answers. */
export const Malformed: Story = {
  parameters: on({ ...scenes.oneSession, faults: [{ path: '/v1/me/sessions/active', body: { a: 1 } }] }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.code': 'malformed_response' }),
}
