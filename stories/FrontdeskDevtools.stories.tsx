import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSession } from 'frontdesk'
import { signOutAll } from 'frontdesk/core'
import { FrontdeskDevtools } from 'frontdesk/devtools'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { shows } from './support/shows'

function AppWithDevtools({ isOpen = true }: { isOpen?: boolean }) {
  const { status, userId } = useSession()
  return (
    <>
      <Result of={{ status, userId }} />
      <FrontdeskDevtools initialIsOpen={isOpen} />
    </>
  )
}

/**
 * A panel for development: what Frontdesk knows, and a timeline that says why it is so. Production builds have nothing of
 * it.
 */
const meta = {
  title: 'Devtools/FrontdeskDevtools',
  component: AppWithDevtools,
  // The panel is fixed to the page, of which several stories share one there.
  tags: ['!autodocs'],
} satisfies Meta<typeof AppWithDevtools>
export default meta

type Story = StoryObj<typeof meta>

/** A button in the corner opens it; Escape closes it, and gives the focus back. */
export const Closed: Story = {
  args: { isOpen: false },
  parameters: on(scenes.severalSessions),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await shows(canvasElement, { status: 'signed-in' })
    await userEvent.click(canvas.getByRole('button', { name: 'Frontdesk devtools' }))
    await expect(canvas.getByRole('button', { name: 'Close' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect(canvas.getByRole('button', { name: 'Frontdesk devtools' })).toHaveFocus()
  },
}

/** What is known of two accounts. */
export const Open: Story = {
  parameters: on(scenes.severalSessions),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { status: 'signed-in' })
    const panel = within(canvasElement).getByRole('region', { name: 'Frontdesk devtools' })
    await waitFor(() => expect(panel).toHaveTextContent('bob@example.com'))
  },
}

/** Why was I signed out? */
export const SignedOut: Story = {
  parameters: on(scenes.oneSession),
  play: async (context) => {
    const { canvasElement } = context
    await shows(canvasElement, { status: 'signed-in' })
    await signOutAll(stageOf(context).tabs[0]!.frontdesk)
    await shows(canvasElement, { status: 'signed-out' })
    const panel = within(canvasElement).getByRole('region', { name: 'Frontdesk devtools' })
    await waitFor(() =>
      expect(panel).toHaveTextContent('This tab has signed it out, and the server has confirmed it.'),
    )
  },
}
