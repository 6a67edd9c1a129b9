import { QueryObserver, useQuery } from '@tanstack/react-query'
import { act, render, renderHook, screen } from '@testing-library/react'
import type { FunctionComponent } from 'react'
import { describe, expect, test } from 'vitest'
import { perform } from '../../test/support/render'
import { alice, bob, createWorld, type World } from '../../test/support/world'
import { createSignIn, getClient, getToken, setActive, signOutAll } from '../core'
import {
  ClientProvider,
  Show,
  useClient,
  useConnectionStatus,
  useGetToken,
  useSession,
  useSessions,
  useSetActive,
  useUser,
} from '../index'

/** Counts the renders of a component for each hook; no StrictMode, which would render twice. */
async function open(signedIn = [alice, bob]) {
  const world = await createWorld({ signedIn })
  const page = world.open({ mount: false })
  const renders: Record<string, number> = {}
  const count = (name: string, use: () => unknown): [string, FunctionComponent] => [
    name,
    function Counted() {
      use()
      renders[name] = (renders[name] ?? 0) + 1
      return null
    },
  ]
  const components = [
    count('client', () => useClient().data),
    count('client id', () => useClient({ select: (client) => client?.id }).data),
    count('sessions', () => useSessions().data),
    count('names', () => useSessions({ select: (all) => all.map(({ user }) => user.firstName) }).data),
    count('user', () => useUser().data),
    count('user name', () => useUser({ select: (user) => user?.firstName }).data),
    count('session', useSession),
    count('connection', useConnectionStatus),
    count('getToken', useGetToken),
    count('setActive', useSetActive),
  ]
  render(
    <ClientProvider frontdesk={page.frontdesk}>
      {components.map(([name, Counted]) => (
        <Counted key={name} />
      ))}
    </ClientProvider>,
  )
  await perform(() => getClient(page.frontdesk))
  /** What rendered, and how often, because of `happens`. */
  const because = async (happens: () => Promise<unknown>) => {
    const before = { ...renders }
    await perform(happens)
    return Object.fromEntries(
      Object.keys(renders)
        .map((name) => [name, renders[name]! - before[name]!])
        .filter(([, times]) => times !== 0),
    )
  }
  return { world, page, because, renders }
}

const later = (world: World, ms: number) => world.fapi.clock.advance(ms)

describe('rule 6 · nothing renders for nothing', () => {
  test('behavior: an equal answer', async () => {
    const { page, because } = await open()
    expect(await because(() => getClient(page.frontdesk))).toEqual({})
  })

  test('behavior: a token that is refreshed', async () => {
    const { world, page, because } = await open()
    expect(await because(() => getToken(page.frontdesk, { skipCache: true }))).toEqual({})
    later(world, 45_000)
    expect(await because(() => getClient(page.frontdesk))).toEqual({})
  })

  test('behavior: the focus', async () => {
    const { page, because } = await open()
    expect(
      await because(async () => {
        page.tab.hide()
        page.tab.focus()
      }),
    ).toEqual({})
  })

  test('behavior: a session that was merely used renders only who reads that', async () => {
    const { world, page, because } = await open()
    later(world, 60_000)
    const own = page.frontdesk.state.session.sessionId!
    const rendered = await because(() => setActive(page.frontdesk, { sessionId: own }))
    expect(Object.keys(rendered).sort()).toEqual(['client', 'sessions'])
  })

  test('behavior: the connection failing renders only who watches it', async () => {
    const { world, page, because } = await open()
    world.fault('GET /client', { status: 403 })
    expect(await because(() => getClient(page.frontdesk).catch(() => {}))).toEqual({ connection: 1 })
  })

  test('behavior: rendering anew changes no options of what watches the client', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk, queryClient } = world.open()
    await getClient(frontdesk)
    const { result, rerender } = renderHook(
      () => [useClient().data?.id, useSessions().data?.length, useUser().data?.firstName],
      { wrapper: ({ children }) => <ClientProvider frontdesk={frontdesk}>{children}</ClientProvider> },
    )
    expect(result.current).toEqual([world.seeded?.clientId, 1, 'Alice'])
    const events: string[] = []
    queryClient.getQueryCache().subscribe(({ type }) => events.push(type))
    rerender()
    expect(events).toEqual([])
  })

  test('behavior: the bootstrap renders each once', async () => {
    const { renders } = await open()
    for (const [name, times] of Object.entries(renders))
      expect([name, times]).toEqual([name, /getToken|setActive/.test(name) ? 1 : 2])
  })
})

describe('rule 6 · nothing renders for nothing · what changed renders once', () => {
  test('behavior: a switch', async () => {
    const { world, page, because } = await open()
    const rendered = await because(() =>
      setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] }),
    )
    // Who reads a query renders with all others: so none of them shows the former account beside the new one.
    const readers = { client: 1, 'client id': 1, sessions: 1, names: 1, user: 1, 'user name': 1 }
    expect(rendered).toEqual({ ...readers, session: 1 })
  })

  test('behavior: a second account, while the tab keeps its own', async () => {
    const { page, because } = await open([alice])
    const rendered = await because(() => createSignIn(page.frontdesk, { ...bob, activate: false }))
    expect(rendered).toMatchObject({ client: 1, sessions: 1, names: 1 })
    expect(rendered).not.toHaveProperty('session')
    expect(rendered).not.toHaveProperty('user name')
  })

  test('behavior: signing out', async () => {
    const { page, because } = await open([alice])
    const rendered = await because(() => signOutAll(page.frontdesk))
    expect(rendered).toMatchObject({ client: 1, 'client id': 1, sessions: 1, user: 1, session: 1 })
    expect(rendered).not.toHaveProperty('connection')
  })
})

describe('rule 4 · no leak between identities · no frame shows one identity with the data of another', () => {
  test.each(['switch', 'sign out'] as const)('behavior: on a %s', async (change) => {
    const world = await createWorld({ signedIn: [alice, bob] })
    const page = world.open({ mount: false })
    const frames: string[] = []
    function Todos() {
      const session = useSession()
      const user = useUser()
      const name = session.session?.user.firstName ?? 'nobody'
      const { data = 'nothing' } = useQuery({
        queryKey: ['todos'],
        queryFn: async () => page.frontdesk.state.session.session?.user.firstName ?? 'nobody',
        staleTime: Number.POSITIVE_INFINITY,
      })
      frames.push(`${name} · ${user.data?.firstName ?? 'nobody'} · ${data}`)
      return <p>{frames.at(-1)}</p>
    }
    render(
      <ClientProvider frontdesk={page.frontdesk}>
        <Show when="signed-in" fallback={<Todos />}>
          <Todos />
        </Show>
      </ClientProvider>,
    )
    await screen.findByText('Bob · Bob · Bob')
    // Something else of the app watches, too.
    const stop = new QueryObserver(page.queryClient, { queryKey: ['todos'] }).subscribe(() => {})
    frames.length = 0
    if (change === 'switch') {
      await perform(() => setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] }))
      await screen.findByText('Alice · Alice · Alice')
    } else {
      await perform(() => signOutAll(page.frontdesk))
      await act(async () => {})
      expect(screen.getByText(/^nobody · nobody/).textContent).not.toMatch(/Bob|Alice/)
    }
    stop()
    const mixed = frames.filter((frame) => {
      const names = new Set(frame.split(' · ').filter((name) => name !== 'nothing'))
      return names.size > 1
    })
    expect(mixed).toEqual([])
  })
})
