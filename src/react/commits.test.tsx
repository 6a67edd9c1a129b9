import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { memo, Profiler, StrictMode, Suspense, startTransition, useLayoutEffect, useReducer } from 'react'
import { flushSync } from 'react-dom'
import { describe, expect, test, vi } from 'vitest'
import { fc } from '../../test/support/fuzz'
import { type FakeTime, fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld } from '../../test/support/world'
import {
  type Client,
  createSignIn,
  type FrontdeskOptions,
  getClient,
  getToken,
  type IdentityChange,
  identityKey,
  onIdentityChange,
  setActive,
  signOut,
  signOutAll,
} from '../core'
import { readToken } from '../core/features/tokens/jwt'
import {
  ClientProvider,
  useClient,
  useFrontdesk,
  useSession,
  useSuspenseClient,
  useToken,
  useUser,
} from '../index'

withoutAct()

const nobody = 'nobody'
const ownerOf = (token: string | null | undefined) => (token ? (readToken(token).claims.sub as string) : '')

/** The account that a page would show that had nothing but the client. */
const activeIn = (client: Client | null) =>
  (client?.sessions.find(({ id }) => id === client.lastActiveSessionId) ?? client?.sessions[0])?.user.id ??
  nobody

function useUserId() {
  const { data } = useUser()
  return data === null ? nobody : data?.id
}

function useSessionOwner() {
  const { status, userId } = useSession()
  return status === 'signed-out' ? nobody : userId
}

function useOwnQuery() {
  const frontdesk = useFrontdesk()
  return useQuery({ queryKey: ['own'], queryFn: () => frontdesk.state.session.userId ?? '' }).data
}

function useKeyedQuery() {
  const key = identityKey(useFrontdesk())
  return useQuery({ queryKey: ['own', key], queryFn: () => (key ? JSON.parse(key)[0] : '') }).data
}

function useOwnSuspenseQuery() {
  const frontdesk = useFrontdesk()
  const queryFn = async () => ownerOf(await getToken(frontdesk))
  return useSuspenseQuery({ queryKey: ['own', 'suspense'], queryFn }).data
}

/** Everything that can say who is there: by id, `nobody`, or nothing where that is not known. */
const readers = {
  user: useUserId,
  session: useSessionOwner,
  claims: () => useSession().claims?.sub as string | undefined,
  token: () => ownerOf(useToken().token),
  client: () => useClient({ select: activeIn }).data,
  suspenseClient: () => useSuspenseClient({ select: activeIn }).data,
  query: useOwnQuery,
  keyedQuery: useKeyedQuery,
  suspenseQuery: useOwnSuspenseQuery,
}
type ReaderName = keyof typeof readers
const names = Object.keys(readers) as ReaderName[]

interface OpenOptions extends Pick<FrontdeskOptions, 'isolateCache'> {
  shows?: readonly ReaderName[]
  /** Hears of a change of identity, before any component that there may be. */
  hear?: (change: IdentityChange) => void
}

/** A page that shows all of it, and every commit's identities. */
async function open(time: FakeTime, { shows = names, isolateCache, hear = () => {} }: OpenOptions = {}) {
  const world = await createWorld({ signedIn: [alice, bob] })
  const page = world.open({ tabSession: 'follow', isolateCache })
  onIdentityChange(page.frontdesk, (change) => hear(change))
  const other = world.open()
  await time.advance(500)
  /** By a reader's name: renders it for a reason of its own; mounts one more of it, or takes that away again. */
  const pokes = new Map<string, () => void>()
  const toggles = new Map<string, () => void>()
  const parts = shows.map((name) => {
    const useReader = readers[name]
    const Reader = memo(function Reader() {
      const [, poke] = useReducer((times: number) => times + 1, 0)
      useLayoutEffect(() => void pokes.set(name, poke))
      return <i>{useReader()}</i>
    })
    return memo(function Part() {
      const [isOpen, toggle] = useReducer((before: boolean) => !before, false)
      useLayoutEffect(() => void toggles.set(name, toggle))
      return (
        <Suspense key={name}>
          <Reader />
          {isOpen && <Reader />}
        </Suspense>
      )
    })
  })
  const commits: string[][] = []
  /** What is shown: React hides what has suspended. */
  const shown = () => {
    const visible = [...container.querySelectorAll('i')].filter(({ style }) => style.display !== 'none')
    return [...new Set(visible.map(({ textContent }) => textContent).filter(Boolean))]
  }
  const container = document.body.appendChild(document.createElement('main'))
  const { unmount } = render(
    <StrictMode>
      <Profiler id="page" onRender={() => commits.push(shown())}>
        <ClientProvider frontdesk={page.frontdesk}>
          {parts.map((Part, at) => (
            <Part key={shows[at]} />
          ))}
        </ClientProvider>
      </Profiler>
    </StrictMode>,
    { container },
  )
  await time.advance(500)
  expect(commits.at(-1)).toEqual([page.frontdesk.state.session.userId])
  return { world, page, other, commits, pokes, toggles, shown, unmount }
}

type Opened = Awaited<ReturnType<typeof open>>

const mixed = ({ commits }: Opened) => commits.filter((identities) => identities.length > 1)
const sessionOf =
  (at: number) =>
  ({ world }: Opened) =>
    world.seeded!.sessionIds[at]!
const alices = sessionOf(0)
const bobs = sessionOf(1)

/** What takes Bob's place, or anybody's. */
const turns = {
  'this tab switches': (opened) => setActive(opened.page.frontdesk, { sessionId: alices(opened) }),
  'this tab signs out': ({ page }) => signOut(page.frontdesk),
  'another tab signs out': (opened) => signOut(opened.other.frontdesk, { sessionId: bobs(opened) }),
  'another tab signs all out': ({ other }) => signOutAll(other.frontdesk),
  'the session is revoked': async (opened) => {
    opened.world.fapi.revokeSession(bobs(opened))
    await getClient(opened.page.frontdesk)
  },
} satisfies Record<string, (opened: Opened) => Promise<unknown>>
const turnNames = Object.keys(turns) as (keyof typeof turns)[]

describe('rule 4 · no leak between identities · every commit shows one identity alone', () => {
  test.each(turnNames)('behavior: %s, and each reader renders for a reason of its own', async (turn) => {
    const time = fakeTime()
    const opened = await open(time)
    const before = opened.shown()
    void turns[turn](opened)
    for (const name of names) {
      await time.settle()
      opened.pokes.get(name)?.()
      await time.settle()
      opened.toggles.get(name)?.()
    }
    await time.advance(1000)
    expect(opened.shown()).toHaveLength(1)
    expect(opened.shown()).not.toEqual(before)
    expect(mixed(opened)).toEqual([])
  })

  test('behavior: a listener renders at once, with flushSync', async () => {
    const time = fakeTime()
    const hear = vi.fn(() => {
      for (const poke of opened.pokes.values()) flushSync(poke)
    })
    const opened = await open(time, { hear })
    void turns['this tab switches'](opened)
    await time.advance(1000)
    expect(hear).toHaveBeenCalledOnce()
    expect(mixed(opened)).toEqual([])
  })

  test("behavior: where the app's cache is not kept apart, the library's own hooks still agree", async () => {
    const time = fakeTime()
    const shows = ['user', 'session', 'claims', 'token', 'client', 'suspenseClient'] as const
    const opened = await open(time, { shows, isolateCache: false })
    void turns['this tab switches'](opened)
    await time.settle()
    opened.pokes.get('user')?.()
    await time.advance(1000)
    expect(opened.shown()).toEqual([opened.page.frontdesk.state.session.userId])
    expect(mixed(opened)).toEqual([])
  })

  test('behavior: whatever comes in whatever order', async () => {
    const deeds = {
      ...turns,
      'this tab switches back': (opened) => setActive(opened.page.frontdesk, { sessionId: bobs(opened) }),
      'Alice signs in': ({ page }) => createSignIn(page.frontdesk, alice),
      'Bob signs in elsewhere': ({ other }) => createSignIn(other.frontdesk, bob),
    } satisfies Record<string, (opened: Opened) => Promise<unknown>>
    const step = fc.oneof(
      fc.record({ deed: fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])) }),
      fc.record({ poke: fc.constantFrom(...names), isUrgent: fc.boolean() }),
      fc.record({ toggle: fc.constantFrom(...names) }),
      fc.record({ ms: fc.constantFrom(0, 5, 50) }),
    )
    const time = fakeTime()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const opened = await open(time)
        for (const step of steps) {
          if ('deed' in step) void Promise.resolve(deeds[step.deed](opened)).catch(() => {})
          if ('poke' in step)
            (step.isUrgent ? flushSync : startTransition)(() => opened.pokes.get(step.poke)?.())
          if ('toggle' in step) opened.toggles.get(step.toggle)?.()
          if ('ms' in step) await time.advance(step.ms)
          await time.settle()
        }
        await time.advance(1000)
        opened.unmount()
        expect(mixed(opened)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})
