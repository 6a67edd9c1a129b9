import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSessions, useSetActive, useUser } from 'frontdesk'
import { expect } from 'storybook/test'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, printed, shows, tab } from './support/shows'

function AccountSwitcher() {
  const { data: user } = useUser()
  const { data: sessions = [] } = useSessions()
  const { status, error, mutate } = useSetActive()
  return (
    <>
      <Result of={{ active: user?.firstName, status, error }} depth={2} />
      {sessions.map((session) => (
        <Button
          key={session.id}
          disabled={session.user.id === user?.id || status === 'pending'}
          onClick={() => mutate({ sessionId: session.id })}
        >
          Switch to {session.user.firstName}
        </Button>
      ))}
      <Button onClick={() => mutate({ organizationId: 'org_unknown' })}>Switch organization</Button>
    </>
  )
}

/** A mutation that makes another session, or another organization, this tab's own. Other tabs keep theirs. */
const meta = { title: 'Hooks/useSetActive', component: AccountSwitcher } satisfies Meta<
  typeof AccountSwitcher
>
export default meta

type Story = StoryObj<typeof meta>

/** Nobody to switch to. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { connection: 'ready', active: 'undefined' })
    await press(canvasElement, 'Switch organization')
    await shows(canvasElement, { status: 'error', 'error.code': 'session_not_found' })
  },
}

/** One account: it is the active one. */
export const OneSession: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvas, canvasElement }) => {
    await shows(canvasElement, { active: 'Alice' })
    expect(canvas.getByRole('button', { name: 'Switch to Alice' })).toBeDisabled()
  },
}

/** Two accounts: the one used last is the active one. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) => shows(canvasElement, { active: 'Bob', status: 'idle' }),
}

/** From one account to the other, and back. */
export const Switched: Story = {
  parameters: on(scenes.severalSessions),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Switch to Alice')
    await shows(canvasElement, { active: 'Alice', status: 'success' })
    await press(canvasElement, 'Switch to Bob')
    await shows(canvasElement, { active: 'Bob', status: 'success' })
  },
}

/** Until the Frontend API has agreed, the tab stays with its session. */
export const Switching: Story = {
  parameters: on({ ...scenes.severalSessions, unanswered: { path: /\/touch$/ } }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Switch to Alice')
    await shows(canvasElement, { active: 'Bob', status: 'pending' })
  },
}

/** A pending session can be made active, too. */
export const Pending: Story = {
  parameters: on({ users: [scenes.carol, scenes.alice] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Switch to Carol')
    await shows(canvasElement, { active: 'Carol', status: 'success' })
  },
}

/** The Frontend API does not know the organization: nothing has changed. */
export const Refused: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { active: 'Alice' })
    await press(canvasElement, 'Switch organization')
    await shows(canvasElement, { active: 'Alice', status: 'error', 'error.status': '404' })
  },
}

/** No connection: nothing has changed. */
export const Offline: Story = {
  parameters: on({ ...scenes.severalSessions, faults: [{ path: /\/touch$/, cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Switch to Alice')
    await shows(canvasElement, { active: 'Bob', status: 'error', 'error.code': 'network_error' })
  },
}

/** Two tabs of one browser: switching in one leaves the other what it was. */
export const PinnedTabs: Story = {
  parameters: on({ ...scenes.severalSessions, tabs: 2 }),
  play: async (context) => {
    const { fapi } = stageOf(context)
    const [left, right] = [tab(context.canvasElement, 1), tab(context.canvasElement, 2)]
    await shows(left, { active: 'Bob' })
    await shows(right, { active: 'Bob' })
    fapi.log.clear()
    await press(left, 'Switch to Alice')
    await shows(left, { active: 'Alice' })
    await fapi.log.waitFor({ method: 'GET', path: '/v1/client' })
    expect(printed(right, 'active')).toBe('Bob')
  },
}

/** With `tabSession: 'follow'` all tabs show what was chosen last, in any of them. */
export const FollowingTabs: Story = {
  parameters: on({ ...scenes.severalSessions, tabs: 2, handle: { tabSession: 'follow' } }),
  play: async ({ canvasElement }) => {
    const [left, right] = [tab(canvasElement, 1), tab(canvasElement, 2)]
    await shows(right, { active: 'Bob' })
    await press(left, 'Switch to Alice')
    await shows(left, { active: 'Alice' })
    await shows(right, { active: 'Alice' })
  },
}
