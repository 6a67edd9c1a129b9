import type { Meta, StoryObj } from '@storybook/react-vite'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ClientProvider, useClient } from 'frontdesk'
import { type FrontdeskOptions, type NativeStorage, nativeScheme } from 'frontdesk/core'
import type { MissingClient } from 'frontdesk/fapi'
import { type ReactNode, useState } from 'react'
import { expect } from 'storybook/test'
import { Boundary } from './support/Boundary'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { printed, shows } from './support/shows'
import { useTab } from './support/withStage'

type Args = Pick<AppProps, 'bootstrap'> & { missingClient?: MissingClient }
type AppProps = Partial<Omit<FrontdeskOptions, 'queryClient'>> & { children?: ReactNode }

function App({ children = <CurrentClient />, ...options }: AppProps) {
  const { fapi, tab } = useTab()
  return (
    <ClientProvider publishableKey={fapi.publishableKey} ambient={tab.ambient} {...options}>
      {children}
    </ClientProvider>
  )
}

function CurrentClient({ label = 'client' }) {
  const { status, data, error } = useClient()
  return <Result of={{ status, [label]: data, error }} />
}

/**
 * Gives the components below it the client of this browser, and keeps it loaded and in step with other tabs
 * while mounted. All it needs is a `publishableKey`; `ambient` is for tests and stories, which have a browser of
 * their own.
 */
const meta = {
  title: 'ClientProvider',
  render: ({ bootstrap }) => <App bootstrap={bootstrap} />,
  argTypes: {
    bootstrap: {
      control: 'inline-radio',
      options: ['create', 'ensure', 'read'],
      description: 'When a client is made.',
    },
    missingClient: {
      control: 'inline-radio',
      options: ['null', 401, 404],
      description: 'How the Frontend API answers where there is none.',
    },
  },
  parameters: {
    bare: true,
    ...on(({ missingClient }: Args) => ({ ...scenes.noClient, box: { missingClient } })),
  },
} satisfies Meta<Args>
export default meta

type Story = StoryObj<typeof meta>

/** By default a client is created where the Frontend API says that one is missing. */
export const Created: Story = {
  args: { bootstrap: 'create', missingClient: 401 },
  play: ({ canvasElement }) => shows(canvasElement, { 'client.id': /^client_/ }),
}

/** An empty answer is no reason to: the first sign-in creates the client. */
export const NoClient: Story = {
  args: { bootstrap: 'create', missingClient: 'null' },
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', client: 'null' }),
}

/** With `bootstrap: 'ensure'` it is. */
export const Ensured: Story = {
  args: { bootstrap: 'ensure', missingClient: 'null' },
  play: ({ canvasElement }) => shows(canvasElement, { 'client.id': /^client_/ }),
}

/** With `bootstrap: 'read'` none is ever created. */
export const ReadOnly: Story = {
  args: { bootstrap: 'read', missingClient: 404 },
  play: async (context) => {
    await shows(context.canvasElement, { status: 'success', client: 'null' })
    expect(stageOf(context).fapi.clients).toHaveLength(0)
  },
}

/** Children always render, whatever the client is up to. */
export const Loading: Story = {
  parameters: { bare: false, ...on(scenes.loading) },
  render: () => <CurrentClient />,
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', client: 'undefined' }),
}

/** Nor does an error keep them from rendering. */
export const Failed: Story = {
  parameters: on(scenes.failed),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'error', 'error.status': '403' }),
}

/** Providers with one key share one handle: one client, one request. */
export const ThreeProviders: Story = {
  parameters: on(scenes.oneSession),
  render: () => (
    <>
      {['header', 'main', 'footer'].map((label) => (
        <App key={label}>
          <CurrentClient label={label} />
        </App>
      ))}
    </>
  ),
  play: async (context) => {
    const { canvasElement } = context
    const client = /^client_/
    await shows(canvasElement, { 'header.id': client, 'main.id': client, 'footer.id': client })
    expect(printed(canvasElement, 'header.id')).toBe(printed(canvasElement, 'footer.id'))
    expect(stageOf(context).fapi.log.filter({ path: '/v1/client' })).toHaveLength(1)
  },
}

/** The app's QueryClient is taken from the context. */
export const InAnAppWithQueries: Story = {
  parameters: on(scenes.oneSession),
  render: function WithQueries() {
    const [queryClient] = useState(() => new QueryClient())
    return (
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    )
  },
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', 'client.id': /^client_/ }),
}

/** A handle of the app's own, usable outside React too. */
export const OwnHandle: Story = {
  parameters: on(scenes.oneSession),
  render: function WithOwnHandle() {
    const { frontdesk } = useTab()
    return (
      <ClientProvider frontdesk={frontdesk}>
        <CurrentClient />
      </ClientProvider>
    )
  },
  play: ({ canvasElement }) => shows(canvasElement, { status: 'success', 'client.id': /^client_/ }),
}

/** Two QueryClients for one handle: a mistake that is named. */
export const QueryClientMismatch: Story = {
  parameters: on(scenes.oneSession),
  render: function WithTwoQueryClients() {
    const { frontdesk } = useTab()
    const [other] = useState(() => new QueryClient())
    return (
      <Boundary>
        <QueryClientProvider client={other}>
          <ClientProvider frontdesk={frontdesk}>
            <CurrentClient />
          </ClientProvider>
        </QueryClientProvider>
      </Boundary>
    )
  },
  play: ({ canvasElement }) => shows(canvasElement, { 'error.code': 'query_client_mismatch' }),
}

/** A key that does not parse. */
export const WrongKey: Story = {
  render: () => (
    <Boundary>
      <App publishableKey="pk_tset_oops" />
    </Boundary>
  ),
  play: ({ canvasElement }) => shows(canvasElement, { 'error.code': 'invalid_publishable_key' }),
}

/** A `proxyUrl` that is none. */
export const WrongProxyUrl: Story = {
  render: () => (
    <Boundary>
      <App proxyUrl="example.com/__clerk" />
    </Boundary>
  ),
  play: ({ canvasElement }) => shows(canvasElement, { 'error.code': 'invalid_proxy_url' }),
}

/** The native scheme keeps its token in a storage that the app passes. */
export const MissingStorage: Story = {
  render: () => {
    const NativeApp = () => <App scheme={nativeScheme({} as { storage: NativeStorage })} />
    return (
      <Boundary>
        <NativeApp />
      </Boundary>
    )
  },
  play: ({ canvasElement }) => shows(canvasElement, { 'error.code': 'storage_required' }),
}
