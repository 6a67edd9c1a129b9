import { type DefaultOptions, dehydrate, onlineManager, QueryClient } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { Component, type ReactNode, useEffect } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { App } from '../../test/support/render'
import { alice, bob, booted, createWorld, type World, type WorldOptions } from '../../test/support/world'
import { createSignIn, getClient, signInMutationOptions, signOutAll } from '../core'
import { useClient, useSession, useSignOutAll, useUser } from '../index'

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

const hostile: Record<string, DefaultOptions> = {
  'networkMode offlineFirst': {
    queries: { networkMode: 'offlineFirst' },
    mutations: { networkMode: 'offlineFirst' },
  },
  'networkMode online': { queries: { networkMode: 'online' }, mutations: { networkMode: 'online' } },
  'gcTime 0': { queries: { gcTime: 0 }, mutations: { gcTime: 0 } },
  'retry 9': {
    queries: { retry: 9, retryDelay: 1, retryOnMount: true },
    mutations: { retry: 9, retryDelay: 1 },
  },
  'enabled false': { queries: { enabled: false } },
  'staleTime 0 and every refetch': {
    queries: {
      staleTime: 0,
      refetchOnMount: 'always',
      refetchOnWindowFocus: 'always',
      refetchOnReconnect: 'always',
      refetchInterval: 5,
      refetchIntervalInBackground: true,
    },
  },
  'structuralSharing false': { queries: { structuralSharing: false } },
  'throwOnError true': { queries: { throwOnError: true }, mutations: { throwOnError: true } },
  'data of its own': {
    queries: {
      initialData: { forged: true },
      placeholderData: { forged: true },
      select: () => ({ forged: true }),
      queryFn: () => ({ forged: true }),
    } as DefaultOptions['queries'] & object,
  },
  'hashes of its own': { queries: { queryKeyHashFn: (key) => `mine:${JSON.stringify(key)}` } },
  'a persister': { queries: { persister: () => Promise.reject(new Error('no')) } },
}

function Screen() {
  const client = useClient()
  const { status } = useSession()
  const user = useUser()
  return (
    <p>{`${client.status} ${client.data?.sessions.length ?? 'none'} ${status} ${user.data?.firstName ?? 'nobody'}`}</p>
  )
}

const signedIn = 'success 1 signed-in Alice'

async function open(defaultOptions: DefaultOptions, options: WorldOptions = {}) {
  const world = await createWorld({ signedIn: [alice], ...options })
  const page = world.open({ mount: false, queryClient: new QueryClient({ defaultOptions }) })
  return { world, page }
}

const gets = (world: World) => world.requests('GET /client').length

describe.each(Object.entries(hostile))('defaultOptions: %s', (_, defaultOptions) => {
  test('behavior: the client loads with one request, stays, and is heard of when it changes', async () => {
    const { world, page } = await open(defaultOptions)
    render(
      <App page={page}>
        <Screen />
      </App>,
    )
    await screen.findByText(signedIn)
    await act(() => new Promise((resolve) => setTimeout(resolve, 30)))
    expect(screen.getByText(signedIn)).toBeTruthy()
    expect(gets(world)).toBe(1)
    await act(() => createSignIn(page.frontdesk, { ...bob, activate: false }))
    await screen.findByText('success 2 signed-in Alice')
  })

  test('behavior: an equal answer keeps the very client, and invalidating asks again', async () => {
    const { world, page } = await open(defaultOptions)
    render(
      <App page={page}>
        <Screen />
      </App>,
    )
    await screen.findByText(signedIn)
    const read = () =>
      page.queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data)
    const before = read()
    await act(() => page.queryClient.invalidateQueries())
    expect(gets(world)).toBe(2)
    expect(read()).toHaveLength(1)
    expect(read()[0]).toBe(before[0])
  })

  test('behavior: an error is shown, not thrown, after one request, and is got over', async () => {
    const { world, page } = await open(defaultOptions)
    const end = world.fault('GET /client', { status: 403 })
    render(
      <App page={page}>
        <Screen />
      </App>,
    )
    await screen.findByText('error none error nobody')
    expect(gets(world)).toBe(1)
    end()
    await act(() => getClient(page.frontdesk))
    await waitFor(() => expect(page.frontdesk.state.session.status).toBe('signed-in'))
  })

  test('behavior: a mutation runs once, and its failure stays with its caller', async () => {
    const { world, page } = await open(defaultOptions)
    function Button() {
      const { mutate, error } = useSignOutAll()
      return (
        <button type="button" onClick={() => mutate({})}>
          {error?.code ?? 'sign out'}
        </button>
      )
    }
    render(
      <App page={page}>
        <Screen />
        <Button />
      </App>,
    )
    await screen.findByText(signedIn)
    world.fault('DELETE /client', { status: 503 })
    screen.getByText('sign out').click()
    await screen.findByText('maintenance_mode')
    await act(() => new Promise((resolve) => setTimeout(resolve, 30)))
    expect(world.requests('DELETE /client')).toHaveLength(1)
    expect(screen.getByText(signedIn)).toBeTruthy()
  })
})

describe.each<[string, (queryClient: QueryClient) => unknown]>([
  ['clear()', (queryClient) => queryClient.clear()],
  ['removeQueries()', (queryClient) => queryClient.removeQueries()],
  ['resetQueries()', (queryClient) => queryClient.resetQueries()],
  ['invalidateQueries()', (queryClient) => queryClient.invalidateQueries()],
  ['cancelQueries()', (queryClient) => queryClient.cancelQueries()],
  ['refetchQueries()', (queryClient) => queryClient.refetchQueries()],
  [
    'clear() over and over',
    (queryClient) => {
      for (let count = 0; count < 5; count++) queryClient.clear()
    },
  ],
])('an app that calls %s', (_, call) => {
  test('behavior: keeps the client, and goes on hearing of it', async () => {
    const { world, page } = await open({}, { signedIn: [alice] })
    render(
      <App page={page}>
        <Screen />
      </App>,
    )
    await screen.findByText(signedIn)
    await act(async () => call(page.queryClient))
    await screen.findByText(signedIn)
    expect(gets(world)).toBeLessThanOrEqual(2)
    await act(() => createSignIn(page.frontdesk, { ...bob, activate: false }))
    await screen.findByText('success 2 signed-in Alice')
    await act(() => signOutAll(page.frontdesk))
    await screen.findByText('success none signed-out nobody')
  })

  test('behavior: in the middle of the bootstrap, still gets the client, and one only', async () => {
    const { world, page } = await open({}, { signedIn: undefined, missingClient: 401 })
    render(
      <App page={page}>
        <Screen />
      </App>,
    )
    await act(async () => call(page.queryClient))
    await act(() => booted(page.frontdesk))
    await screen.findByText('success 0 signed-out nobody')
    expect(world.requests('POST /client')).toHaveLength(1)
    await act(() => createSignIn(page.frontdesk, alice))
    await screen.findByText(signedIn)
  })

  test('behavior: with nobody watching, keeps the client for who comes later', async () => {
    const { page, world } = await open({})
    const view = render(<App page={page} />)
    await act(() => booted(page.frontdesk))
    await act(async () => call(page.queryClient))
    view.rerender(
      <App page={page}>
        <Screen />
      </App>,
    )
    await screen.findByText(signedIn)
    expect(gets(world)).toBeLessThanOrEqual(2)
  })
})

test.each(['offlineFirst', 'online'] as const)(
  'behavior: where TanStack Query thinks it is offline, with networkMode %s, the client loads all the same',
  async (networkMode) => {
    onlineManager.setOnline(false)
    try {
      const { page } = await open({ queries: { networkMode }, mutations: { networkMode } }, { signedIn: [] })
      render(
        <App page={page}>
          <Screen />
        </App>,
      )
      await screen.findByText('success 0 signed-out nobody')
      await act(() => page.queryClient.refetchQueries())
      const mutations = page.queryClient.getMutationCache()
      await act(() =>
        mutations
          .build(page.queryClient, signInMutationOptions(page.frontdesk))
          .execute([() => createSignIn(page.frontdesk, alice)]),
      )
      await screen.findByText(signedIn)
    } finally {
      onlineManager.setOnline(true)
    }
  },
)

describe('what leaves the page', () => {
  test.each<[string, DefaultOptions]>([
    ['by default', {}],
    ['where the app dehydrates everything', { dehydrate: { shouldDehydrateQuery: () => true } }],
  ])('behavior: %s dehydrate() holds the app’s queries and none of ours', async (_, defaultOptions) => {
    const { page } = await open(defaultOptions)
    render(
      <App page={page}>
        <Screen />
      </App>,
    )
    await screen.findByText(signedIn)
    page.queryClient.setQueryData(['todos'], ['milk'])
    const { queries, mutations } = dehydrate(page.queryClient)
    expect(queries.map(({ queryKey }) => queryKey)).toEqual([['todos']])
    expect(mutations).toEqual([])
  })

  test('behavior: an app that sets its defaults anew later still dehydrates none of ours', async () => {
    const { page } = await open({})
    render(
      <App page={page}>
        <Screen />
      </App>,
    )
    await screen.findByText(signedIn)
    page.queryClient.setDefaultOptions({ dehydrate: { shouldDehydrateQuery: () => true } })
    await act(() => getClient(page.frontdesk))
    expect(dehydrate(page.queryClient).queries).toEqual([])
  })
})

describe('an app whose own code fails', () => {
  class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
    override state = { failed: false }
    static getDerivedStateFromError = () => ({ failed: true })
    override render = () => (this.state.failed ? 'caught' : this.props.children)
  }

  test('behavior: a select that throws is an error of that component alone', async () => {
    const { page } = await open({})
    function Broken() {
      const { status } = useClient({
        select: () => {
          throw new Error('mine')
        },
      })
      return <p>{`broken ${status}`}</p>
    }
    render(
      <App page={page}>
        <Boundary>
          <Broken />
        </Boundary>
        <Screen />
      </App>,
    )
    await screen.findByText(signedIn)
    await screen.findByText('broken error')
  })

  test('behavior: a component that throws while mounting leaves the others their client', async () => {
    const { page } = await open({})
    function Broken(): ReactNode {
      useEffect(() => {
        throw new Error('mine')
      })
      return null
    }
    render(
      <App page={page}>
        <Boundary>
          <Broken />
        </Boundary>
        <Screen />
      </App>,
    )
    await screen.findByText('caught')
    await screen.findByText(signedIn)
  })
})
