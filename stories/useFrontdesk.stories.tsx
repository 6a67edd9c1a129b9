import type { Meta, StoryObj } from '@storybook/react-vite'
import { useFrontdesk } from 'frontdesk'
import { request } from 'frontdesk/core'
import { useState } from 'react'
import { Boundary } from './support/Boundary'
import { Button } from './support/Button'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

interface EnvironmentProps {
  /** Any path of the Frontend API, below `/v1`. */
  path: string
}

function Request({ path }: EnvironmentProps) {
  const frontdesk = useFrontdesk()
  const [result, setResult] = useState<object>({ answer: undefined })
  const ask = () =>
    request(frontdesk, 'GET', path).then(
      (answer) => setResult({ answer }),
      (error: unknown) => setResult({ error }),
    )
  return (
    <>
      <Result of={result} depth={2} />
      <Button onClick={ask}>GET {path}</Button>
    </>
  )
}

/**
 * The handle of the nearest provider, for the actions of `frontdesk/core`: `request()`, say, reaches any path of
 * the Frontend API, with the credentials of this browser.
 */
const meta = {
  title: 'Hooks/useFrontdesk',
  component: Request,
  args: { path: '/environment' },
} satisfies Meta<typeof Request>
export default meta

type Story = StoryObj<typeof meta>

/** The answer as it came: snake case, unchecked. */
export const Answered: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'GET /environment')
    await shows(canvasElement, { 'answer.auth_config.object': 'auth_config' })
  },
}

/** A refusal rejects with a FrontdeskError that carries Clerk's code. */
export const Refused: Story = {
  args: { path: '/nowhere' },
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'GET /nowhere')
    await shows(canvasElement, { 'error.status': '404' })
  },
}

/** No connection. */
export const Offline: Story = {
  parameters: on({ ...scenes.oneSession, faults: [{ path: '/v1/environment', cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'GET /environment')
    await shows(canvasElement, { 'error.code': 'network_error' })
  },
}

/** Like all hooks, it needs a `<ClientProvider>` above it, and says so. */
export const OutsideTheProvider: Story = {
  parameters: { ...on(scenes.oneSession), bare: true },
  render: (args) => (
    <Boundary>
      <Request {...args} />
    </Boundary>
  ),
  play: ({ canvasElement }) => shows(canvasElement, { 'error.code': 'provider_missing' }),
}
