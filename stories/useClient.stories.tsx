import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ClientData, useClient } from 'frontdesk'
import { expect } from 'storybook/test'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { printed, shows } from './support/shows'

interface CurrentClientProps {
  /** The part of the client that is of interest; the component renders only when that changes. */
  select?: (client: ClientData) => unknown
}

function CurrentClient({ select = (client) => client }: CurrentClientProps) {
  const { status, data, error } = useClient({ select })
  return <Result of={{ status, data, error }} depth={3} />
}

/**
 * This browser's client, which holds the sessions of all its accounts: a TanStack Query result whose `data` is
 * the client, or `null` where there is none.
 */
const meta = {
  title: 'Hooks/useClient',
  component: CurrentClient,
} satisfies Meta<typeof CurrentClient>
export default meta

type Story = StoryObj<typeof meta>

/** The Frontend API has not answered yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', data: 'undefined' }),
}

/** A browser that was never here. The first sign-in makes a client; so does `useCreateClient()`. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: 'null' }),
}

/** A Frontend API that says 401 where there is no client: one is created, once for all tabs. */
export const Created: Story = {
  parameters: on({ ...scenes.noClient, box: { missingClient: 401 } }),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.id': /^client_/, 'data.sessions': '[]' }),
}

/** A client without sessions. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.id': /^client_/, 'data.sessions': '[]' }),
}

/** One account. */
export const OneSession: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.sessions.0.user.firstName': 'Alice' }),
}

/** Two accounts on one client. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, {
      'data.sessions.0.user.firstName': 'Alice',
      'data.sessions.1.user.firstName': 'Bob',
    })
    expect(printed(canvasElement, 'data.lastActiveSessionId')).toBe(
      printed(canvasElement, 'data.sessions.1.id'),
    )
  },
}

/** The session has a task that must be done before it becomes active. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: ({ canvasElement }) =>
    shows(canvasElement, {
      'data.sessions.0.status': 'pending',
      'data.sessions.0.tasks.0.key': 'choose-organization',
    }),
}

/** While a session is being signed out it stays on the client: what is not final is not shown as done. */
export const SigningOut: Story = {
  parameters: on(scenes.signingOut),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.sessions.0.status': 'active' }),
}

/** The Frontend API is down: the last known client stays. `useConnectionStatus()` tells. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: ({ canvasElement }) =>
    shows(canvasElement, { connection: 'degraded', 'data.sessions.0.user.firstName': 'Alice' }),
}

/** The Frontend API refuses, and there is nothing to show. */
export const Failed: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'error', data: 'undefined', 'error.status': '403' }),
}

/** With `select`, the component gets and follows a part of the client only. */
export const Select: Story = {
  args: { select: (client) => client?.sessions.map(({ user }) => user.firstName) },
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.0': 'Alice', 'data.1': 'Bob' }),
}
