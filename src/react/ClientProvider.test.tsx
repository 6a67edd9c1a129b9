import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Component, type ReactNode, StrictMode, Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import { alice, createWorld as createAnyWorld, type WorldOptions } from '../../test/support/world'
import {
  ClientProvider,
  type ClientProviderProps,
  type Frontdesk,
  useClient,
  useConnectionStatus,
  useCreateClient,
  useFrontdesk,
  useGetToken,
  useSession,
  useSessions,
  useSetActive,
  useSignIn,
  useSignOut,
  useSignOutAll,
  useSuspenseClient,
  useToken,
  useUser,
} from '../index'

let worlds = 0
/** Each with a key of its own: the handles that providers make live on the page, which the tests share. */
const createWorld = (options: WorldOptions = {}) =>
  createAnyWorld({ publishableKey: `pk_test_${btoa(`page-${++worlds}.clerk.accounts.dev$`)}`, ...options })

let consoleError: MockInstance
beforeEach(() => {
  consoleError = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  consoleError.mockRestore()
})

describe('bad input', () => {
  test.each<[string, ClientProviderProps, string]>([
    ['a key that does not parse', { publishableKey: 'pk_live_' }, 'invalid_publishable_key'],
    [
      'a proxyUrl that is no URL',
      { publishableKey: 'pk_test_Zm9vLmJhciQ', proxyUrl: ':' },
      'invalid_proxy_url',
    ],
  ])('behavior: %s throws while rendering', (_, props, code) => {
    expect(() => render(<ClientProvider {...props} />)).toThrow(
      expect.objectContaining({ name: 'FrontdeskError', code }),
    )
  })

  test.each<[string, () => unknown]>([
    ['useClient', useClient],
    ['useSuspenseClient', useSuspenseClient],
    ['useSessions', useSessions],
    ['useUser', useUser],
    ['useSession', useSession],
    ['useConnectionStatus', useConnectionStatus],
    ['useCreateClient', useCreateClient],
    ['useSignOutAll', useSignOutAll],
    ['useSetActive', useSetActive],
    ['useSignOut', useSignOut],
    ['useSignIn', useSignIn],
    ['useToken', useToken],
    ['useGetToken', useGetToken],
    ['useFrontdesk', useFrontdesk],
  ])('behavior: %s outside a provider is provider_missing', (_, useHook) => {
    expect(() => renderHook(useHook)).toThrow(
      expect.objectContaining({
        name: 'FrontdeskError',
        code: 'provider_missing',
        message: expect.stringContaining('<ClientProvider>'),
      }),
    )
  })

  test('behavior: a handle of another QueryClient than the one in context is query_client_mismatch', async () => {
    const { frontdesk } = (await createWorld()).open({ mount: false })
    const app = (
      <QueryClientProvider client={new QueryClient()}>
        <ClientProvider frontdesk={frontdesk} />
      </QueryClientProvider>
    )
    expect(() => render(app)).toThrow(
      expect.objectContaining({
        code: 'query_client_mismatch',
        message: expect.stringContaining('one QueryClient for both'),
      }),
    )
  })

  test('behavior: a queryClient prop beside another one in context is query_client_mismatch', async () => {
    const world = await createWorld()
    const { publishableKey } = world.fapi
    const app = (
      <QueryClientProvider client={new QueryClient()}>
        <ClientProvider
          publishableKey={publishableKey}
          queryClient={new QueryClient()}
          ambient={world.browser.openTab().ambient}
        />
      </QueryClientProvider>
    )
    expect(() => render(app)).toThrow(expect.objectContaining({ code: 'query_client_mismatch' }))
  })

  test('behavior: two handles in one QueryClient are isolation_owner_exists', async () => {
    const world = await createWorld()
    const first = world.open({ mount: false })
    const second = world.open({ mount: false, queryClient: first.queryClient })
    const app = (
      <ClientProvider frontdesk={first.frontdesk}>
        <ClientProvider frontdesk={second.frontdesk} />
      </ClientProvider>
    )
    expect(() => render(app)).toThrow(expect.objectContaining({ code: 'isolation_owner_exists' }))
  })
})

describe('the QueryClient', () => {
  function Spy({ seen }: { seen: QueryClient[] }) {
    seen.push(useQueryClient(), useFrontdesk().queryClient)
    return null
  }

  test('default: the one in context', async () => {
    const world = await createWorld()
    const queryClient = new QueryClient()
    const seen: QueryClient[] = []
    render(
      <QueryClientProvider client={queryClient}>
        <ClientProvider publishableKey={world.fapi.publishableKey} ambient={world.browser.openTab().ambient}>
          <Spy seen={seen} />
        </ClientProvider>
      </QueryClientProvider>,
    )
    expect(new Set(seen)).toEqual(new Set([queryClient]))
    expect(seen.every((one) => one === queryClient)).toBe(true)
  })

  test('default: without one in context a new one, which is then in context below', async () => {
    const world = await createWorld()
    const seen: QueryClient[] = []
    render(
      <ClientProvider publishableKey={world.fapi.publishableKey} ambient={world.browser.openTab().ambient}>
        <Spy seen={seen} />
      </ClientProvider>,
    )
    expect(seen[0]).toBeInstanceOf(QueryClient)
    expect(new Set(seen).size).toBe(1)
  })

  test('parameters: queryClient', async () => {
    const world = await createWorld()
    const queryClient = new QueryClient()
    const seen: QueryClient[] = []
    render(
      <ClientProvider
        publishableKey={world.fapi.publishableKey}
        queryClient={queryClient}
        ambient={world.browser.openTab().ambient}
      >
        <Spy seen={seen} />
      </ClientProvider>,
    )
    expect(seen.every((one) => one === queryClient)).toBe(true)
  })
})

describe('one page, one handle', () => {
  function Name({ handles }: { handles: Set<Frontdesk> }) {
    handles.add(useFrontdesk())
    const { data } = useClient()
    return <p>{data ? `client ${data.id}` : 'no client'}</p>
  }

  function SuspendedName({ handles }: { handles: Set<Frontdesk> }) {
    handles.add(useFrontdesk())
    const { data } = useSuspenseClient()
    return <p>{`client ${data?.id}`}</p>
  }

  test('behavior: three providers, StrictMode and the only Suspense above one: one handle, one GET, one POST', async () => {
    const world = await createWorld({ missingClient: 401 })
    const handles = new Set<Frontdesk>()
    const options = { publishableKey: world.fapi.publishableKey, ambient: world.browser.openTab().ambient }
    render(
      <StrictMode>
        <ClientProvider {...options}>
          <Name handles={handles} />
        </ClientProvider>
        <ClientProvider {...options}>
          <Name handles={handles} />
        </ClientProvider>
        <Suspense fallback="waiting">
          <ClientProvider {...options}>
            <SuspendedName handles={handles} />
          </ClientProvider>
        </Suspense>
      </StrictMode>,
    )
    await waitFor(() => expect(screen.getAllByText(`client ${world.fapi.clients[0]?.id}`)).toHaveLength(3))
    expect(handles.size).toBe(1)
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client'])
  })

  test('behavior: a Suspense above the only provider does not make a second handle', async () => {
    const world = await createWorld({ missingClient: 401 })
    const handles = new Set<Frontdesk>()
    const options = { publishableKey: world.fapi.publishableKey, ambient: world.browser.openTab().ambient }
    render(
      <StrictMode>
        <Suspense fallback="waiting">
          <ClientProvider {...options}>
            <SuspendedName handles={handles} />
          </ClientProvider>
        </Suspense>
      </StrictMode>,
    )
    expect(screen.getByText('waiting')).toBeTruthy()
    await screen.findByText(/^client client_/)
    expect(handles.size).toBe(1)
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client'])
  })

  test('behavior: providers of different keys, proxies or schemes have handles of their own', async () => {
    const [one, two] = [await createWorld(), await createWorld()]
    const handles = new Set<Frontdesk>()
    render(
      <>
        <ClientProvider publishableKey={one.fapi.publishableKey} ambient={one.browser.openTab().ambient}>
          <Name handles={handles} />
        </ClientProvider>
        <ClientProvider publishableKey={two.fapi.publishableKey} ambient={two.browser.openTab().ambient}>
          <Name handles={handles} />
        </ClientProvider>
      </>,
    )
    expect(handles.size).toBe(2)
  })

  test('behavior: one that was unmounted is not joined again', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const handles = new Set<Frontdesk>()
    const app = (
      <ClientProvider publishableKey={world.fapi.publishableKey} ambient={world.browser.openTab().ambient}>
        <Name handles={handles} />
      </ClientProvider>
    )
    const first = render(app)
    await screen.findByText(/^client /)
    first.unmount()
    await new Promise((resolve) => setTimeout(resolve, 5))
    render(app)
    await screen.findByText(/^client /)
    expect(handles.size).toBe(2)
  })
})

describe('the children', () => {
  test('behavior: always render, whatever becomes of the client', async () => {
    const world = await createWorld()
    world.fault('GET /client', { status: 400 })
    render(
      <ClientProvider publishableKey={world.fapi.publishableKey} ambient={world.browser.openTab().ambient}>
        <p>here</p>
      </ClientProvider>,
    )
    expect(screen.getByText('here')).toBeTruthy()
    await act(() => world.fapi.log.waitFor({ path: '/v1/client' }))
    expect(screen.getByText('here')).toBeTruthy()
  })
})

describe('useSuspenseClient', () => {
  class Boundary extends Component<{ children: ReactNode }, { code?: string }> {
    override state: { code?: string } = {}
    static getDerivedStateFromError = ({ code }: { code: string }) => ({ code })
    override render = () => this.state.code ?? this.props.children
  }

  test('behavior: an error goes to the nearest error boundary', async () => {
    const world = await createWorld()
    world.fault('GET /client', { status: 403, body: { errors: [{ code: 'not_you', message: 'no' }] } })
    function Client() {
      return <p>{useSuspenseClient().data?.id}</p>
    }
    render(
      <ClientProvider publishableKey={world.fapi.publishableKey} ambient={world.browser.openTab().ambient}>
        <Boundary>
          <Suspense fallback="waiting">
            <Client />
          </Suspense>
        </Boundary>
      </ClientProvider>,
    )
    await screen.findByText('not_you')
  })
})
