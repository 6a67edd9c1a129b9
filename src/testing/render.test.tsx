import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createFrontdesk } from '../core'
import {
  ClientDegraded,
  ClientFailed,
  ClientLoading,
  ClientProvider,
  ClientReady,
  Show,
  useSession,
  useSessions,
  useSetActive,
  useSignIn,
  useSignOut,
  useUser,
} from '../index'
import {
  accounts,
  alice,
  bob,
  carol,
  renderHookWithFrontdesk,
  renderWithFrontdesk,
  signedIn,
  signedOut,
} from '../testing'

function Account() {
  const { data: user } = useUser()
  const { mutate: signOut } = useSignOut()
  return (
    <>
      <Show when="signed-in" fallback={<p>Nobody</p>}>
        <h1>{user?.firstName}</h1>
        <button type="button" onClick={() => signOut()}>
          Sign out
        </button>
      </Show>
      <Show when="pending">Pending</Show>
      <ClientLoading>Loading</ClientLoading>
      <ClientFailed>Failed</ClientFailed>
    </>
  )
}

const heading = () => screen.getByRole('heading').textContent

describe('renderWithFrontdesk', () => {
  test('default: Alice is there as soon as it resolves', async () => {
    const { user, requests } = await renderWithFrontdesk(<Account />)
    expect(heading()).toBe('Alice')
    expect(user).toMatchObject({ ...alice, id: expect.stringMatching(/^user_/) })
    expect(requests()).toEqual(['GET /v1/client'])
  })

  test.each([
    ['Bob', signedIn({ as: bob }), 'Bob'],
    ['somebody new', signedIn({ as: { identifier: 'dora@example.com', firstName: 'Dora' } }), 'Dora'],
    ['the first of two', accounts([bob, alice]), 'Bob'],
    ['the active of two', accounts([bob, alice], { active: alice }), 'Alice'],
  ])('scene: %s', async (_, scene, name) => {
    const { user } = await renderWithFrontdesk(<Account />, { scene })
    expect(heading()).toBe(name)
    expect(user.firstName).toBe(name)
  })

  test('behavior: what a component sends is told, that of other tabs is not', async () => {
    const { requests, settle, signInElsewhere } = await renderWithFrontdesk(<Account />)
    await signInElsewhere()
    fireEvent.click(screen.getByText('Sign out'))
    await settle()
    expect(heading()).toBe('Bob')
    expect(requests('POST /v1/client/sessions/*/remove')).toHaveLength(1)
    expect(requests('POST /v1/client/sessions/*/touch')).toEqual([])
    expect(requests()).not.toContain('POST /v1/client/sign_ins')
  })

  test('behavior: nothing of a test is left for the next one', async () => {
    const { frontdesk, unmount, fapi } = await renderWithFrontdesk(<Account />)
    unmount()
    await Promise.resolve()
    const before = fapi.log.entries.length
    expect(frontdesk._internal).toMatchObject({ mounts: 0, page: { listeners: new Set() } })
    await renderWithFrontdesk(<Account />, { scene: signedOut })
    screen.getByText('Nobody')
    expect(fapi.log.entries).toHaveLength(before)
  })

  test('behavior: StrictMode, rerender and a wrapper are as Testing Library has them', async () => {
    const queryClient = new QueryClient()
    const found = new Set<QueryClient>()
    function Look({ name }: { name: string }) {
      found.add(useQueryClient())
      return <Account key={name} />
    }
    const { rerender, requests } = await renderWithFrontdesk(<Look name="a" />, {
      reactStrictMode: true,
      wrapper: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>,
    })
    rerender(<Look name="b" />)
    expect(heading()).toBe('Alice')
    expect([...found]).toEqual([queryClient])
    expect(requests()).toEqual(['GET /v1/client'])
  })

  test('parameters: queryClient and handle options', async () => {
    const queryClient = new QueryClient()
    const { frontdesk, switchElsewhere } = await renderWithFrontdesk(<Account />, {
      scene: [accounts([alice, bob]), { handle: { tabSession: 'follow' } }],
      queryClient,
    })
    expect(frontdesk.queryClient).toBe(queryClient)
    await switchElsewhere(bob)
    expect(heading()).toBe('Bob')
  })
})

describe('an app with providers of its own', () => {
  const key = `pk_live_${btoa('clerk.of-the-app.example$')}`
  const apps = {
    'a ClientProvider': () => (
      <ClientProvider publishableKey={key} proxyUrl="https://of-the-app.example/__clerk">
        <Account />
      </ClientProvider>
    ),
    'a QueryClientProvider, too': () => (
      <QueryClientProvider client={new QueryClient()}>
        <ClientProvider publishableKey={key} domain="of-the-app.example">
          <Account />
        </ClientProvider>
      </QueryClientProvider>
    ),
    'a queryClient': () => (
      <ClientProvider publishableKey={key} queryClient={new QueryClient()}>
        <Account />
        <OwnQuery />
      </ClientProvider>
    ),
    'a handle': () => (
      <ClientProvider frontdesk={createFrontdesk({ publishableKey: key, queryClient: new QueryClient() })}>
        <Account />
        <OwnQuery />
      </ClientProvider>
    ),
    'StrictMode and options': () => (
      <StrictMode>
        <ClientProvider publishableKey={key} tabSession="follow" bootstrap="read">
          <Account />
        </ClientProvider>
      </StrictMode>
    ),
    'no key, as no environment is set': () => (
      <ClientProvider publishableKey={undefined as unknown as string}>
        <Account />
      </ClientProvider>
    ),
  }

  const seen = new Set<QueryClient>()
  function OwnQuery() {
    seen.add(useQueryClient())
    return null
  }

  test.each(Object.entries(apps))('behavior: with %s is rendered as it is', async (_, app) => {
    const real = vi.spyOn(globalThis, 'fetch')
    onTestFinished(() => real.mockRestore())
    const { requests, frontdesk, expire } = await renderWithFrontdesk(app(), {
      scene: accounts([bob, alice]),
    })
    expect(heading()).toBe('Bob')
    expect(requests()).toEqual(['GET /v1/client'])
    expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
    await expire()
    expect(heading()).toBe('Alice')
    expect(real).not.toHaveBeenCalled()
    for (const queryClient of seen) expect(queryClient).toBe(frontdesk.queryClient)
    seen.clear()
  })

  test('behavior: as the wrapper, too', async () => {
    const queryClient = new QueryClient()
    const { requests, frontdesk } = await renderWithFrontdesk(<Account />, {
      wrapper: ({ children }) => (
        <QueryClientProvider client={queryClient}>
          <ClientProvider publishableKey={key}>{children}</ClientProvider>
        </QueryClientProvider>
      ),
    })
    expect(heading()).toBe('Alice')
    expect(frontdesk.queryClient).toBe(queryClient)
    expect(requests()).toEqual(['GET /v1/client'])
  })
})

describe('renderHookWithFrontdesk', () => {
  test('default: a hook finds Alice', async () => {
    const { result, user } = await renderHookWithFrontdesk(() => useSession())
    expect(result.current).toMatchObject({ status: 'signed-in', userId: user.id })
  })

  test('parameters: initialProps and rerender', async () => {
    const { result, rerender } = await renderHookWithFrontdesk(
      ({ field }: { field: 'firstName' | 'lastName' }) => useUser({ select: (user) => user?.[field] }),
      { initialProps: { field: 'firstName' }, scene: signedIn({ as: carolSignedIn }) },
    )
    expect(result.current.data).toBe('Carol')
    rerender({ field: 'lastName' })
    expect(result.current.data).toBe('Cole')
  })

  test('behavior: a sign-in with the user of the scene, and what was called', async () => {
    const { result, user, requests, settle } = await renderHookWithFrontdesk(
      () => ({ signIn: useSignIn(), session: useSession() }),
      { scene: signedOut },
    )
    const { identifier, password } = user
    void result.current.signIn.create({ identifier, password: password! })
    await settle()
    expect(result.current.session).toMatchObject({ status: 'signed-in', userId: user.id })
    expect(requests('POST /v1/client/sign_ins')).toHaveLength(1)
  })
})

const { tasks: _, ...carolSignedIn } = carol

describe('openTab', () => {
  const shared = new QueryClient()

  test('behavior: another tab shows the same, and follows a sign-out', async () => {
    const here = await renderWithFrontdesk(<Account />)
    const there = await here.openTab()
    expect(there.container).not.toBe(here.container)
    there.getByRole('heading', { name: 'Alice' })
    expect(there.requests()).toEqual(['GET /v1/client'])
    fireEvent.click(there.getByText('Sign out'))
    await here.settle()
    within(here.container).getByText('Nobody')
    there.getByText('Nobody')
    expect(here.requests()).toEqual(['GET /v1/client'])
    there.unmount()
    here.getByText('Nobody')
  })

  test.each([
    ['around its provider', () => shared, undefined],
    ['of its provider', () => undefined, () => shared],
  ])('behavior: of an app that keeps one QueryClient, %s', async (_, around, own) => {
    const app = (
      <ClientProvider publishableKey="pk_test_ZXhhbXBsZS5jb20k" queryClient={own?.()}>
        <Account />
      </ClientProvider>
    )
    const client = around()
    const here = await renderWithFrontdesk(
      client ? <QueryClientProvider client={client}>{app}</QueryClientProvider> : app,
      { scene: accounts([alice, bob]) },
    )
    const there = await here.openTab()
    expect(there.frontdesk.queryClient).not.toBe(here.frontdesk.queryClient)
    await there.expire()
    within(there.container).getByRole('heading', { name: 'Bob' })
    expect([here, there].map(({ requests }) => requests('GET /v1/client').length)).toEqual([1, 2])
  })

  test('behavior: of a wrapper that keeps one QueryClient', async () => {
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={shared}>{children}</QueryClientProvider>
    )
    const here = await renderWithFrontdesk(<Account />, { wrapper })
    const there = await here.openTab()
    within(there.container).getByRole('heading', { name: 'Alice' })
    expect(here.frontdesk.queryClient).toBe(shared)
  })

  test('behavior: of a hook; each tab keeps its account', async () => {
    const hook = () => ({ session: useSession(), setActive: useSetActive(), sessions: useSessions() })
    const here = await renderHookWithFrontdesk(hook, { scene: accounts([alice, bob]) })
    const there = await here.openTab()
    const bobs = there.result.current.sessions.data?.find(({ user }) => user.firstName === 'Bob')
    there.result.current.setActive.mutate({ sessionId: bobs!.id })
    await there.settle()
    expect(there.result.current.session.sessionId).toBe(bobs?.id)
    expect(here.result.current.session.userId).toBe(here.user.id)
  })
})

test('behavior: nothing complains about act()', async () => {
  const said = vi.spyOn(console, 'error')
  onTestFinished(() => said.mockRestore())
  const { expire, advance, signInElsewhere } = await renderWithFrontdesk(
    <>
      <Account />
      <ClientReady>Ready</ClientReady>
      <ClientDegraded>Degraded</ClientDegraded>
    </>,
  )
  await signInElsewhere()
  await expire()
  await advance(120_000)
  await waitFor(() => expect(heading()).toBe('Bob'))
  expect(said.mock.calls).toEqual([])
})
