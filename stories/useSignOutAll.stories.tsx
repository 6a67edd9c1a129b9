import type { Meta, StoryObj } from '@storybook/react-vite'
import { useClient, useSession, useSignOutAll } from 'frontdesk'
import { Button } from './support/Button'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, printed, shows, tab } from './support/shows'

interface SignOutAllProps {
  /** Ends the sessions, and leaves the client itself. */
  keepClient: boolean
}

function SignOutAll({ keepClient }: SignOutAllProps) {
  const session = useSession()
  const { data: client } = useClient()
  const { status, data, error, mutate } = useSignOutAll()
  return (
    <>
      <Result of={{ session: session.status, client, status, data, error }} />
      <Button disabled={!client || status === 'pending'} onClick={() => mutate({ keepClient })}>
        Sign out everywhere
      </Button>
    </>
  )
}

/**
 * A mutation that signs every account out of this browser, in all its tabs. By default the client goes too; then
 * no tab makes a new one before the next sign-in or page load.
 */
const meta = {
  title: 'Hooks/useSignOutAll',
  component: SignOutAll,
  args: { keepClient: false },
} satisfies Meta<typeof SignOutAll>
export default meta

type Story = StoryObj<typeof meta>

/** Before: two accounts on one client. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) => shows(canvasElement, { session: 'signed-in', client: /^client_.*2 items/ }),
}

/** After: neither sessions nor client. */
export const SignedOut: Story = {
  parameters: on(scenes.severalSessions),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out everywhere')
    await shows(canvasElement, { session: 'signed-out', client: 'null', 'data.serverConfirmed': 'true' })
  },
}

/** With `keepClient` the sessions go and the client stays. */
export const KeepingTheClient: Story = {
  args: { keepClient: true },
  parameters: on(scenes.severalSessions),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { 'client.id': /^client_/ })
    const id = printed(canvasElement, 'client.id')!
    await press(canvasElement, 'Sign out everywhere')
    await shows(canvasElement, { session: 'signed-out', 'client.id': id, 'client.sessions': '[]' })
  },
}

/** Without a client there is nothing to sign out of. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: ({ canvasElement }) =>
    shows(canvasElement, { session: 'signed-out', client: 'null', status: 'idle' }),
}

/** The Frontend API takes its time. */
export const SigningOut: Story = {
  parameters: on({ ...scenes.severalSessions, unanswered: { path: '/v1/client', method: 'DELETE' } }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out everywhere')
    await shows(canvasElement, { session: 'signing-out', status: 'pending' })
  },
}

/** No connection: signed out here all the same, and at the Frontend API as soon as it can be reached. */
export const Undelivered: Story = {
  parameters: on({ ...scenes.severalSessions, faults: [{ method: 'DELETE', cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out everywhere')
    await shows(canvasElement, { session: 'signed-out', client: 'null', 'data.serverConfirmed': 'false' })
  },
}

/** The Frontend API refuses: nothing has changed. */
export const Refused: Story = {
  parameters: on({ ...scenes.severalSessions, faults: [{ method: 'DELETE', status: 500 }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Sign out everywhere')
    await shows(canvasElement, { session: 'signed-in', status: 'error', 'error.status': '500' })
  },
}

/** Two tabs of one browser: what ends in one ends in both. */
export const TwoTabs: Story = {
  parameters: on({ ...scenes.severalSessions, tabs: 2 }),
  play: async ({ canvasElement }) => {
    const [left, right] = [tab(canvasElement, 1), tab(canvasElement, 2)]
    await shows(right, { session: 'signed-in' })
    await press(left, 'Sign out everywhere')
    await shows(left, { session: 'signed-out', client: 'null' })
    await shows(right, { session: 'signed-out', client: 'null' })
  },
}
