import type { Meta, StoryObj } from '@storybook/react-vite'
import { type UseTokenParameters, useToken } from 'frontdesk'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { shows } from './support/shows'

function Token({ template, organizationId }: UseTokenParameters) {
  const { status, token, expiresAt, error } = useToken({ template, organizationId })
  return <Result of={{ status, token, expiresAt, error }} />
}

/**
 * A token of this tab's session, kept fresh while the component is mounted and the tab is shown, and undefined
 * once it has expired. To get one at the time of a request, `useGetToken` is simpler.
 */
const meta = {
  title: 'Hooks/useToken',
  component: Token,
  argTypes: { template: { control: 'text' }, organizationId: { control: 'text' } },
} satisfies Meta<typeof Token>
export default meta

type Story = StoryObj<typeof meta>

const jwt = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/

/** The client is not known yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'loading', token: 'undefined' }),
}

/** A token came along with the client; the next is asked for some ten seconds before it expires. */
export const SignedIn: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'ready', token: jwt, expiresAt: /^\d+$/ }),
}

/** One of the app's JWT templates. */
export const Template: Story = {
  args: { template: 'reports' },
  parameters: on({
    ...scenes.oneSession,
    box: { jwtTemplates: { reports: { claims: { role: 'reader' }, lifetime: 300 } } },
  }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'ready', token: jwt }),
}

/** Of a template, the first token must be asked for. */
export const Waiting: Story = {
  args: { template: 'reports' },
  parameters: on({
    ...scenes.oneSession,
    box: { jwtTemplates: { reports: {} } },
    unanswered: { path: /\/tokens\/reports$/ },
  }),
  play: ({ canvasElement }) => shows(canvasElement, { connection: 'ready', status: 'loading' }),
}

/** No session, no token. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-out', token: 'undefined' }),
}

/** A pending session gets no token. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: ({ canvasElement }) =>
    shows(canvasElement, { connection: 'ready', status: 'signed-out', token: 'undefined' }),
}

/** While a session is being signed out, its token is withheld. */
export const SigningOut: Story = {
  parameters: on(scenes.signingOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-out', token: 'undefined' }),
}

/** The Frontend API is down: the token stays for as long as it is good. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: ({ canvasElement }) => shows(canvasElement, { connection: 'degraded', status: 'ready', token: jwt }),
}

/** The client cannot be had, and so no token. */
export const ClientFailed: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '403' }),
}

/** The Frontend API knows no such template. */
export const Failed: Story = {
  args: { template: 'unknown' },
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '404' }),
}
