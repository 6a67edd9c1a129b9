import { describe, expect, test } from 'vitest'
import { type Reader, renderSideBySide, SideBySide } from '../../test/support/sideBySide'
import { fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld, type Page, type World } from '../../test/support/world'
import { createSignIn, getClient, type Session, setActive, signOutAll, type User } from '../core'

withoutAct()

const names = (sessions: readonly Session[]) => sessions.map(({ user }) => user.firstName)
const looks = {
  nothing: () => undefined,
  data: ({ data }) => data,
  'data and status': ({ data, status }) => ({ data, status }),
  'the error': ({ error }) => error,
  fetchStatus: ({ fetchStatus }) => fetchStatus,
  'all but data': ({ data, ...rest }) => rest,
} satisfies Record<string, Reader['looksAt']>
const selects = {
  '': {},
  ' of what is selected': { select: (user: User | null) => ({ name: user?.firstName }) },
  ' of what is selected inline': {
    select: (user: User | null) => ({ name: user?.firstName }),
    isInline: true,
  },
  ' of what is selected from sessions': { of: 'sessions', select: names },
} satisfies Record<string, Reader>
const readers: Record<string, Reader> = {}
for (const [look, looksAt] of Object.entries(looks))
  for (const [kind, reader] of Object.entries(selects)) readers[`${look}${kind}`] = { ...reader, looksAt }

const deeds: Record<string, (scene: { world: World; page: Page }) => unknown> = {
  nothing: () => {},
  'an equal answer': ({ page }) => getClient(page.frontdesk),
  'a session that was used': async ({ world, page }) => {
    world.fapi.clock.advance(60_000)
    await setActive(page.frontdesk, { sessionId: page.frontdesk.state.session.sessionId! })
  },
  'a switch': ({ world, page }) => setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] }),
  'a sign-out of all, and a sign-in': async ({ page }) => {
    await signOutAll(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
  },
  'a refetch that fails, and one that does not': async ({ world, page }) => {
    const end = world.fault('GET /client', { status: 403 })
    await page.queryClient.refetchQueries()
    end()
    await page.queryClient.refetchQueries()
  },
  'refetchQueries()': ({ page }) => page.queryClient.refetchQueries(),
  'invalidateQueries() without a refetch': ({ page }) =>
    page.queryClient.invalidateQueries({ refetchType: 'none' }),
  'resetQueries()': ({ page }) => page.queryClient.resetQueries(),
  'clear()': ({ page }) => page.queryClient.clear(),
}

async function open(given: Record<string, Reader> = readers, isStrict = false) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob] })
  const page = world.open({ mount: false })
  const side = new SideBySide(given)
  return { time, world, page, side, ...renderSideBySide(time, page, side, { isStrict }) }
}

describe.each([
  ['in StrictMode', true],
  ['without StrictMode', false],
])('no more happens than with useQuery, %s', (_, isStrict) => {
  test.each(Object.entries(deeds))('behavior: %s renders and selects as often, or less', async (_, deed) => {
    const scene = await open(readers, isStrict)
    await scene.because()
    await scene.because(() => deed(scene), 500)
    const more = Object.entries(scene.side.pairs).filter(
      ([, { ours, theirs }]) => ours.renders > theirs.renders || ours.selects > theirs.selects,
    )
    expect(
      more.map(([name, { ours, theirs }]) => [
        name,
        ours.renders,
        theirs.renders,
        ours.selects,
        theirs.selects,
      ]),
    ).toEqual([])
  })

  test('behavior: what is looked at is what renders', async () => {
    const { because, page, side, world } = await open(readers, isStrict)
    await because()
    world.fault('GET /client', { delay: 50 })
    const before = new Map(Object.entries(side.pairs).map(([name, { ours }]) => [name, ours.renders]))
    await because(() => page.queryClient.refetchQueries())
    const rendered = Object.entries(side.pairs).filter(([name, { ours }]) => ours.renders > before.get(name)!)
    const looksAtFetching = Object.keys(readers).filter((name) => /^(nothing|fetchStatus|all)/.test(name))
    expect(rendered.map(([name]) => name).sort()).toEqual(looksAtFetching.sort())
  })

  test('behavior: a property looked at after the render counts from then on', async () => {
    const { because, page, side, world } = await open({ data: { looksAt: looks.data } }, isStrict)
    await because()
    world.fault('GET /client', { delay: 50 })
    const { ours, theirs } = side.pairs.data!
    const before = [ours.renders, theirs.renders]
    await because(() => page.queryClient.refetchQueries())
    expect([ours.renders, theirs.renders]).toEqual(before)
    for (const { result } of [ours, theirs]) void result?.isFetching
    await because(() => page.queryClient.refetchQueries())
    expect(ours.renders).toBe(theirs.renders)
    expect(ours.renders).toBeGreaterThan(before[0]!)
  })

  test('behavior: a select runs once for data that changed without changing what was selected', async () => {
    const reader = { select: (user: User | null) => user?.firstName, looksAt: looks.data } satisfies Reader
    const { because, page, side, world } = await open({ name: reader }, isStrict)
    await because()
    world.fapi.clock.advance(60_000)
    const { ours } = side.pairs.name!
    const before = ours.selects
    page.queryClient.setQueryData(page.frontdesk._internal.queryOptions.queryKey, (client) => {
      const { sessions } = client!
      const changed = sessions.map((session) => ({
        ...session,
        user: { ...session.user, lastName: 'Banks' },
      }))
      return { ...client!, sessions: changed }
    })
    await because()
    expect(ours.selects).toBe(before + 1)
    await because(() => page.queryClient.invalidateQueries({ refetchType: 'none' }))
    expect(ours.selects).toBe(before + 1)
  })
})
