import type { Meta, StoryObj } from '@storybook/react-vite'
import { Show, type ShowProps } from 'frontdesk'
import { expect } from 'storybook/test'
import { on } from './support/on'
import * as scenes from './support/scenes'
import { shows } from './support/shows'

function Page({ when, treatPendingAsSignedOut }: Omit<ShowProps, 'children' | 'fallback'>) {
  return (
    <Show
      when={when}
      treatPendingAsSignedOut={treatPendingAsSignedOut}
      fallback={<p>This is not for you.</p>}
    >
      <p>For those who are {when}.</p>
    </Show>
  )
}

/**
 * Shows its children to whom they are for, and the `fallback` to everyone else; nothing while it is not known
 * who is there. A pending session counts as signed out, unless told otherwise.
 */
const meta = {
  title: 'Gates/Show',
  component: Page,
  args: { when: 'signed-in', treatPendingAsSignedOut: true },
  argTypes: {
    when: { control: 'inline-radio', options: ['signed-in', 'signed-out', 'pending'] },
    treatPendingAsSignedOut: { control: 'boolean' },
  },
} satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>
type Play = NonNullable<Story['play']>

const showsChildren: Play = async ({ canvas, args }) => {
  await canvas.findByText(`For those who are ${args.when}.`)
}
const showsFallback: Play = async ({ canvas }) => {
  await canvas.findByText('This is not for you.')
}
const showsNothing: Play = ({ canvas }) => {
  expect(canvas.queryByText(/For those|not for you/)).toBeNull()
}

/** Nothing yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: async (context) => {
    await shows(context.canvasElement, { connection: 'loading' })
    await showsNothing(context)
  },
}

/** The children. */
export const SignedIn: Story = { parameters: on(scenes.oneSession), play: showsChildren }

/** One account of several is enough. */
export const SeveralSessions: Story = { parameters: on(scenes.severalSessions), play: showsChildren }

/** The fallback. */
export const SignedOut: Story = { parameters: on(scenes.signedOut), play: showsFallback }

/** A browser without a client is signed out. */
export const NoClient: Story = {
  args: { when: 'signed-out' },
  parameters: on(scenes.noClient),
  play: showsChildren,
}

/** With a task to finish first, one is not signed in yet. */
export const Pending: Story = { parameters: on(scenes.pending), play: showsFallback }

/** `treatPendingAsSignedOut={false}` */
export const PendingAsSignedIn: Story = {
  args: { treatPendingAsSignedOut: false },
  parameters: on(scenes.pending),
  play: showsChildren,
}

/** `when="pending"`: the place for the task. */
export const WhenPending: Story = {
  args: { when: 'pending' },
  parameters: on(scenes.pending),
  play: showsChildren,
}

/** The content stays until the sign-out is final. */
export const SigningOut: Story = { parameters: on(scenes.signingOut), play: showsChildren }

/** The Frontend API is down: nobody is signed out by that. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: async (context) => {
    await shows(context.canvasElement, { connection: 'degraded' })
    await showsChildren(context)
  },
}

/** It is not known who is there: nothing. `<ClientFailed>` is the place to say why. */
export const Failed: Story = {
  parameters: on(scenes.failed),
  play: async (context) => {
    await shows(context.canvasElement, { connection: 'error' })
    await showsNothing(context)
  },
}
