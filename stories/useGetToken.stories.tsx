import type { Meta, StoryObj } from '@storybook/react-vite'
import { useGetToken } from 'frontdesk'
import { useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

interface TokenOnDemandProps {
  /** A JWT template's name. Default: the session token. */
  template?: string
  /** Asks for a new token even where a fresh one is known. */
  skipCache?: boolean
}

function TokenOnDemand({ template, skipCache }: TokenOnDemandProps) {
  const getToken = useGetToken()
  const [result, setResult] = useState<object>({ token: undefined })
  const get = () =>
    getToken({ template, skipCache }).then(
      (token) => setResult({ token }),
      (error: unknown) => setResult({ error }),
    )
  return (
    <>
      <Result of={result} />
      <Button onClick={get}>Get a token</Button>
    </>
  )
}

/**
 * The function that gets a token of this tab's session, good for at least 5 s: for the `Authorization` header of
 * the app's own requests. The same function on every render; `null` when signed out.
 */
const meta = {
  title: 'Hooks/useGetToken',
  component: TokenOnDemand,
  argTypes: { template: { control: 'text' }, skipCache: { control: 'boolean' } },
} satisfies Meta<typeof TokenOnDemand>
export default meta

type Story = StoryObj<typeof meta>

const jwt = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/

/** The token that came with the client is good: no request is needed. */
export const SignedIn: Story = {
  parameters: on(scenes.oneSession),
  play: async (context) => {
    await press(context.canvasElement, 'Get a token')
    await shows(context.canvasElement, { token: jwt })
    expect(stageOf(context).fapi.log.filter({ path: /\/tokens/ })).toHaveLength(0)
  },
}

/** With `skipCache` a new one is asked for. */
export const SkipCache: Story = {
  args: { skipCache: true },
  parameters: on(scenes.oneSession),
  play: async (context) => {
    await press(context.canvasElement, 'Get a token')
    await shows(context.canvasElement, { token: jwt })
    expect(stageOf(context).fapi.log.filter({ path: /\/tokens/ })).toHaveLength(1)
  },
}

/** One of the app's JWT templates. */
export const Template: Story = {
  args: { template: 'reports' },
  parameters: on({ ...scenes.oneSession, box: { jwtTemplates: { reports: {} } } }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Get a token')
    await shows(canvasElement, { token: jwt })
  },
}

/** While the client is being loaded, the token is waited for. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Get a token')
    await shows(canvasElement, { connection: 'loading', token: 'undefined' })
  },
}

/** No session, no token. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Get a token')
    await shows(canvasElement, { token: 'null' })
  },
}

/** A pending session gets no token. */
export const Pending: Story = {
  parameters: on(scenes.pending),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Get a token')
    await shows(canvasElement, { token: 'null' })
  },
}

/** While a session is being signed out, its token is withheld. */
export const SigningOut: Story = {
  parameters: on(scenes.signingOut),
  play: async (context) => {
    const { frontdesk } = stageOf(context).tabs[0]!
    await waitFor(() => expect(frontdesk.state.session.status).toBe('signing-out'))
    await press(context.canvasElement, 'Get a token')
    await shows(context.canvasElement, { token: 'null' })
  },
}

/** The Frontend API is down: the token at hand is good for a while yet. */
export const Degraded: Story = {
  parameters: on(scenes.degraded),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { connection: 'degraded' })
    await press(canvasElement, 'Get a token')
    await shows(canvasElement, { token: jwt })
  },
}

/** The Frontend API knows no such template: the promise rejects. */
export const Failed: Story = {
  args: { template: 'unknown' },
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Get a token')
    await shows(canvasElement, { 'error.name': 'FrontdeskError', 'error.status': '404' })
  },
}
