import type { Meta, StoryObj } from '@storybook/react-vite'
import { type Session, useSessions } from 'frontdesk'
import { retry } from 'frontdesk/core'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { shows } from './support/shows'

interface AccountsProps {
  /** The part of the sessions that is of interest; the component renders only when that changes. */
  select?: (sessions: readonly Session[]) => unknown
}

function Accounts({ select = (sessions) => sessions }: AccountsProps) {
  const { status, data, error } = useSessions({ select })
  return <Result of={{ status, data, error }} depth={3} />
}

/** The accounts signed in on this browser, pending ones too: one session for each. Empty where there are none. */
const meta = {
  title: 'Hooks/useSessions',
  component: Accounts,
} satisfies Meta<typeof Accounts>
export default meta

type Story = StoryObj<typeof meta>

/** The client is not known yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', data: 'undefined' }),
}

/** No client, no sessions. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: '[]' }),
}

/** A client, and nobody on it. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: '[]' }),
}

/** One account. */
export const OneSession: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.0.user.firstName': 'Alice' }),
}

/** Two accounts. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) =>
    shows(canvasElement, { 'data.0.user.firstName': 'Alice', 'data.1.user.firstName': 'Bob' }),
}

/** A pending session is among them; its `tasks` say what is to be done. */
export const Pending: Story = {
  parameters: on({ users: [scenes.alice, scenes.carol] }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { 'data.0.status': 'active', 'data.1.status': 'pending' }),
}

/** A session that an administrator ended is gone after the next look. */
export const Revoked: Story = {
  parameters: on({
    ...scenes.severalSessions,
    onceReady({ fapi, tabs }) {
      fapi.revokeSession(fapi.sessions[1]!.id)
      void retry(tabs[0]!.frontdesk)
    },
  }),
  play: async (context) => {
    await stageOf(context).fapi.log.waitFor(() => stageOf(context).fapi.log.entries.length > 1)
    await shows(context.canvasElement, { data: /^1 item/, 'data.0.user.firstName': 'Alice' })
  },
}

/** The Frontend API is down: the last known sessions stay. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: ({ canvasElement }) =>
    shows(canvasElement, { connection: 'degraded', 'data.0.user.firstName': 'Alice' }),
}

/** The client cannot be had. */
export const Failed: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '403' }),
}

/** With `select`, the component gets and follows a part only. */
export const Select: Story = {
  args: { select: (sessions) => sessions.length },
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) => shows(canvasElement, { data: '2' }),
}
