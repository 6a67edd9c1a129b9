import { describe, expect, test } from 'vitest'
import { type Reader, renderSideBySide, SideBySide } from '../../test/support/sideBySide'
import { fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld, type Page, type World } from '../../test/support/world'
import { createSignIn, getClient, type Session, setActive, signOut, signOutAll, type User } from '../core'

withoutAct()

const whenSignedIn = () => {}
const names = (sessions: readonly Session[]) => sessions.map(({ user }) => user.firstName)

function throwing(sessions: readonly Session[]) {
  if (sessions.length !== 1) throw new Error(`There are ${sessions.length}.`)
  return names(sessions)
}

const readers = {
  user: {},
  'user, selected': { select: (user: User | null) => user && { name: user.firstName, of: [user.id] } },
  'user, selected inline': { select: (user: User | null) => ({ name: user?.firstName }), isInline: true },
  sessions: { of: 'sessions' },
  'sessions, selected': { of: 'sessions', select: names },
  'sessions, selected inline': { of: 'sessions', select: names, isInline: true },
  'a select that gives undefined': { select: () => undefined },
  'a select that gives a function': { select: (user: User | null) => (user ? whenSignedIn : null) },
  'a select that throws': { of: 'sessions', select: throwing },
  'a select that throws, inline': { of: 'sessions', select: throwing, isInline: true },
} satisfies Record<string, Reader>

interface Scene {
  world: World
  page: Page
}
const refused = { status: 403 }

/** What happens in a page with Alice and Bob signed in; while it does, each component is compared in every commit. */
const deeds: Record<string, (scene: Scene) => unknown> = {
  nothing: () => {},
  'an equal answer': ({ page }) => getClient(page.frontdesk),
  'a session that was used': async ({ world, page }) => {
    world.fapi.clock.advance(60_000)
    await setActive(page.frontdesk, { sessionId: page.frontdesk.state.session.sessionId! })
  },
  'a switch': ({ world, page }) => setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] }),
  'a sign-out': ({ page }) => signOut(page.frontdesk),
  'a sign-out of all': ({ page }) => signOutAll(page.frontdesk),
  'a sign-out of all, and a sign-in': async ({ page }) => {
    await signOutAll(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
  },
  'a refetch that fails': ({ world, page }) => {
    world.fault('GET /client', refused)
    return page.queryClient.refetchQueries()
  },
  'a refetch that fails, and one that does not': async ({ world, page }) => {
    const end = world.fault('GET /client', refused)
    await page.queryClient.refetchQueries()
    end()
    await page.queryClient.refetchQueries()
  },
  'refetchQueries()': ({ page }) => page.queryClient.refetchQueries(),
  'invalidateQueries()': ({ page }) => page.queryClient.invalidateQueries(),
  'invalidateQueries() without a refetch': ({ page }) =>
    page.queryClient.invalidateQueries({ refetchType: 'none' }),
  'resetQueries()': ({ page }) => page.queryClient.resetQueries(),
  'clear()': ({ page }) => page.queryClient.clear(),
  'removeQueries()': ({ page }) => page.queryClient.removeQueries(),
  'cancelQueries() while it asks again': ({ world, page }) => {
    world.fault('GET /client', { delay: 50, times: 1 })
    void page.queryClient.refetchQueries()
    return page.queryClient.cancelQueries()
  },
  'resetQueries() while it asks again': ({ world, page }) => {
    world.fault('GET /client', { delay: 50, times: 1 })
    void page.queryClient.refetchQueries()
    return page.queryClient.resetQueries()
  },
}

/** The client survives these, and nobody hears of it. */
const unnoticed = ['nothing', 'clear()', 'removeQueries()']

async function open({ isStrict = false, signedIn = [alice, bob], fault = {} } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn })
  const page = world.open({ mount: false })
  const end = Object.keys(fault).length > 0 ? world.fault('GET /client', fault) : () => {}
  const side = new SideBySide<keyof typeof readers>(readers)
  const view = renderSideBySide(time, page, side, { isStrict })
  return { time, world, page, side, end, ...view }
}

describe.each([
  ['in StrictMode', true],
  ['without StrictMode', false],
])('every key is as with useQuery, in every commit, %s', (_, isStrict) => {
  test.each(Object.entries(deeds))('behavior: %s', async (name, deed) => {
    const scene = await open({ isStrict })
    expect(await scene.because()).toEqual([])
    scene.side.commits = 0
    expect(await scene.because(() => deed(scene), 500)).toEqual([])
    expect(scene.side.commits > 0).toBe(!unnoticed.includes(name))
  })

  test('behavior: a second account signs in', async () => {
    const { because, page } = await open({ isStrict, signedIn: [alice] })
    expect(await because()).toEqual([])
    expect(await because(() => createSignIn(page.frontdesk, { ...bob, activate: false }))).toEqual([])
  })

  test('behavior: an answer that takes its time', async () => {
    const { because, side } = await open({ isStrict, fault: { delay: 1000 } })
    expect(await because()).toEqual([])
    expect(side.pairs.user.ours.seen).toMatchObject({ isLoading: true })
    expect(await because(undefined, 2000)).toEqual([])
    expect(side.pairs.user.ours.seen).toMatchObject({ isSuccess: true })
  })

  test('behavior: it fails at boot, again, and then succeeds', async () => {
    const { because, page, side, end } = await open({ isStrict, fault: refused })
    expect(await because()).toEqual([])
    expect(side.pairs.user.ours.seen).toMatchObject({ isLoadingError: true, errorUpdateCount: 1 })
    expect(await because(() => page.queryClient.refetchQueries())).toEqual([])
    end()
    expect(await because(() => page.queryClient.refetchQueries())).toEqual([])
    expect(side.pairs.user.ours.seen).toMatchObject({ isSuccess: true, errorUpdateCount: 2 })
  })

  test('behavior: cancelQueries() during the boot', async () => {
    const { because, page } = await open({ isStrict, fault: { delay: 1000 } })
    expect(await because()).toEqual([])
    expect(await because(() => page.queryClient.cancelQueries())).toEqual([])
    expect(await because(undefined, 2000)).toEqual([])
  })
})
