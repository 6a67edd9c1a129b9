import type { Meta, StoryObj } from '@storybook/react-vite'
import { type User, useUser } from 'frontdesk'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { shows } from './support/shows'

interface ProfileProps {
  /** The part of the user that is of interest; the component renders only when that changes. */
  select?: (user: User | null) => unknown
}

function Profile({ select = (user) => user }: ProfileProps) {
  const { status, data, error } = useUser({ select })
  return <Result of={{ status, data, error }} depth={2} />
}

/** Who is signed in in this tab, pending or not: `data` is the user, or `null` when signed out. */
const meta = {
  title: 'Hooks/useUser',
  component: Profile,
} satisfies Meta<typeof Profile>
export default meta

type Story = StoryObj<typeof meta>

/** The client is not known yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', data: 'undefined' }),
}

/** No client, nobody signed in. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: 'null' }),
}

/** A client, and nobody on it. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', data: 'null' }),
}

/** `publicMetadata` keeps its keys as the app's servers set them. */
export const SignedIn: Story = {
  parameters: on({
    ...scenes.oneSession,
    box: {
      users: [
        {
          identifier: scenes.alice,
          password: 'alice-password',
          firstName: 'Alice',
          publicMetadata: { seat_number: 12 },
        },
      ],
    },
  }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { 'data.firstName': 'Alice', 'data.publicMetadata.seat_number': '12' }),
}

/** Of several accounts, the one of this tab. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.firstName': 'Bob' }),
}

/** A pending session has a user, too. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.firstName': 'Carol' }),
}

/** Until a sign-out is final, the user stays. */
export const SigningOut: Story = {
  parameters: on(scenes.signingOut),
  play: ({ canvasElement }) => shows(canvasElement, { 'data.firstName': 'Alice' }),
}

/** The Frontend API is down: the last known user stays. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: ({ canvasElement }) => shows(canvasElement, { connection: 'degraded', 'data.firstName': 'Alice' }),
}

/** The client cannot be had. */
export const Failed: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '403' }),
}

/** With `select`, the component gets and follows a part only. */
export const Select: Story = {
  args: { select: (user) => user?.emailAddresses[0]?.emailAddress },
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { data: scenes.alice }),
}
