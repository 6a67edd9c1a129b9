import { QueryClient, QueryClientProvider, QueryErrorResetBoundary } from '@tanstack/react-query'
import { fireEvent, render, screen } from '@testing-library/react'
import { Component, type ReactNode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { App } from '../../../test/support/render'
import { alice, createWorld } from '../../../test/support/world'
import { ClientProvider, useSuspenseClient } from '../../index'

function Name() {
  const { data, status } = useSuspenseClient()
  return <p>{`${status} ${data?.id}`}</p>
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('on a server', () => {
  async function open() {
    const world = await createWorld({ missingClient: 401 })
    const { fetch } = world.browser.openTab().ambient
    vi.stubGlobal('document', undefined)
    const inApp = (children: ReactNode) => (
      <QueryClientProvider client={new QueryClient()}>
        <ClientProvider publishableKey={world.fapi.publishableKey} bootstrap="ensure" ambient={{ fetch }}>
          {children}
        </ClientProvider>
      </QueryClientProvider>
    )
    const settle = () => new Promise((resolve) => setTimeout(resolve, 30))
    return { world, inApp, settle }
  }

  test('behavior: no_client_on_server, and no request', async () => {
    const { world, inApp, settle } = await open()
    expect(() => renderToString(inApp(<Name />))).toThrow(
      expect.objectContaining({ name: 'FrontdeskError', code: 'no_client_on_server' }),
    )
    await settle()
    expect(world.requests()).toEqual([])
  })

  test('behavior: says so in production, too, where a static build shows only the message', async () => {
    const { inApp } = await open()
    vi.stubEnv('NODE_ENV', 'production')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(() => renderToString(inApp(<Name />))).toThrow('That did not work: no client on server.')
  })

  test('behavior: a <Suspense> shows its fallback, and there is no client in the HTML', async () => {
    const { world, inApp, settle } = await open()
    const html = renderToString(
      inApp(
        <Suspense fallback="waiting">
          <Name />
        </Suspense>,
      ),
    )
    expect(html).toContain('waiting')
    expect(html).not.toContain('client_')
    await settle()
    expect(world.requests()).toEqual([])
  })
})

describe('an error boundary that is reset', () => {
  interface BoundaryProps {
    onReset: () => void
    children: ReactNode
  }

  class Boundary extends Component<BoundaryProps, { code?: string | undefined }> {
    override state: { code?: string | undefined } = {}
    static getDerivedStateFromError = ({ code }: { code: string }) => ({ code })
    reset = () => {
      this.props.onReset()
      this.setState({ code: undefined })
    }
    override render = () =>
      this.state.code ? (
        <button type="button" onClick={this.reset}>
          {this.state.code}
        </button>
      ) : (
        this.props.children
      )
  }

  test('behavior: asks again, and shows the client', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open({ mount: false })
    const errors = [{ code: 'not_yet', message: 'not yet' }]
    world.fault('GET /client', { status: 400, body: { errors }, times: 1 })
    render(
      <App page={page}>
        <QueryErrorResetBoundary>
          {({ reset }) => (
            <Boundary onReset={reset}>
              <Suspense fallback="waiting">
                <Name />
              </Suspense>
            </Boundary>
          )}
        </QueryErrorResetBoundary>
      </App>,
    )
    fireEvent.click(await screen.findByText('not_yet'))
    await screen.findByText(`success ${world.seeded?.clientId}`)
    expect(world.requests('GET /client')).toHaveLength(2)
  })
})
