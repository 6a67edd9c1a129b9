import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSession, useSignOut } from 'frontdesk'
import { expect } from 'storybook/test'
import { Button } from './support/Button'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, printed, shows, tab } from './support/shows'

function Account() {
  const session = useSession()
  const signOut = useSignOut()
  return (
    <>
      <Result of={session} />
      <Button disabled={!session.sessionId || signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </Button>
    </>
  )
}

/**
 * Who is signed in in this tab. Every key is there in every state, so that `status` narrows the others. It
 * renders when one of them changes, not when a token is refreshed or the session was merely used.
 */
const meta = { title: 'Hooks/useSession', component: Account } satisfies Meta<typeof Account>
export default meta

type Story = StoryObj<typeof meta>

/** The client is not known yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'loading', sessionId: 'undefined' }),
}

/** There is a client, and nobody on it. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-out', sessionId: 'null' }),
}

/** A browser without a client looks the same. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-out', session: 'null' }),
}

/** `claims` are those of the session token, without the ones that every refresh changes. */
export const SignedIn: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'signed-in', userId: /^user_/, 'claims.sid': /^sess_/ }),
}

/** Two accounts on one client: a new tab shows the one used last. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-in', 'session.user.firstName': 'Bob' }),
}

/** Signed in, with a task to finish first. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'pending', 'session.tasks.0.key': 'choose-organization' }),
}

/** A sign-out is under way: who it is stays, tokens are withheld. */
export const SigningOut: Story = {
  parameters: on(scenes.signingOut),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'signing-out', userId: /^user_/, claims: 'undefined' }),
}

/** The Frontend API is down: nobody is signed out by that. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: ({ canvasElement }) => shows(canvasElement, { connection: 'degraded', status: 'signed-in' }),
}

/** The client cannot be had: it is not known who is there, and `error` says why. */
export const Failed: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'error', 'error.status': '403', sessionId: 'undefined' }),
}

/** Two tabs of one browser: signing out in one signs out in the other, without a request of its own. */
export const TwoTabs: Story = {
  parameters: on({ ...scenes.oneSession, tabs: 2 }),
  play: async ({ canvasElement }) => {
    const [left, right] = [tab(canvasElement, 1), tab(canvasElement, 2)]
    await shows(left, { status: 'signed-in' })
    await shows(right, { status: 'signed-in' })
    expect(printed(left, 'sessionId')).toBe(printed(right, 'sessionId'))
    await press(left, 'Sign out')
    await shows(left, { status: 'signed-out' })
    await shows(right, { status: 'signed-out' })
  },
}
