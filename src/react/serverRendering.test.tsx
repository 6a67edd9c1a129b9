import { QueryClient, useQuery } from '@tanstack/react-query'
import { render, waitFor } from '@testing-library/react'
import { lazy, type ReactNode, StrictMode, Suspense, useEffect } from 'react'
import { afterEach, beforeEach, describe, expect, type MockInstance, onTestFinished, test, vi } from 'vitest'
import { signedOutState, stateOf } from '../../test/support/initialState'
import { hydrate, serve, serverAmbient } from '../../test/support/server'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, booted, createWorld, type World, type WorldOptions } from '../../test/support/world'
import { createFrontdesk, sessionCookie, signOutAll } from '../core'
import {
  ClientDegraded,
  ClientLoading,
  ClientProvider,
  type ClientProviderProps,
  ClientReady,
  InitialState,
  isExpectedOnServer,
  Show,
  useClient,
  useConnectionStatus,
  useFrontdesk,
  useSession,
  useSessions,
  useSuspenseClient,
  useToken,
  useUser,
} from '../index'

withoutAct()

let consoleError: MockInstance
beforeEach(() => {
  consoleError = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  // In no app do a server's React and a browser's meet in one process.
  const said = consoleError.mock.calls.filter(([message]) => !/multiple renderers/.test(message))
  vi.restoreAllMocks()
  expect(said).toEqual([])
})

let keys = 0

/** A box, a browser that is signed in at it, and what a server and that browser give to a provider. */
async function open(options: WorldOptions = {}) {
  const publishableKey = `pk_live_${btoa(`clerk.server-${++keys}.example$`)}`
  const world = await createWorld({ signedIn: [alice, bob], publishableKey, ...options })
  const tab = world.browser.openTab()
  const onServer = {
    publishableKey,
    ambient: serverAmbient((url, init) => world.fapi.fetch(new Request(url, init))),
  }
  return { world, tab, onServer, inBrowser: { publishableKey, ambient: tab.ambient } }
}

type Environment = Awaited<ReturnType<typeof open>>

/** The same tree on both sides. */
async function visit(
  { onServer, inBrowser }: Environment,
  children: ReactNode,
  given: Partial<ClientProviderProps> = {},
  Wrapper: typeof StrictMode | 'div' = StrictMode,
) {
  const app = (own: Pick<ClientProviderProps, 'ambient'>) => (
    <Wrapper>
      <ClientProvider {...({ ...own, ...given } as ClientProviderProps)}>{children}</ClientProvider>
    </Wrapper>
  )
  const served = await serve(app(onServer))
  return { served, ...hydrate(served.html, app(inBrowser)) }
}

const bobs = (world: World) => stateOf(world, bob, 1)
const alices = (world: World) => stateOf(world, alice, 0)

/** All that can be read, as text. */
function Facts() {
  const session = useSession()
  const user = useUser()
  const sessions = useSessions()
  const client = useClient()
  const connection = useConnectionStatus()
  const token = useToken()
  const facts = [
    ...[session.status, session.userId, session.claims?.role, session.session?.user.firstName],
    ...[user.status, user.fetchStatus, user.data?.firstName, sessions.data?.length],
    ...[client.status, client.fetchStatus, client.isLoading, client.data?.id],
    ...[connection.status, connection.touchDue, token.status],
  ]
  return <p>{facts.join(' ')}</p>
}

const gates = (
  <>
    <Show when="signed-in" fallback={<i>form</i>}>
      <b>account</b>
    </Show>
    <Show when="signed-out" fallback={<u>not for you</u>}>
      <i>welcome</i>
    </Show>
    <Show when="pending" treatPendingAsSignedOut={false}>
      <b>tasks</b>
    </Show>
    <ClientLoading>loading</ClientLoading>
    <ClientReady>ready</ClientReady>
    <ClientDegraded>degraded</ClientDegraded>
  </>
)

describe.each([
  ['in StrictMode', StrictMode],
  ['without StrictMode', 'div'],
] as const)('a page that a server rendered, %s', (_, Wrapper) => {
  test('behavior: knows the user in the HTML, and hydrates to the whole of it with one request', async () => {
    const environment = await open()
    const { world } = environment
    const initialState = bobs(world)
    const { served, container, reported } = await visit(environment, <Facts />, { initialState }, Wrapper)
    const { userId } = initialState
    expect(served.html).toContain(
      `signed-in ${userId} admin  pending fetching   pending fetching true  loading false loading`,
    )
    await waitFor(() =>
      expect(container.textContent).toBe(
        `signed-in ${userId}  Bob success idle Bob 2 success idle false ${world.seeded?.clientId} ready false ready`,
      ),
    )
    expect(world.requests('GET /client')).toHaveLength(1)
    expect([served.reported, reported]).toEqual([[], []])
  })

  test.each([
    ['signed in', bobs, '<b>account</b><u>not for you</u>', 'accountnot for youready'],
    [
      'pending',
      (world: World) => ({ ...bobs(world), status: 'pending' as const }),
      '<i>form</i><i>welcome</i><b>tasks</b>',
      'accountnot for youready',
    ],
    ['signed out', () => signedOutState, '<i>form</i><i>welcome</i>', 'formwelcomeready'],
    ['unknown', () => undefined, '', 'accountnot for youready'],
  ])('behavior: gates show who is %s at once', async (who, state, html, then) => {
    const environment = await open(who === 'signed out' ? { signedIn: [] } : {})
    const initialState = state(environment.world)
    const { served, container, reported } = await visit(environment, gates, { initialState }, Wrapper)
    expect(served.html.replaceAll('<div>', '')).toContain(`${html}loading`)
    await waitFor(() => expect(container.textContent).toBe(then))
    expect(reported).toEqual([])
  })
})

describe('what renders', () => {
  test('behavior: readers of status and ids do not when the session arrives', async () => {
    const environment = await open()
    const counts = { account: 0, session: 0 }
    function Account() {
      counts.account++
      return <b>account</b>
    }
    const Gate = () => (
      <Show when="signed-in">
        <Account />
      </Show>
    )
    function Name() {
      counts.session++
      return <i>{useSession().session?.user.firstName}</i>
    }
    const { container } = await visit(
      environment,
      <>
        <Gate />
        <Name />
      </>,
      { initialState: bobs(environment.world) },
      'div',
    )
    await waitFor(() => expect(container.textContent).toBe('accountBob'))
    // Once on the server, once to hydrate, and once for the session.
    expect(counts).toEqual({ account: 2, session: 3 })
  })

  test('behavior: an equal state in a new object renders nobody', async () => {
    const { world, inBrowser } = await open()
    let count = 0
    function Status() {
      count++
      return <i>{useSession().session?.user.firstName}</i>
    }
    // Made once: the claims of one made in the next second differ.
    const state = bobs(world)
    const Connection = () => useConnectionStatus().status
    const shown = [<Status key="who" />, <Connection key="how" />]
    const app = () => (
      <ClientProvider {...inBrowser} initialState={structuredClone(state)}>
        {shown}
      </ClientProvider>
    )
    const { container, root } = hydrate((await serve(app())).html, app())
    await waitFor(() => expect(container.textContent).toBe('Bobready'))
    const before = count
    root.render(app())
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect([container.textContent, count]).toEqual(['Bobready', before])
    expect(world.requests('GET /client')).toHaveLength(1)
  })

  test('behavior: another state later is a reason to ask, not to believe', async () => {
    const { world, inBrowser } = await open()
    const app = (initialState: ClientProviderProps['initialState']) => (
      <ClientProvider {...inBrowser} initialState={initialState}>
        <Facts />
      </ClientProvider>
    )
    const { container, root } = hydrate((await serve(app(bobs(world)))).html, app(bobs(world)))
    await waitFor(() => expect(container.textContent).toContain('ready'))
    root.render(app(alices(world)))
    await waitFor(() => expect(world.requests('GET /client')).toHaveLength(2))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(container.textContent).toContain('Bob')
    root.render(app(undefined))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(world.requests('GET /client')).toHaveLength(2)
  })
})

/** A boundary whose code comes later in the browser than on the server, and that waits for `arrive()`. */
function lateBoundary(content: ReactNode) {
  const Late = () => content
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const LateInBrowser = lazy(async () => {
    await arrived
    return { default: Late }
  })
  const Choice = () => (typeof document === 'undefined' ? <Late /> : <LateInBrowser />)
  const boundary = (
    <Suspense fallback="waiting">
      <Choice />
    </Suspense>
  )
  return { boundary, arrive }
}

describe('a boundary that hydrates late', () => {
  test('behavior: after the client has come renders what the server has, then the client', async () => {
    const environment = await open()
    const { world } = environment
    const { boundary, arrive } = lateBoundary(<Facts />)
    const ready = <ClientReady>here</ClientReady>
    const { container, reported } = await visit(
      environment,
      <>
        {ready}
        {boundary}
      </>,
      { initialState: bobs(world) },
    )
    await waitFor(() => expect(container.textContent).toContain('here'))
    expect(container.textContent).toContain('pending fetching')
    arrive()
    await waitFor(() => expect(container.textContent).toContain('success idle Bob'))
    expect(reported).toEqual([])
  })

  test('behavior: without a state, too', async () => {
    const environment = await open()
    const { boundary, arrive } = lateBoundary(<Facts />)
    const { container, reported } = await visit(
      environment,
      <>
        <ClientReady>here</ClientReady>
        {boundary}
      </>,
    )
    await waitFor(() => expect(container.textContent).toContain('here'))
    arrive()
    await waitFor(() => expect(container.textContent).toContain('success idle Bob'))
    expect(reported).toEqual([])
  })

  test('behavior: in an app that hashes keys in its own way, too', async () => {
    const environment = await open()
    const { world } = environment
    const { boundary, arrive } = lateBoundary(<Facts />)
    const queryKeyHashFn = (key: readonly unknown[]) => `own ${JSON.stringify(key)}`
    const queryClient = new QueryClient({ defaultOptions: { queries: { queryKeyHashFn } } })
    const ready = <ClientReady>here</ClientReady>
    const { container, reported } = await visit(
      environment,
      <>
        {ready}
        {boundary}
      </>,
      { initialState: bobs(world), queryClient },
    )
    await waitFor(() => expect(container.textContent).toContain('here'))
    arrive()
    await waitFor(() => expect(container.textContent).toContain('success idle Bob'))
    expect(reported).toEqual([])
  })

  test('behavior: shows nothing of A once B is there', async () => {
    const environment = await open()
    const { world } = environment
    const { boundary, arrive } = lateBoundary(<Facts />)
    const initialState = alices(world)
    const { container } = await visit(environment, boundary, { initialState })
    expect(container.textContent).toContain(initialState.userId)
    const seen: (string | null)[] = []
    const observer = new MutationObserver(() => void seen.push(container.textContent))
    observer.observe(container, { childList: true, subtree: true, characterData: true })
    await waitFor(() => expect(container.textContent).toBe('waiting'))
    arrive()
    await waitFor(() => expect(container.textContent).toContain('success idle Bob'))
    observer.disconnect()
    expect(seen.filter((text) => text?.includes(initialState.userId))).toEqual([])
  })

  test.each([
    ['a reader of the session', () => <p>{useSession().status}</p>],
    ['a reader of the user', () => <p>{useUser().data?.firstName}</p>],
    ['a gate', () => <ClientReady>ready</ClientReady>],
  ])('behavior: shows nothing of A once B is there, beside %s', async (_, Sibling) => {
    const environment = await open()
    const { world } = environment
    const { boundary, arrive } = lateBoundary(<Facts />)
    const initialState = alices(world)
    const children = (
      <main>
        <Sibling />
        {boundary}
      </main>
    )
    const { container } = await visit(environment, children, { initialState })
    expect(container.textContent).toContain(initialState.userId)
    await waitFor(() => expect(container.textContent).toMatch(/waiting$/))
    expect(container.textContent).not.toContain(initialState.userId)
    arrive()
    await waitFor(() => expect(container.textContent).toContain('success idle Bob'))
  })

  test('behavior: shows nothing of A while a sign-out waits to be delivered', async () => {
    const environment = await open()
    const { world, tab } = environment
    const { boundary } = lateBoundary(<Facts />)
    const initialState = bobs(world)
    const { frontdesk } = world.open({ mount: false })
    const marks = JSON.stringify([initialState.sessionId])
    tab.ambient.originStorage.setItem(`frontdesk.${frontdesk._internal.scope}.sign-outs`, marks)
    world.fault('GET /client', { delay: 500 })
    const { container } = await visit(environment, boundary, { initialState })
    await waitFor(() => expect(container.textContent).toBe('waiting'), { timeout: 400 })
  })
})

describe('a state that joins what the page has', () => {
  const Status = () => <p>{useSession().status}</p>

  test('behavior: is nothing to a tab that keeps its own session: shown is that, as soon as it is known', async () => {
    const { world, inBrowser } = await open()
    const queryClient = new QueryClient()
    const first = createFrontdesk({ ...inBrowser, queryClient: new QueryClient() })
    first._internal.pin.write(world.seeded!.sessionIds[0]!)
    const shown: unknown[] = []
    function Spy() {
      const { state } = useFrontdesk()
      const { status, userId } = useSession()
      shown.push([status, userId, state.session.userId].join())
      return null
    }
    const app = (initialState?: ReturnType<typeof bobs>) => (
      <ClientProvider {...inBrowser} queryClient={queryClient} initialState={initialState}>
        <Spy />
      </ClientProvider>
    )
    render(app())
    render(app(bobs(world)))
    const id = world.fapi.users[0]!.id
    await waitFor(() => expect(shown.at(-1)).toBe(`signed-in,${id},${id}`))
    expect([...new Set(shown)]).toEqual(['loading,,', `signed-in,${id},${id}`])
  })

  test.each([
    ['a BigInt', (state: object) => ({ ...state, claims: { a: 1n } })],
    ['a cycle', (state: object) => Object.assign({ ...state }, { claims: { state } })],
  ])('bad input: %s counts as no state, and nothing throws', async (name, make) => {
    const environment = await open()
    const state = bobs(environment.world)
    const odd = make(state) as unknown as typeof state
    if (name === 'a cycle') Object.assign(odd.claims, { self: odd.claims })
    const element = (own: Pick<ClientProviderProps, 'ambient'>) => (
      <ClientProvider
        publishableKey={environment.inBrowser.publishableKey}
        {...own}
        initialState={odd}
        tabSession="follow"
      >
        <InitialState value={odd}>
          <Status />
        </InitialState>
      </ClientProvider>
    )
    const { html } = await serve(element(environment.onServer))
    expect(html).toContain('loading')
    const { container } = hydrate(html, element(environment.inBrowser))
    await waitFor(() => expect(container.textContent).toContain('signed-in'))
  })
})

describe('<InitialState>', () => {
  test('behavior: tells its part of the tree, on both sides; the handle takes it from there', async () => {
    const environment = await open()
    const { world } = environment
    const handles = new Set<string>()
    function Key() {
      const { state } = useFrontdesk()
      useEffect(() => void handles.add(state.session.status))
      return null
    }
    const tree = (
      <>
        <p>{'outside: '}</p>
        <InitialState value={bobs(world)}>
          {gates}
          <Key />
        </InitialState>
      </>
    )
    const { served, container, reported } = await visit(environment, tree, { sessionCookie })
    expect(served.html).toContain('<b>account</b>')
    expect(container.textContent).toContain('account')
    await waitFor(() => expect(container.textContent).toContain('ready'))
    expect(reported).toEqual([])
    expect(world.requests('GET /client')).toHaveLength(1)
  })

  test('behavior: that appears in the browser only is shown at once, too', async () => {
    const { world, inBrowser } = await open()
    world.fault('GET /client', { delay: 200 })
    const statuses: string[] = []
    function Status() {
      const { status, userId } = useSession()
      useEffect(() => void statuses.push(status), [status])
      return <p>{userId}</p>
    }
    const app = (
      <ClientProvider {...inBrowser} tabSession="follow">
        <InitialState value={bobs(world)}>
          <Status />
        </InitialState>
      </ClientProvider>
    )
    render(app)
    await waitFor(() => expect(statuses).toEqual(['signed-in']))
    await waitFor(() => expect(world.requests('GET /client')).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(statuses).toEqual(['signed-in'])
  })

  test('behavior: below a pinned provider is pinned_needs_tokens, on both sides', async () => {
    const { world, onServer } = await open()
    const app = (
      <ClientProvider {...onServer}>
        <InitialState value={bobs(world)} />
      </ClientProvider>
    )
    await expect(serve(app)).rejects.toMatchObject({ code: 'pinned_needs_tokens' })
  })
})

test('behavior: a handle of one’s own brings its state along, though its client is known before the page is hydrated', async () => {
  const environment = await open()
  const { world, onServer, inBrowser } = environment
  const initialState = bobs(world)
  const app = (own: Pick<ClientProviderProps, 'ambient'>) => {
    const options = {
      ...own,
      publishableKey: inBrowser.publishableKey,
      initialState,
      queryClient: new QueryClient(),
    }
    const frontdesk = createFrontdesk(options)
    return {
      frontdesk,
      element: (
        <ClientProvider frontdesk={frontdesk}>
          <Facts />
        </ClientProvider>
      ),
    }
  }
  const { html } = await serve(app(onServer).element)
  const { frontdesk, element } = app(inBrowser)
  await frontdesk._internal.loader.load()
  const { container, reported } = hydrate(html, element)
  await waitFor(() => expect(container.textContent).toContain('success idle Bob'))
  expect(reported).toEqual([])
})

test('behavior: two requests of a server share nothing', async () => {
  const { world, onServer } = await open()
  const texts = await Promise.all(
    [alices(world), bobs(world), undefined].map(async (initialState) => {
      const { html } = await serve(
        <ClientProvider {...onServer} initialState={initialState}>
          <Facts />
        </ClientProvider>,
      )
      return html
    }),
  )
  expect(texts[0]).toContain(alices(world).userId)
  expect(texts[1]).toContain(bobs(world).userId)
  expect(texts[2]).not.toContain('user_')
  expect(world.requests()).toEqual([])
})

test('behavior: a sign-out before the client has come is final', async () => {
  const environment = await open()
  const { world } = environment
  world.fault('GET /client', { status: 403, body: { errors: [{ code: 'not_now', message: 'no' }] } })
  function Leave() {
    const frontdesk = useFrontdesk()
    return (
      <button type="button" onClick={() => void signOutAll(frontdesk)}>
        leave
      </button>
    )
  }
  const tree = (
    <>
      {gates}
      <Leave />
    </>
  )
  const { container } = await visit(environment, tree, { initialState: bobs(world) })
  await waitFor(() => expect(container.textContent).toContain('degraded'))
  expect(container.textContent).toContain('account')
  container.querySelector('button')?.click()
  await waitFor(() => expect(container.textContent).toContain('formwelcome'))
})

describe('useSuspenseClient', () => {
  function Name() {
    return <p>{useSuspenseClient().data?.sessions.length}</p>
  }
  const boundary = (
    <Suspense fallback="waiting">
      <Name />
    </Suspense>
  )

  test('behavior: is left to the browser in the way that Next.js knows, and is told from all other errors', async () => {
    const environment = await open()
    const { served, container, reported } = await visit(environment, boundary, {})
    expect(served.html).toContain('waiting')
    expect(served.reported).toMatchObject([
      {
        code: 'no_client_on_server',
        digest: 'BAILOUT_TO_CLIENT_SIDE_RENDERING',
        reason: 'useSuspenseClient()',
      },
    ])
    await waitFor(() => expect(container.textContent).toBe('2'))
    expect(reported).toHaveLength(1)
    expect(served.reported.map((error) => isExpectedOnServer(error))).toEqual([true])
    expect(reported.map(([error, info]) => isExpectedOnServer(error, info))).toEqual([true])
    expect([undefined, null, new Error('no'), 'text'].map((error) => isExpectedOnServer(error))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

test('behavior: a query of the app on the server is not mixed with the client query, which it never holds', async () => {
  const { onServer } = await open()
  const queryClient = new QueryClient()
  function Own() {
    useQuery({ queryKey: ['own'], queryFn: () => 1 })
    return <Facts />
  }
  await serve(
    <ClientProvider {...onServer} queryClient={queryClient}>
      <Own />
    </ClientProvider>,
  )
  expect(
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey),
  ).toEqual([['own']])
})

test('behavior: the booted page goes on as any other', async () => {
  const environment = await open()
  const { world } = environment
  const { container } = await visit(environment, <Facts />, { initialState: bobs(world) })
  await waitFor(() => expect(container.textContent).toContain('ready'))
  const other = world.open()
  onTestFinished(() => other.unmount())
  await booted(other.frontdesk)
  await signOutAll(other.frontdesk)
  await waitFor(() => expect(container.textContent).toContain('signed-out'))
})
