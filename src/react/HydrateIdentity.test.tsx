import {
  type DehydratedState,
  dehydrate,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { signedOutState, stateOf } from '../../test/support/initialState'
import { serve, serverAmbient } from '../../test/support/server'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld, type PageOptions, type World } from '../../test/support/world'
import { type InitialState, identityKeyOf, setActive } from '../core'
import { ClientProvider, HydrateIdentity, useFrontdesk, useSession } from '../index'

withoutAct()

const forever = Number.POSITIVE_INFINITY
const meta = { identity: 'any' }

/** What a server prefetches with somebody's token. */
async function prefetch(name: string, at = Date.now()): Promise<DehydratedState> {
  const queryClient = new QueryClient()
  queryClient.setQueryData(['notes'], `notes of ${name}`, { updatedAt: at })
  await queryClient.prefetchQuery({ queryKey: ['news'], queryFn: () => 'news', meta })
  return JSON.parse(JSON.stringify(dehydrate(queryClient)))
}

const shown: string[] = []

function Notes() {
  const frontdesk = useFrontdesk()
  const { session } = useSession()
  const { data: notes } = useQuery({
    queryKey: ['notes'],
    queryFn: async () => `fetched notes of ${frontdesk.state.session.session?.user.firstName}`,
    staleTime: forever,
  })
  const { data: news } = useQuery({
    queryKey: ['news'],
    queryFn: () => 'fetched news',
    meta,
    staleTime: forever,
  })
  const text = `${session?.user.firstName ?? '…'}: ${notes}, ${news}`
  useEffect(() => void shown.push(text))
  return <p>{text}</p>
}

async function open(stateIn: (world: World) => InitialState | undefined, more: PageOptions = {}) {
  shown.length = 0
  const world = await createWorld({ signedIn: [alice, bob], scheme: 'browser' })
  const initialState = stateIn(world)
  const queryClient = new QueryClient()
  const page = world.open({ mount: false, queryClient, initialState, tabSession: 'follow', ...more })
  const app = (state: DehydratedState, identity = identityKeyOf(initialState)) => (
    <QueryClientProvider client={queryClient}>
      <ClientProvider frontdesk={page.frontdesk}>
        <HydrateIdentity identity={identity} state={state}>
          <Notes />
        </HydrateIdentity>
      </ClientProvider>
    </QueryClientProvider>
  )
  return { world, page, queryClient, initialState, app }
}

const as = (person: typeof alice, index: number) => (world: World) => stateOf(world, person, index)

describe('prefetched on a server for A', () => {
  test('behavior: and A is there: it is shown at once and stays', async () => {
    const { app } = await open(as(bob, 1))
    render(app(await prefetch('Bob')))
    await screen.findByText('Bob: notes of Bob, news')
    expect(shown[0]).toBe('…: notes of Bob, news')
    expect(shown.join()).not.toContain('fetched')
  })

  test.each([
    ['of whom the last user of this browser is not known', undefined],
    ['whose last user was somebody else', '12345'],
  ])('behavior: in a browser %s stays, too', async (_, owner) => {
    const { page, app } = await open(as(bob, 1))
    if (owner)
      page.tab.ambient.originStorage.setItem(`frontdesk.${page.frontdesk._internal.scope}.owner`, owner)
    render(app(await prefetch('Bob')))
    await screen.findByText('Bob: notes of Bob, news')
    expect(shown.join()).not.toContain('fetched')
  })

  test('behavior: and the client says B: nothing of A is shown beside B; what is nobody’s stays', async () => {
    const { app } = await open(as(alice, 0))
    render(app(await prefetch('Alice')))
    await screen.findByText('Bob: fetched notes of Bob, news')
    expect(shown[0]).toBe('…: notes of Alice, news')
    expect(shown.filter((text) => /Bob.*Alice/.test(text))).toEqual([])
  })

  test('behavior: and comes late, when B is there: nothing of it, however new it is', async () => {
    const { app, queryClient } = await open(as(alice, 0))
    const early = await prefetch('Alice')
    const { rerender } = render(app(early))
    await screen.findByText('Bob: fetched notes of Bob, news')
    const seen: unknown[] = []
    onTestFinished(
      queryClient.getQueryCache().subscribe(() => void seen.push(queryClient.getQueryData(['notes']))),
    )
    rerender(app(await prefetch('Alice', Date.now() + 60_000)))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(screen.getByText('Bob: fetched notes of Bob, news')).toBeTruthy()
    expect(seen.filter((data) => `${data}`.includes('Alice'))).toEqual([])
  })

  test('behavior: and comes late, when A is there: it is taken', async () => {
    const { app } = await open(as(bob, 1))
    const { rerender } = render(app(await prefetch('Bob')))
    await screen.findByText('Bob: notes of Bob, news')
    rerender(app(await prefetch('Bob the second', Date.now() + 60_000)))
    await screen.findByText('Bob: notes of Bob the second, news')
  })

  test('behavior: is not shown again to who comes after a switch', async () => {
    const { app, page, world } = await open(as(bob, 1))
    render(app(await prefetch('Bob')))
    await screen.findByText('Bob: notes of Bob, news')
    await setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0]! })
    await screen.findByText('Alice: fetched notes of Alice, news')
    expect(shown.filter((text) => /Alice.*Bob/.test(text))).toEqual([])
  })

  test('behavior: without its word who it was for waits for the client, and is nobody else’s', async () => {
    const { app, world } = await open(() => undefined)
    render(app(await prefetch('Alice'), identityKeyOf(stateOf(world, alice, 0))))
    await screen.findByText(/^Bob: fetched notes of .*, news$/)
    expect(shown.join()).not.toContain('Alice')
  })

  test('behavior: with an identity that the server does not know gives none but what is nobody’s', async () => {
    const { app } = await open(() => undefined)
    render(app(await prefetch('Alice'), undefined))
    await screen.findByText(/^Bob: fetched notes of .*, news$/)
    expect(shown.join()).not.toContain('Alice')
  })

  test('behavior: for nobody is there for nobody', async () => {
    const { app } = await open(() => signedOutState)
    render(app(await prefetch('the public')))
    await waitFor(() => expect(shown[0]).toBe('…: notes of the public, news'))
  })
})

test('behavior: a plain <HydrationBoundary> gives to whom the server named, though another was the last user', async () => {
  const { page, queryClient } = await open(as(bob, 1))
  page.tab.ambient.originStorage.setItem(`frontdesk.${page.frontdesk._internal.scope}.owner`, '12345')
  render(
    <QueryClientProvider client={queryClient}>
      <ClientProvider frontdesk={page.frontdesk}>
        <HydrationBoundary state={await prefetch('Bob')}>
          <Notes />
        </HydrationBoundary>
      </ClientProvider>
    </QueryClientProvider>,
  )
  await screen.findByText('Bob: notes of Bob, news')
  expect(shown.join()).not.toContain('fetched')
})

test('behavior: the server renders it', async () => {
  const world = await createWorld({ signedIn: [bob], scheme: 'browser' })
  const initialState = stateOf(world, bob)
  const queryClient = new QueryClient()
  const fetch = vi.fn()
  const { html } = await serve(
    <QueryClientProvider client={queryClient}>
      <ClientProvider
        publishableKey={world.fapi.publishableKey}
        ambient={serverAmbient(fetch)}
        initialState={initialState}
      >
        <HydrateIdentity identity={identityKeyOf(initialState)} state={await prefetch('Bob')}>
          <Notes />
        </HydrateIdentity>
      </ClientProvider>
    </QueryClientProvider>,
  )
  expect(html).toContain('notes of Bob, news')
  const { queries } = dehydrate(queryClient, { shouldDehydrateQuery: () => true })
  expect(queries.map(({ queryKey }) => queryKey[0]).sort()).toEqual(['news', 'notes'])
  expect(fetch).not.toHaveBeenCalled()
})
