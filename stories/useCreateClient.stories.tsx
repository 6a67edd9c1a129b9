import type { Meta, StoryObj } from '@storybook/react-vite'
import { useClient, useCreateClient } from 'frontdesk'
import { expect } from 'storybook/test'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, printed, shows } from './support/shows'

interface NewClientProps {
  /** The verb: both do the same. */
  method: 'POST' | 'PUT'
}

function NewClient({ method }: NewClientProps) {
  const { data: client } = useClient()
  const { status, error, mutate } = useCreateClient()
  return (
    <>
      <Result of={{ client, status, error }} />
      <Button disabled={status === 'pending'} onClick={() => mutate({ method })}>
        Create the client
      </Button>
    </>
  )
}

/** A mutation that creates this browser's client. Seldom needed: the first sign-in does so by itself. */
const meta = {
  title: 'Hooks/useCreateClient',
  component: NewClient,
  args: { method: 'POST' },
} satisfies Meta<typeof NewClient>
export default meta

type Story = StoryObj<typeof meta>

/** A browser that was never here. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: ({ canvasElement }) => shows(canvasElement, { client: 'null', status: 'idle' }),
}

/** The client is there as soon as the Frontend API has answered. */
export const Created: Story = {
  parameters: on(scenes.noClient),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { client: 'null' })
    await press(canvasElement, 'Create the client')
    await shows(canvasElement, { status: 'success', 'client.id': /^client_/, 'client.sessions': '[]' })
  },
}

/** `PUT` does what `POST` does. */
export const CreatedWithPut: Story = {
  args: { method: 'PUT' },
  parameters: on(scenes.noClient),
  play: async (context) => {
    await shows(context.canvasElement, { client: 'null' })
    await press(context.canvasElement, 'Create the client')
    await shows(context.canvasElement, { status: 'success', 'client.id': /^client_/ })
    expect(stageOf(context).fapi.log.filter({ method: 'PUT', path: '/v1/client' })).toHaveLength(1)
  },
}

/** The Frontend API takes its time. */
export const Creating: Story = {
  parameters: on({ ...scenes.noClient, unanswered: { path: '/v1/client', method: 'POST' } }),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { client: 'null' })
    await press(canvasElement, 'Create the client')
    await shows(canvasElement, { client: 'null', status: 'pending' })
  },
}

/** Where there is a client already, it stays what it is. */
export const ThereAlready: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { 'client.id': /^client_/ })
    const id = printed(canvasElement, 'client.id')!
    await press(canvasElement, 'Create the client')
    await shows(canvasElement, { status: 'success', 'client.id': id })
  },
}

/** The Frontend API refuses: nothing has changed. */
export const Refused: Story = {
  parameters: on({ ...scenes.noClient, faults: [{ path: '/v1/client', method: 'POST', status: 403 }] }),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { client: 'null' })
    await press(canvasElement, 'Create the client')
    await shows(canvasElement, { client: 'null', status: 'error', 'error.status': '403' })
  },
}
