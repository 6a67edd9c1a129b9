import type { Meta, StoryObj } from '@storybook/react-vite'
import { ClientDegraded } from 'frontdesk'
import { opens, staysShut } from './support/gate'
import { on } from './support/on'
import * as scenes from './support/scenes'

function Page() {
  return (
    <ClientDegraded>
      <p>What you see may be out of date.</p>
    </ClientDegraded>
  )
}

/** Shows its children while newer news of a known client cannot be had: a place for a notice. */
const meta = { title: 'Gates/ClientDegraded', component: Page } satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>

/** Nothing: no client is known yet. */
export const Loading: Story = { parameters: on(scenes.loading), play: staysShut('loading') }

/** Nothing: all is well. */
export const Ready: Story = { parameters: on(scenes.oneSession), play: staysShut('ready') }

/** The Frontend API is down. As soon as it is back, the notice goes. */
export const Degraded: Story = { parameters: on(scenes.degraded), play: opens('degraded') }

/** Nothing: there is not even an old client. */
export const Failed: Story = { parameters: on(scenes.failed), play: staysShut('error') }
