import { IsRestoringProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { Activity, testWithActivity } from '../../test/support/activity'
import { type Reader, renderSideBySide, SideBySide } from '../../test/support/sideBySide'
import { fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld } from '../../test/support/world'
import { getClient, type Session, setActive, type User } from '../core'
import { ClientProvider, useSessions, useUser } from '../index'

withoutAct()

function throwing(sessions: readonly Session[]) {
  throw new Error(`There are ${sessions.length}.`)
}

const late = { select: (user: User | null) => user?.firstName } satisfies Reader
const readers = {
  user: {},
  late,
  'late, inline': { ...late, isInline: true },
  'late, throwing': { of: 'sessions', select: throwing },
} satisfies Record<string, Reader>

async function open({ mount = false } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob] })
  const page = world.open({ mount })
  const side = new SideBySide<keyof typeof readers>(readers)
  const frame = (options = {}) => renderSideBySide(time, page, side, options)
  const seen = (name: keyof typeof readers = 'user') => side.pairs[name].ours.seen
  const fail = () => world.fault('GET /client', { status: 403 })
  return { time, world, page, side, frame, seen, fail }
}

describe.each([
  ['in StrictMode', true],
  ['without StrictMode', false],
])('every key is as with useQuery, %s', (_, isStrict) => {
  test('behavior: a component that mounts late, and comes back later', async () => {
    const { page, frame, seen } = await open()
    const { because, show } = frame({ isStrict })
    show('user')
    expect(await because()).toEqual([])
    expect(await because(show)).toEqual([])
    expect(seen('user')).toMatchObject({ isFetchedAfterMount: true })
    expect(seen('late')).toMatchObject({ isFetchedAfterMount: false })
    expect(await because(() => getClient(page.frontdesk))).toEqual([])
    expect(seen('late')).toMatchObject({ isFetchedAfterMount: true })
    expect(await because(() => show('user'))).toEqual([])
    expect(await because(show)).toEqual([])
    expect(seen('late')).toMatchObject({ isFetchedAfterMount: false })
  })

  test('behavior: a component that mounted after errors, and a query that is then reset', async () => {
    const { page, frame, seen, fail } = await open()
    const { because, show } = frame({ isStrict })
    show('user')
    await because()
    const end = fail()
    await because(() => page.queryClient.refetchQueries())
    await because(() => page.queryClient.refetchQueries())
    end()
    expect(await because(show)).toEqual([])
    expect(await because(() => page.queryClient.resetQueries())).toEqual([])
    expect(seen('late')).toMatchObject({ isFetchedAfterMount: true })
  })

  test('behavior: the first component mounts when all is known, and when newer news cannot be had', async () => {
    const { page, time, frame, fail, seen } = await open({ mount: true })
    await time.advance(200)
    const first = frame({ isStrict })
    expect(await first.because()).toEqual([])
    expect(seen()).toMatchObject({ isSuccess: true, isFetchedAfterMount: false })
    first.unmount()
    fail()
    await page.queryClient.refetchQueries()
    const second = frame({ isStrict })
    expect(await second.because()).toEqual([])
    expect(seen()).toMatchObject({ isRefetchError: true, isFetchedAfterMount: false })
  })

  test('behavior: the first component mounts after a boot that failed', async () => {
    const { frame, fail, seen, time } = await open({ mount: true })
    fail()
    await time.advance(200)
    expect(await frame({ isStrict }).because()).toEqual([])
    expect(seen()).toMatchObject({ isLoadingError: true, isFetchedAfterMount: false })
  })

  test('behavior: a component mounts after the first fetch was cancelled', async () => {
    const { world, page, frame, seen } = await open()
    world.fault('GET /client', { delay: 1000 })
    const { because, show } = frame({ isStrict })
    show('user')
    await because()
    await because(() => page.queryClient.cancelQueries())
    expect(seen()).toMatchObject({ isPending: true, fetchStatus: 'idle' })
    await because(show)
    expect(await because()).toEqual([])
    expect(seen()).toMatchObject({ isPending: true, fetchStatus: 'fetching' })
    expect(await because(undefined, 2000)).toEqual([])
    expect(seen()).toMatchObject({ isSuccess: true })
  })

  test('behavior: the provider unmounts, and another mounts', async () => {
    const { frame, seen, world } = await open()
    const first = frame({ isStrict })
    expect(await first.because()).toEqual([])
    await first.because(first.unmount)
    world.fault('GET /client', { delay: 100 })
    const second = frame({ isStrict })
    expect(seen()).toMatchObject({ isPending: true, isFetchedAfterMount: false })
    expect(await second.because()).toEqual([])
    expect(seen()).toMatchObject({ isSuccess: true, isFetchedAfterMount: true })
  })

  testWithActivity('behavior: all of it is hidden in an Activity, forgotten, and shown again', async () => {
    const { page, frame, seen } = await open()
    const inMode = (mode: 'hidden' | 'visible') => ({
      isStrict,
      outside: (children: ReactNode) => <Activity mode={mode}>{children}</Activity>,
    })
    const { because, reframe, show } = frame(inMode('visible'))
    show('user')
    await because()
    await because(() => getClient(page.frontdesk))
    await because(show)
    expect(seen('late')).toMatchObject({ isFetchedAfterMount: false })
    await because(() => reframe(inMode('hidden')))
    expect(await because(() => reframe(inMode('visible')))).toEqual([])
    expect(seen('late')).toMatchObject({ isSuccess: true, isFetchedAfterMount: true })
  })

  test('behavior: below a Suspense, whose other child suspends until the client is known', async () => {
    const { frame, seen } = await open()
    let resolve = () => {}
    let suspended: Promise<void> | undefined = new Promise((resolved) => {
      resolve = resolved
    })
    const Other = () => {
      if (suspended) throw suspended
      return null
    }
    const { because } = frame({
      isStrict,
      inside: (children: ReactNode) => (
        <Suspense>
          {children}
          <Other />
        </Suspense>
      ),
    })
    expect(await because()).toEqual([])
    expect(seen()).toBeUndefined()
    suspended = undefined
    resolve()
    // React waits a while, of real time, between two commits of a Suspense.
    await vi.waitFor(() => expect(seen()).toBeDefined())
    expect(await because()).toEqual([])
    expect(seen()).toMatchObject({ isSuccess: true, isFetchedAfterMount: false })
  })

  test('behavior: while a persisted cache is being restored, and after that', async () => {
    const { page, frame, seen, world } = await open()
    const restoring = (isRestoring: boolean) => ({
      isStrict,
      outside: (children: ReactNode) => (
        <IsRestoringProvider value={isRestoring}>{children}</IsRestoringProvider>
      ),
    })
    const { because, reframe } = frame(restoring(true))
    expect(seen()).toMatchObject({ isPending: true, fetchStatus: 'idle' })
    expect(await because()).toEqual([])
    expect(seen()).toMatchObject({ isPending: true, fetchStatus: 'idle' })
    expect(await because(() => reframe(restoring(false)))).toEqual([])
    expect(seen()).toMatchObject({ isSuccess: true, isFetchedAfterMount: true })
    expect(await because(() => reframe(restoring(true)))).toEqual([])
    await because(() => setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] }))
    expect(await because(() => reframe(restoring(false)))).toEqual([])
    expect(seen()).toMatchObject({ data: { firstName: 'Alice' } })
  })

  test('behavior: one part of the page is being restored, and another is not', async () => {
    const logged = vi.spyOn(console, 'error')
    const { page, frame, side, time } = await open()
    function Unread() {
      useUser()
      useSessions()
      return null
    }
    const { because } = frame({
      isStrict,
      inside: (children: ReactNode) => (
        <>
          {children}
          <Unread />
          <IsRestoringProvider value={true}>
            <Unread />
          </IsRestoringProvider>
        </>
      ),
    })
    expect(await because()).toEqual([])
    expect(await because(() => getClient(page.frontdesk))).toEqual([])
    await time.advance(100)
    expect(side.pairs.user.ours.seen).toMatchObject({ isSuccess: true })
    expect(logged.mock.calls).toEqual([])
  })

  test('behavior: rendered on a server, and hydrated', async () => {
    const logged = vi.spyOn(console, 'error')
    const { time, page, side, seen } = await open()
    const Text = () => <p>{JSON.stringify([useUser(), useSessions().fetchStatus])}</p>
    const app = (children?: ReactNode) => {
      const provider = (
        <ClientProvider frontdesk={page.frontdesk}>
          {children}
          <Text />
        </ClientProvider>
      )
      return isStrict ? <StrictMode>{provider}</StrictMode> : provider
    }
    const container = document.createElement('div')
    container.innerHTML = renderToString(app())
    expect(container.textContent).toMatch(/"pending".*"fetching"]$/)
    const root = hydrateRoot(container, app(side.show()))
    await time.advance(200)
    expect(container.textContent).toMatch(/"success".*"idle"]$/)
    expect(seen()).toMatchObject({ isSuccess: true, isFetchedAfterMount: true })
    expect(side.differences).toEqual([])
    expect(logged.mock.calls).toEqual([])
    root.unmount()
    await time.advance(10)
  })
})
