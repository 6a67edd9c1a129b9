import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSession, useSessions, useSignOut } from 'frontdesk'
import { Button } from './support/Button'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows, tab } from './support/shows'

function Accounts() {
  const session = useSession()
  const { data: sessions = [] } = useSessions()
  const { status, data, error, mutate } = useSignOut()
  return (
    <>
      <Result of={{ session: session.status, status, data, error }} depth={2} />
      {sessions.map(({ id, user }) => (
        <Button key={id} disabled={status === 'pending'} onClick={() => mutate({ sessionId: id })}>
          Sign out {user.firstName}
        </Button>
      ))}
    </>
  )
}

/**
 * A mutation that signs one account out, by default this tab's. The others stay; a tab whose session it was goes
 * on with another one. It is final: not shown before it is done, and undone by no late answer.
 */
const meta = { title: 'Hooks/useSignOut', component: Accounts } satisfies Meta<typeof Accounts>
export default meta

type Story = StoryObj<typeof meta>

/** Before. */
export const OneSession: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { session: 'signed-in', status: 'idle' }),
}

/** After. */
export const SignedOut: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out Alice')
    await shows(canvasElement, {
      session: 'signed-out',
      status: 'success',
      'data.serverConfirmed': 'true',
    })
  },
}

/** The tab was Bob's: it goes on as Alice. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: async ({ canvas, canvasElement }) => {
    await press(canvasElement, 'Sign out Bob')
    await shows(canvasElement, { session: 'signed-in', status: 'success' })
    canvas.getByRole('button', { name: 'Sign out Alice' })
  },
}

/** A pending session can be signed out, too. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { session: 'pending' })
    await press(canvasElement, 'Sign out Carol')
    await shows(canvasElement, { session: 'signed-out' })
  },
}

/** The Frontend API takes its time: nothing is shown as done before it is. */
export const SigningOut: Story = {
  parameters: on({ ...scenes.oneSession, unanswered: { path: /\/remove$/ } }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out Alice')
    await shows(canvasElement, { session: 'signing-out', status: 'pending' })
  },
}

/** No connection: signed out here all the same, and at the Frontend API as soon as it can be reached. */
export const Undelivered: Story = {
  parameters: on({ ...scenes.oneSession, faults: [{ path: /\/remove$/, cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out Alice')
    await shows(canvasElement, {
      session: 'signed-out',
      status: 'success',
      'data.serverConfirmed': 'false',
    })
  },
}

/** The Frontend API refuses: nothing has changed. */
export const Refused: Story = {
  parameters: on({ ...scenes.oneSession, faults: [{ path: /\/remove$/, status: 500 }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out Alice')
    await shows(canvasElement, { session: 'signed-in', status: 'error', 'error.status': '500' })
  },
}

/** Two tabs of one browser: a session that ends in one ends in both. */
export const TwoTabs: Story = {
  parameters: on({ ...scenes.severalSessions, tabs: 2 }),
  play: async ({ canvasElement }) => {
    const [left, right] = [tab(canvasElement, 1), tab(canvasElement, 2)]
    await shows(right, { session: 'signed-in' })
    await press(left, 'Sign out Alice')
    await press(left, 'Sign out Bob')
    await shows(left, { session: 'signed-out' })
    await shows(right, { session: 'signed-out' })
  },
}
