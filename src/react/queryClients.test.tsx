import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode, Suspense, useState } from 'react'
import { expect, test } from 'vitest'
import { alice, bob, createWorld as createAnyWorld, type WorldOptions } from '../../test/support/world'
import { createSignIn, type Frontdesk, nativeScheme, setActive } from '../core'
import {
  ClientProvider,
  type ClientProviderProps,
  useFrontdesk,
  useSession,
  useSuspenseClient,
} from '../index'

let worlds = 0
async function createWorld(options: WorldOptions = {}) {
  const publishableKey = `pk_test_${btoa(`qc-${++worlds}.clerk.accounts.dev$`)}`
  const world = await createAnyWorld({ publishableKey, signedIn: [alice, bob], ...options })
  const { ambient } = world.browser.openTab()
  return { world, options: { publishableKey: world.fapi.publishableKey, ambient } }
}

function Name({ seen = [] }: { seen?: Frontdesk[] | undefined }) {
  seen.push(useFrontdesk())
  const { status, session } = useSession()
  return <p>{session ? session.user.firstName : status}</p>
}

const inContext = (queryClient: QueryClient, props: ClientProviderProps, children: ReactNode = <Name />) => (
  <QueryClientProvider client={queryClient}>
    <ClientProvider {...props}>{children}</ClientProvider>
  </QueryClientProvider>
)

const shows = (name: string) => screen.findByText(name)

test.each<[string, (queryClient: QueryClient, props: ClientProviderProps) => ReactNode]>([
  ['in context', inContext],
  [
    'as a prop',
    (queryClient, { frontdesk, ...props }) => (
      <ClientProvider {...(props as object)} publishableKey={props.publishableKey!} queryClient={queryClient}>
        <Name />
      </ClientProvider>
    ),
  ],
  ['in StrictMode', (queryClient, props) => <StrictMode>{inContext(queryClient, props)}</StrictMode>],
  [
    'below a Suspense',
    (queryClient, props) => <Suspense>{inContext(queryClient, props, <SuspendedName />)}</Suspense>,
  ],
])('behavior: another QueryClient %s takes the place of the former, as often as it comes', async (_, app) => {
  const { options } = await createWorld()
  const { rerender } = render(app(new QueryClient(), options))
  await shows('Bob')
  for (let save = 0; save < 3; save++) {
    rerender(app(new QueryClient(), options))
    await shows('Bob')
  }
})

function SuspendedName() {
  useSuspenseClient()
  return <Name />
}

test('behavior: a remount that makes a QueryClient of its own shows the page anew', async () => {
  const { world, options } = await createWorld({ signedIn: undefined, missingClient: 401 })
  function App() {
    const [queryClient] = useState(() => new QueryClient())
    return inContext(queryClient, options)
  }
  const { rerender } = render(<App key="one" />)
  await shows('signed-out')
  rerender(<App key="two" />)
  await shows('signed-out')
  expect(world.fapi.clients).toHaveLength(1)
})

test('behavior: a render right after a cleanup works at once, whatever it is given', async () => {
  const { options } = await createWorld()
  const other = await createWorld({ publishableKey: options.publishableKey, signedIn: [alice] })
  render(inContext(new QueryClient(), options))
  await shows('Bob')
  cleanup()
  render(inContext(new QueryClient(), options))
  await shows('Bob')
  cleanup()
  render(inContext(new QueryClient(), other.options))
  await shows('Alice')
  cleanup()
  const handles: Frontdesk[] = []
  render(
    <ClientProvider {...other.options}>
      <Name seen={handles} />
    </ClientProvider>,
  )
  await shows('Alice')
  cleanup()
  render(
    <ClientProvider {...other.options}>
      <Name seen={handles} />
    </ClientProvider>,
  )
  await shows('Alice')
  expect(new Set(handles).size).toBe(2)
})

function paused(queryClient: QueryClient) {
  const mutations = queryClient.getMutationCache()
  mutations.build(queryClient, { mutationKey: ['pay'] }, {
    ...mutations.build(queryClient, {}).state,
    status: 'pending',
    isPaused: true,
  } as never)
  return () => mutations.findAll({ mutationKey: ['pay'] }).length
}

test('behavior: paused mutations of the QueryClient that gives way are dropped, no others', async () => {
  const { options } = await createWorld()
  const [one, two, three] = [new QueryClient(), new QueryClient(), new QueryClient()]
  const left = paused(one)
  const untouched = paused(three)
  const { rerender } = render(inContext(one, options))
  await shows('Bob')
  rerender(inContext(one, { ...options, ambient: { ...options.ambient } }))
  expect(left()).toBe(1)
  // A second root is no replacement.
  render(inContext(three, options))
  expect(left()).toBe(1)
  rerender(inContext(two, options))
  expect(left()).toBe(0)
  expect(untouched()).toBe(1)
})

test('behavior: isolateCache: false keeps them', async () => {
  const { options } = await createWorld()
  const one = new QueryClient()
  const left = paused(one)
  const app = (queryClient: QueryClient) => inContext(queryClient, { ...options, isolateCache: false })
  const { rerender } = render(app(one))
  await shows('Bob')
  rerender(app(new QueryClient()))
  expect(left()).toBe(1)
})

test('behavior: one that comes back to somebody else shows nothing of the former, in no commit', async () => {
  const { world, options } = await createWorld()
  const [one, two] = [new QueryClient(), new QueryClient()]
  const seen: unknown[] = []
  function Orders() {
    const { data } = useQuery<string>({ queryKey: ['orders'], queryFn: () => new Promise(() => {}) })
    seen.push(data)
    return null
  }
  const handles: Frontdesk[] = []
  const app = (queryClient: QueryClient) =>
    inContext(
      queryClient,
      options,
      <>
        <Name seen={handles} />
        <Orders />
      </>,
    )
  one.setQueryData(['orders'], 'of Bob')
  const { rerender } = render(app(one))
  await shows('Bob')
  rerender(app(two))
  await shows('Bob')
  await act(() => setActive(handles.at(-1)!, { sessionId: world.seeded!.sessionIds[0] }))
  await shows('Alice')
  expect(seen).toContain('of Bob')
  seen.length = 0
  rerender(app(one))
  await shows('Alice')
  expect(new Set(seen)).toEqual(new Set([undefined]))
})

test('behavior: the prop and the context that name two are query_client_mismatch, and nothing is asked', async () => {
  const { world, options } = await createWorld()
  expect(() => render(inContext(new QueryClient(), { ...options, queryClient: new QueryClient() }))).toThrow(
    expect.objectContaining({ code: 'query_client_mismatch' }),
  )
  expect(world.requests()).toEqual([])
})

test.each<[string, (world: Awaited<ReturnType<typeof createWorld>>) => () => ClientProviderProps]>([
  [
    'an ambient written inline',
    ({ options }) =>
      () => ({ ...options, ambient: { ...options.ambient } }),
  ],
  [
    'its members in another order',
    ({ options }) =>
      () => ({ ...options, ambient: Object.fromEntries(Object.entries(options.ambient).reverse()) }),
  ],
  [
    'a scheme written inline',
    ({ options, world: { storage } }) =>
      () => ({ ...options, scheme: nativeScheme({ storage }) }),
  ],
  [
    'options that are read once',
    ({ options }) =>
      () => ({ ...options, isolateCache: () => true }),
  ],
])('behavior: %s, new at each render, makes no other handle', async (_, by) => {
  const world = await createWorld()
  const props = by(world)
  const queryClient = new QueryClient()
  const handles: Frontdesk[] = []
  const app = () => <StrictMode>{inContext(queryClient, props(), <Name seen={handles} />)}</StrictMode>
  const { rerender } = render(app())
  for (let times = 0; times < 3; times++) rerender(app())
  render(app())
  expect(new Set(handles).size).toBe(1)
})

test.each<[string, (ambient: object) => object]>([
  ['another fetch', (ambient) => ({ ...ambient, fetch: () => new Promise(() => {}) })],
  ['no locks', (ambient) => ({ ...ambient, locks: undefined })],
  ['one member less', ({ cookies, ...ambient }: { cookies?: unknown }) => ambient],
])('behavior: %s in the surroundings is another handle', async (_, change) => {
  const { options } = await createWorld()
  const handles: Frontdesk[] = []
  const app = (ambient: object) => (
    <ClientProvider {...options} ambient={ambient}>
      <Name seen={handles} />
    </ClientProvider>
  )
  render(app(options.ambient))
  render(app(change(options.ambient)))
  expect(new Set(handles).size).toBe(2)
})

test('behavior: two boxes with one key, one after the other or at once, show their own users', async () => {
  const { options } = await createWorld({ signedIn: [bob] })
  const other = await createWorld({ publishableKey: options.publishableKey, signedIn: [alice] })
  const app = (props: ClientProviderProps) => (
    <ClientProvider {...props}>
      <Name />
    </ClientProvider>
  )
  const { rerender } = render(app(options))
  await shows('Bob')
  rerender(app(other.options))
  await shows('Alice')
  render(app(options))
  await shows('Bob')
  await waitFor(() => expect(screen.getAllByText(/Alice|Bob/)).toHaveLength(2))
})

test('behavior: two roots with a QueryClient each both work', async () => {
  const { world, options } = await createWorld({ signedIn: undefined, missingClient: 401 })
  const handles: Frontdesk[] = []
  for (const queryClient of [new QueryClient(), new QueryClient()])
    render(<StrictMode>{inContext(queryClient, options, <Name seen={handles} />)}</StrictMode>)
  await waitFor(() => expect(screen.getAllByText('signed-out')).toHaveLength(2))
  await act(() => createSignIn(handles[0]!, alice))
  await waitFor(() => expect(screen.getAllByText('Alice')).toHaveLength(2))
  expect(world.fapi.clients).toHaveLength(1)
})
