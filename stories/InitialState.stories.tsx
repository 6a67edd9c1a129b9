import type { Meta, StoryObj } from '@storybook/react-vite'
import { InitialState, useSession } from 'frontdesk'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { type Said, useServerSaid } from './support/serverSaid'
import { shows } from './support/shows'

function Session() {
  return <Result of={useSession()} />
}

function Page({ said, name }: { said: Said; name: string }) {
  return (
    <InitialState value={useServerSaid(said, name)}>
      <Session />
    </InitialState>
  )
}

/**
 * Tells a part of the tree what a server knew of the session, below a provider that knows nothing. It is shown until
 * the client has come, whose word counts.
 */
const meta = {
  title: 'Server rendering/InitialState',
  component: Page,
  args: { said: 'signed-in', name: 'alice' },
  argTypes: {
    said: { control: 'inline-radio', options: ['signed-in', 'pending', 'signed-out', 'nothing'] },
    name: { control: 'inline-radio', options: ['alice', 'bob', 'carol'] },
  },
} satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>

const handle = { tabSession: 'follow' } as const

/** The client is still under way: who it is is known, `session` is not. */
export const SignedIn: Story = {
  parameters: on({ ...scenes.loading, handle }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'signed-in', userId: /^user_/, session: 'undefined' }),
}

/** Signed in, with a task to finish first. */
export const Pending: Story = {
  args: { said: 'pending', name: 'carol' },
  parameters: on({ ...scenes.loading, users: [scenes.carol], handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', userId: /^user_/ }),
}

/** The server saw nobody. */
export const SignedOut: Story = {
  args: { said: 'signed-out' },
  parameters: on({ ...scenes.loading, users: [], handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-out', sessionId: 'null' }),
}

/** The server could not tell: as without it. */
export const Unknown: Story = {
  args: { said: 'nothing' },
  parameters: on({ ...scenes.loading, handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'loading', sessionId: 'undefined' }),
}

/** The client has come, and says the same. */
export const Confirmed: Story = {
  parameters: on({ ...scenes.oneSession, handle }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'signed-in', 'session.user.firstName': 'Alice' }),
}

/** The client says that it is somebody else by now. */
export const SomebodyElse: Story = {
  parameters: on({ ...scenes.severalSessions, handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-in', 'session.user.firstName': 'Bob' }),
}

/** The client says that nobody is signed in any more. */
export const Ended: Story = {
  parameters: on({ ...scenes.signedOut, handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-out', userId: 'null' }),
}

/** The client cannot be had: what the server said stays. */
export const Unreachable: Story = {
  parameters: on({ ...scenes.failed, users: [scenes.alice], handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-in', session: 'undefined' }),
}
