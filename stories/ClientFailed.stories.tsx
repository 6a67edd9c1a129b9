import type { Meta, StoryObj } from '@storybook/react-vite'
import { ClientFailed, useConnectionStatus } from 'frontdesk'
import { Button } from './support/Button'
import { opens, staysShut } from './support/gate'
import { on, stageOf } from './support/on'
import * as scenes from './support/scenes'
import { press } from './support/shows'

function Page() {
  return (
    <ClientFailed>
      <Apology />
    </ClientFailed>
  )
}

function Apology() {
  const { error, retry } = useConnectionStatus()
  return (
    <>
      <p>Signing in is not possible right now ({error?.code}).</p>
      <Button onClick={() => void retry().catch(() => {})}>Try again</Button>
    </>
  )
}

/** Shows its children where the client cannot be had. `useConnectionStatus()` says why, and tries again. */
const meta = { title: 'Gates/ClientFailed', component: Page } satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>

/** Nothing: it is not over yet. */
export const Loading: Story = { parameters: on(scenes.loading), play: staysShut('loading') }

/** Nothing: all is well. */
export const Ready: Story = { parameters: on(scenes.oneSession), play: staysShut('ready') }

/** Nothing: the last known client is still there. */
export const Degraded: Story = { parameters: on(scenes.degraded), play: staysShut('degraded') }

/** The Frontend API refuses. */
export const Failed: Story = { parameters: on(scenes.failed), play: opens('error') }

/** Trying again helps as soon as the reason is gone. */
export const Recovers: Story = {
  parameters: on(scenes.failed),
  play: async (context) => {
    await opens('error')(context)
    stageOf(context).mend()
    await press(context.canvasElement, 'Try again')
    await staysShut('ready')(context)
  },
}
