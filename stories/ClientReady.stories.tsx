import type { Meta, StoryObj } from '@storybook/react-vite'
import { ClientReady } from 'frontdesk'
import { opens, staysShut } from './support/gate'
import { on } from './support/on'
import * as scenes from './support/scenes'

function Page() {
  return (
    <ClientReady>
      <p>The app.</p>
    </ClientReady>
  )
}

/** Shows its children once the client is known, fresh or not, whether or not anyone is signed in. */
const meta = { title: 'Gates/ClientReady', component: Page } satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>

/** Nothing yet. */
export const Loading: Story = { parameters: on(scenes.loading), play: staysShut('loading') }

/** The client is known. */
export const Ready: Story = { parameters: on(scenes.oneSession), play: opens('ready') }

/** The last known client is good enough to go on with. */
export const Degraded: Story = { parameters: on(scenes.degraded), play: opens('degraded') }

/** Nothing: there is no client to show. */
export const Failed: Story = { parameters: on(scenes.failed), play: staysShut('error') }
