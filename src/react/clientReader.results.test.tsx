import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, startTransition, useState } from 'react'
import { createPortal } from 'react-dom'
import { describe, expect, test, vi } from 'vitest'
import { type Reader, renderAtOnce, renderSideBySide, SideBySide } from '../../test/support/sideBySide'
import { fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld, type Page } from '../../test/support/world'
import { createSignIn, getClient, type Session, setActive, type User } from '../core'
import { ClientProvider, useSessions, useUser } from '../index'

withoutAct()

const names = (sessions: readonly Session[]) => sessions.map(({ user }) => user.firstName)

async function open<Name extends string>(readers: Record<Name, Reader>, signedIn = [alice, bob]) {
  const time = fakeTime()
  const world = await createWorld({ signedIn })
  const page = world.open({ mount: false })
  const side = new SideBySide<Name>(readers)
  const view = renderSideBySide(time, page, side)
  await view.because()
  return { time, world, page, side, ...view }
}

/** A page with components that a test brings. */
async function openPage(children: ReactNode, { signedIn = [alice, bob] } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn })
  const page = world.open({ mount: false })
  const view = renderAtOnce(<ClientProvider frontdesk={page.frontdesk}>{children}</ClientProvider>)
  await time.advance(200)
  return { time, world, page, ...view }
}

describe('a select that throws', () => {
  /** How many sessions it takes it to throw, and what. */
  async function openThrowing(throwsAt: number[], signedIn = [alice]) {
    const same = new Error('always the same')
    const select = (sessions: readonly Session[]) => {
      if (throwsAt.includes(sessions.length)) throw same
      return names(sessions)
    }
    const opened = await open({ stable: { of: 'sessions', select } }, signedIn)
    const { ours, theirs } = opened.side.pairs.stable
    return { ...opened, ours, theirs, seen: () => ours.seen as UseQueryResult }
  }

  test('behavior: first, again on equal data without another call, and then it succeeds', async () => {
    const { because, page, ours, theirs, seen, time } = await openThrowing([1])
    expect(seen()).toMatchObject({ isLoadingError: true, data: undefined })
    const { selects } = ours
    const { error, errorUpdatedAt } = seen()
    await time.advance(1000)
    expect(await because(() => getClient(page.frontdesk))).toEqual([])
    expect(seen().error).toBe(error)
    expect(seen().errorUpdatedAt).toBe(errorUpdatedAt)
    expect(ours.selects).toBe(selects)
    expect(ours.selects).toBeLessThanOrEqual(theirs.selects)
    expect(await because(() => createSignIn(page.frontdesk, { ...bob, activate: false }))).toEqual([])
    expect(seen()).toMatchObject({ isSuccess: true, data: ['Alice', 'Bob'], error: null })
  })

  test('behavior: later, it keeps what was selected before', async () => {
    const { because, page, seen } = await openThrowing([2])
    const { data } = seen()
    expect(await because(() => createSignIn(page.frontdesk, { ...bob, activate: false }))).toEqual([])
    expect(seen()).toMatchObject({ isRefetchError: true, errorUpdateCount: 0 })
    expect(seen().data).toBe(data)
  })

  test('behavior: unlike with useQuery, what was selected from one account is not shown to another', async () => {
    const select = (user: User | null) => {
      if (user?.firstName === 'Alice') throw new Error('not her')
      return user?.firstName
    }
    const { because, page, side, world } = await open({ name: { select } })
    expect(side.pairs.name.ours.seen).toMatchObject({ data: 'Bob' })
    await because(() => setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] }))
    expect(side.pairs.name.ours.seen).toMatchObject({ isLoadingError: true, data: undefined })
    expect(side.pairs.name.theirs.seen).toMatchObject({ isRefetchError: true, data: 'Bob' })
  })

  test('behavior: unlike with useQuery, its error is gone once there is no select', async () => {
    const seen: unknown[] = []
    let stopSelecting = () => {}
    const throws = () => {
      throw new Error('mine')
    }
    function Component() {
      const [select, setSelect] = useState<(() => never) | undefined>(() => throws)
      stopSelecting = () => setSelect(undefined)
      const { status, data } = useUser({ select })
      seen.push([status, data])
      return null
    }
    const { time } = await openPage(<Component />)
    expect(seen.at(-1)).toEqual(['error', undefined])
    stopSelecting()
    await time.advance(100)
    expect(seen.at(-1)).toMatchObject(['success', { firstName: 'Bob' }])
  })

  test('behavior: is nobody else’s, nor is what another selects', async () => {
    const { side, because, page } = await open({
      throwing: { select: (user: User | null) => user!.firstName!.big() && JSON.parse(user!.id) },
      name: { select: (user: User | null) => user?.firstName },
      user: {},
    })
    await because(() => getClient(page.frontdesk))
    expect(side.pairs.throwing.ours.seen).toMatchObject({ error: { name: 'SyntaxError' } })
    expect(side.pairs.name.ours.seen).toMatchObject({ error: null, data: 'Bob' })
    expect(side.pairs.user.ours.seen).toMatchObject({ error: null, data: { firstName: 'Bob' } })
  })
})

test('behavior: unlike with useQuery, a select that gives NaN does not render forever', async () => {
  const logged = vi.spyOn(console, 'error')
  let renders = 0
  function Component() {
    renders++
    const { data } = useUser({ select: () => Number.NaN })
    return <p>{String(data)}</p>
  }
  const { page, time } = await openPage(<Component />)
  await getClient(page.frontdesk)
  await page.queryClient.invalidateQueries({ refetchType: 'none' })
  await time.advance(100)
  expect(renders).toBe(2)
  expect(logged.mock.calls).toEqual([])
})

test('behavior: what did not change keeps its identity over renders and answers', async () => {
  const seen: unknown[][] = []
  let render = () => {}
  function Component() {
    const [, setCount] = useState(0)
    render = () => setCount((count) => count + 1)
    const user = useUser()
    const selected = useSessions({ select: (sessions) => ({ names: names(sessions) }) })
    seen.push([user.data, user.refetch, selected.data, selected.refetch])
    return null
  }
  const { time, page } = await openPage(<Component />)
  const before = seen.at(-1)!
  const rendered = seen.length
  render()
  await time.advance(100)
  await getClient(page.frontdesk)
  render()
  await time.advance(100)
  expect(seen.length).toBeGreaterThan(rendered + 1)
  for (const [at, part] of seen.at(-1)!.entries()) expect(part).toBe(before[at])
})

test('behavior: another handle takes the place of the first, and nothing of the first is kept', async () => {
  const time = fakeTime()
  const pages: Page[] = []
  for (const person of [alice, bob]) {
    const world = await createWorld({ signedIn: [person] })
    pages.push(world.open({ mount: false }))
  }
  const seen: unknown[] = []
  function Name() {
    const { data, isFetchedAfterMount } = useUser()
    seen.push([data?.firstName, isFetchedAfterMount])
    return null
  }
  const app = ({ frontdesk }: (typeof pages)[number]) => (
    <ClientProvider frontdesk={frontdesk}>
      <Name />
    </ClientProvider>
  )
  const { rerender, unmount } = renderAtOnce(app(pages[0]!))
  await time.advance(200)
  expect(seen.at(-1)).toEqual(['Alice', true])
  seen.length = 0
  rerender(app(pages[1]!))
  await time.advance(200)
  expect(seen[0]).toEqual([undefined, false])
  expect(seen.at(-1)).toEqual(['Bob', true])
  unmount()
  await time.advance(10)
  for (const { queryClient } of pages) expect(queryClient.getQueryCache().getAll()).toEqual([])
})

test('behavior: whoever mounts after the first fetch was cancelled has the client asked for again', async () => {
  const seen: unknown[] = []
  function Status() {
    const { status, fetchStatus } = useUser()
    seen.push(`${status} ${fetchStatus}`)
    return null
  }
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const page = world.open({ mount: false })
  world.fault('GET /client', { delay: 1000 })
  const app = (count: number) => (
    <ClientProvider frontdesk={page.frontdesk}>
      {Array.from({ length: count }, (_, key) => (
        <Status key={String(key)} />
      ))}
    </ClientProvider>
  )
  const { rerender } = renderAtOnce(app(1))
  await time.advance(100)
  await page.queryClient.cancelQueries()
  await time.advance(100)
  expect(seen.at(-1)).toBe('pending idle')
  rerender(app(2))
  await time.advance(100)
  expect(seen.at(-1)).toBe('pending fetching')
  await time.advance(2000)
  expect(seen.at(-1)).toBe('success idle')
})

test('behavior: all components are one observer, and none once they are gone', async () => {
  const { page, show, because } = await open({ user: {}, name: { select: (user: User | null) => user?.id } })
  const [query] = page.queryClient.getQueryCache().getAll()
  // Two are those of the components with `useQuery`.
  expect(query!.getObserversCount()).toBe(3)
  const listeners = page.frontdesk._internal.onShown.size
  show('nobody' as 'user')
  await because()
  expect(query!.getObserversCount()).toBe(0)
  expect(page.frontdesk._internal.onShown.size).toBe(listeners - 1)
})

test('behavior: in a transition no commit mixes two states', async () => {
  const texts = new Set<string | null>()
  const container = document.createElement('div')
  let grow = () => {}
  function Name() {
    for (const end = performance.now() + 1; performance.now() < end; );
    return <i>{useUser({ select: (user) => user?.firstName }).data}</i>
  }
  function Many() {
    const [count, setCount] = useState(2)
    grow = () => startTransition(() => setCount(60))
    return Array.from({ length: count }, (_, key) => <Name key={String(key)} />)
  }
  const { time, world, page, rerender } = await openPage(null)
  rerender(<ClientProvider frontdesk={page.frontdesk}>{createPortal(<Many />, container)}</ClientProvider>)
  const watch = new MutationObserver(() => {
    texts.add([...new Set([...container.querySelectorAll('i')].map((i) => i.textContent))].join())
  })
  watch.observe(container, { childList: true, characterData: true, subtree: true })
  grow()
  await new Promise((resolve) => setImmediate(resolve))
  void setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] })
  await time.advance(200)
  expect(container.querySelectorAll('i')).toHaveLength(60)
  expect([...texts].filter((text) => text?.includes(','))).toEqual([])
  expect(texts).toContain('Alice')
  watch.disconnect()
})
