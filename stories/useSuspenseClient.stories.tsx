import type { Meta, StoryObj } from '@storybook/react-vite'
import { useConnectionStatus, useSuspenseClient } from 'frontdesk'
import { Suspense } from 'react'
import { expect } from 'storybook/test'
import { Boundary } from './support/Boundary'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

function CurrentClient() {
  const { data: client } = useSuspenseClient()
  return <Result of={{ client }} depth={3} />
}

function Page() {
  const { retry } = useConnectionStatus()
  return (
    <Boundary onRetry={retry}>
      <Suspense fallback={<p>Waiting for the client …</p>}>
        <CurrentClient />
      </Suspense>
    </Boundary>
  )
}

/**
 * As `useClient`, but suspends until the client is known: `data` is never undefined. Where the client cannot be
 * had, the error goes to the nearest error boundary.
 */
const meta = { title: 'Hooks/useSuspenseClient', component: Page } satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>

/** The fallback of the nearest `<Suspense>` shows. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Waiting for the client …')).toBeVisible()
  },
}

/** A browser that was never here: `data` is `null`. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: ({ canvasElement }) => shows(canvasElement, { client: 'null' }),
}

/** A client without sessions. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { 'client.id': /^client_/, 'client.sessions': '[]' }),
}

/** One account. */
export const OneSession: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { 'client.sessions.0.user.firstName': 'Alice' }),
}

/** Two accounts on one client. */
export const SeveralSessions: Story = {
  parameters: on(scenes.severalSessions),
  play: ({ canvasElement }) =>
    shows(canvasElement, {
      'client.sessions.0.user.firstName': 'Alice',
      'client.sessions.1.user.firstName': 'Bob',
    }),
}

/** The Frontend API is down: the last known client stays, no boundary shows. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: ({ canvasElement }) =>
    shows(canvasElement, { connection: 'degraded', 'client.sessions.0.user.firstName': 'Alice' }),
}

/** The Frontend API refuses: the error boundary shows. */
export const Failed: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) => shows(canvasElement, { connection: 'error', 'error.status': '403' }),
}

/** `retry()` asks again; once it has the client, the boundary is reset. */
export const Recovers: Story = {
  parameters: on({ ...scenes.oneSession, ...scenes.failed }),
  play: async (context) => {
    await shows(context.canvasElement, { 'error.status': '403' })
    stageOf(context).mend()
    await press(context.canvasElement, 'Try again')
    await shows(context.canvasElement, { connection: 'ready', 'client.sessions.0.user.firstName': 'Alice' })
  },
}
