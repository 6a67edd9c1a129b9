import type { Meta, StoryObj } from '@storybook/react-vite'
import { useActiveSessions, useRevokeSession, useSession } from 'frontdesk'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows, tab } from './support/shows'

function Devices() {
  const session = useSession()
  const { data: sessions = [] } = useActiveSessions()
  const { status, data, error, mutate } = useRevokeSession()
  return (
    <>
      <Result of={{ session: session.status, sessions: sessions.length, status, data, error }} depth={2} />
      {sessions.map(({ id }) => (
        <Button key={id} disabled={status === 'pending'} onClick={() => mutate({ sessionId: id })}>
          {id === session.sessionId ? 'Sign out here' : 'Sign out there'}
        </Button>
      ))}
      <Button onClick={() => mutate({ sessionId: 'sess_unknown' })}>Sign out an unknown one</Button>
    </>
  )
}

/** A mutation that ends one of this user's sessions, on whatever device. */
const meta = { title: 'Hooks/useRevokeSession', component: Devices } satisfies Meta<typeof Devices>
export default meta

type Story = StoryObj<typeof meta>

const twoDevices = { ...scenes.oneSession, elsewhere: [scenes.alice] }

/** Nothing to end. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { connection: 'ready', session: 'signed-out' })
    await press(canvasElement, 'Sign out an unknown one')
    await shows(canvasElement, { status: 'error', 'error.code': 'session_not_found' })
  },
}

/** The one on another device: it goes from the list. */
export const Elsewhere: Story = {
  parameters: on(twoDevices),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { sessions: '2' })
    await press(canvasElement, 'Sign out there')
    await shows(canvasElement, { status: 'success', sessions: '1', session: 'signed-in' })
  },
}

/** This tab's own, as `useSignOut` does it. */
export const Here: Story = {
  parameters: on(twoDevices),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out here')
    await shows(canvasElement, { status: 'success', sessions: '0', session: 'signed-out' })
  },
}

/** It is under way. */
export const Revoking: Story = {
  parameters: on({ ...twoDevices, unanswered: { path: /\/revoke$/ } }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out there')
    await shows(canvasElement, { status: 'pending', sessions: '2' })
  },
}

/** It has ended meanwhile: refused, and gone from the list. */
export const GoneAlready: Story = {
  parameters: on(twoDevices),
  play: async (context) => {
    const { canvasElement } = context
    const { fapi } = stageOf(context)
    await shows(canvasElement, { sessions: '2' })
    fapi.revokeSession(fapi.sessions.at(-1)!.id)
    await press(canvasElement, 'Sign out there')
    await shows(canvasElement, {
      status: 'error',
      'error.code': 'invalid_action_for_session',
      sessions: '1',
      session: 'signed-in',
    })
  },
}

/** None of this user's. */
export const Unknown: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { sessions: '1' })
    await press(canvasElement, 'Sign out an unknown one')
    await shows(canvasElement, { status: 'error', 'error.status': '404', session: 'signed-in' })
  },
}

/** No connection: nothing has changed. */
export const Offline: Story = {
  parameters: on({ ...twoDevices, faults: [{ path: /\/revoke$/, cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out there')
    await shows(canvasElement, { status: 'error', 'error.code': 'network_error', sessions: '2' })
  },
}

/** Two tabs of one browser: the own session ends in both. */
export const Tabs: Story = {
  parameters: on({ ...twoDevices, tabs: 2 }),
  play: async ({ canvasElement }) => {
    const [left, right] = [tab(canvasElement, 1), tab(canvasElement, 2)]
    await shows(right, { session: 'signed-in' })
    await press(left, 'Sign out here')
    await shows(left, { session: 'signed-out' })
    await shows(right, { session: 'signed-out' })
  },
}
