import type { Meta, StoryObj } from '@storybook/react-vite'
import { ClientLoading } from 'frontdesk'
import { opens, staysShut } from './support/gate'
import { on } from './support/on'
import * as scenes from './support/scenes'

function Page() {
  return (
    <ClientLoading>
      <p>One moment …</p>
    </ClientLoading>
  )
}

/** Shows its children until the client is known, or cannot be had. */
const meta = { title: 'Gates/ClientLoading', component: Page } satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>

/** The Frontend API has not answered yet. */
export const Loading: Story = { parameters: on(scenes.loading), play: opens('loading') }

/** Nothing any more. */
export const Ready: Story = { parameters: on(scenes.oneSession), play: staysShut('ready') }

/** Nothing: there is a client to show. */
export const Degraded: Story = { parameters: on(scenes.degraded), play: staysShut('degraded') }

/** Nothing: waiting will not help. */
export const Failed: Story = { parameters: on(scenes.failed), play: staysShut('error') }
