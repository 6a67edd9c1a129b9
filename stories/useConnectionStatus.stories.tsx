import type { Meta, StoryObj } from '@storybook/react-vite'
import { useConnectionStatus } from 'frontdesk'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

function Connection() {
  const { status, error, retry } = useConnectionStatus()
  return (
    <>
      <Result of={{ status, error }} />
      <Button onClick={() => void retry().catch(() => {})}>Retry</Button>
    </>
  )
}

/**
 * Whether the client is known, and how fresh. Where the reason can pass, it recovers by itself: `retry()` only
 * spares the waiting.
 */
const meta = { title: 'Hooks/useConnectionStatus', component: Connection } satisfies Meta<typeof Connection>
export default meta

type Story = StoryObj<typeof meta>

/** The Frontend API has not answered yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'loading', error: 'undefined' }),
}

/** The client is known, whether or not there is one. */
export const Ready: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'ready', error: 'undefined' }),
}

/** The last known client is shown; newer news cannot be had right now. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'degraded', 'error.status': '503' }),
}

/** As soon as the Frontend API is back, so is the client. */
export const Recovers: Story = {
  parameters: on(scenes.degraded),
  play: async (context) => {
    await shows(context.canvasElement, { status: 'degraded' })
    stageOf(context).mend()
    await press(context.canvasElement, 'Retry')
    await shows(context.canvasElement, { status: 'ready', error: 'undefined' })
  },
}

/** The Frontend API refuses, with its own code and message. */
export const Refused: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '403' }),
}

/** Something else answers where the Frontend API should: `proxyUrl` is wrong, say. */
export const NotFound: Story = {
  parameters: on({ faults: [{ path: '/v1/client', status: 404, body: '<h1>Not Found</h1>' }] }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.code': 'fapi_not_found' }),
}

/** A page instead of an answer. */
export const Malformed: Story = {
  parameters: on({ faults: [{ path: '/v1/client', body: '<h1>Welcome</h1>' }] }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.code': 'malformed_response' }),
}

/** Bot protection wants a captcha, which a headless library cannot show. No client is created. */
export const Captcha: Story = {
  parameters: on({
    faults: [
      {
        path: '/v1/client',
        status: 401,
        body: { errors: [{ code: 'requires_captcha', message: 'Please complete the captcha' }] },
      },
    ],
  }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.code': 'captcha_required' }),
}

/** Too many requests: no further one before `Retry-After` is over. */
export const Throttled: Story = {
  parameters: on({ users: [], faults: [{ path: '/v1/client', retryAfter: 30 }] }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '429' }),
}
