import { describe, expect, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  createWorld,
  type Page,
  type PageOptions,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import {
  createSignIn,
  type IdentityChange,
  identityKey,
  onIdentityChange,
  setActive,
  signOut,
  signOutAll,
} from '../../core'

async function open(options: WorldOptions = {}, page: PageOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob], ...options })
  const opened = world.open(page)
  const changes: IdentityChange[] = []
  const stop = onIdentityChange(opened.frontdesk, (change) => changes.push(change))
  await time.settle()
  const [alices, bobs] = (world.seeded?.sessionIds ?? []) as [string, string]
  return { time, world, page: opened, ...opened, changes, stop, alices, bobs }
}

const idOf = ({ fapi }: World, person: typeof alice) =>
  fapi.users.find(({ identifier }) => identifier === person.identifier)!.id

describe('onIdentityChange()', () => {
  test('default: tells who was and who is signed in, and that this tab has switched', async () => {
    const { world, frontdesk, changes, alices, bobs } = await open()
    const before = identityKey(frontdesk)
    await setActive(frontdesk, { sessionId: alices })
    expect(changes).toEqual([
      {
        from: { key: before, sessionId: bobs, userId: idOf(world, bob), organizationId: null },
        to: {
          key: identityKey(frontdesk),
          sessionId: alices,
          userId: idOf(world, alice),
          organizationId: null,
        },
        reason: 'switch',
      },
    ])
  })

  test.each<[string, IdentityChange['reason'], (page: Page, world: World) => unknown]>([
    ['is signed out', 'sign-out', ({ frontdesk }) => signOut(frontdesk)],
    ['signs all out', 'sign-out', ({ frontdesk }) => signOutAll(frontdesk)],
    [
      'signs out without a network',
      'sign-out',
      ({ frontdesk, tab }) => {
        tab.goOffline()
        return signOutAll(frontdesk)
      },
    ],
    ['is signed out by another', 'other-tab', (_, world) => signOut(world.open().frontdesk)],
    [
      'has its session revoked',
      'ended',
      ({ tab, frontdesk }, { fapi }) => {
        fapi.revokeSession(frontdesk.state.session.sessionId!)
        tab.hide()
        tab.show()
      },
    ],
  ])('behavior: a tab that %s hears "%s", once', async (_, reason, happen) => {
    const { time, world, page, changes, bobs } = await open()
    await time.advance(61_000)
    await happen(page, world)
    await time.advance(1000)
    expect(changes).toMatchObject([{ from: { sessionId: bobs }, reason }])
    expect(changes[0]!.to?.sessionId).toBe(page.frontdesk.state.session.sessionId ?? undefined)
  })

  test('behavior: in tabs that follow, the one that chose hears "switch", the other "other-tab"', async () => {
    const { time, world, frontdesk, changes, alices } = await open({}, { tabSession: 'follow' })
    const other = world.open({ tabSession: 'follow' })
    await time.settle()
    const others: string[] = []
    onIdentityChange(other.frontdesk, ({ reason }) => others.push(reason))
    await setActive(frontdesk, { sessionId: alices })
    await time.advance(1000)
    expect(changes.map(({ reason }) => reason)).toEqual(['switch'])
    expect(others).toEqual(['other-tab'])
  })

  test('behavior: the load, a sign-in after nobody, and a new session of the same user are no changes', async () => {
    const { time, world, frontdesk, changes } = await open({ signedIn: [] })
    await createSignIn(frontdesk, alice)
    await time.settle()
    expect(changes).toEqual([])
    await signOutAll(frontdesk)
    await createSignIn(frontdesk, alice)
    expect(changes).toMatchObject([{ from: { userId: idOf(world, alice) }, to: null }])
  })

  test('parameters: isolateCache says whether another organization is another identity', async () => {
    const { world, frontdesk, changes, alices } = await open({}, { isolateCache: 'organization' })
    await setActive(frontdesk, { sessionId: alices })
    changes.length = 0
    const organizationId = world.fapi.organizations[0]!.id
    await setActive(frontdesk, { organizationId })
    expect(changes).toMatchObject([
      { from: { sessionId: alices, organizationId: null }, to: { organizationId }, reason: 'switch' },
    ])
  })

  test("behavior: the former's data is gone by then, and the state tells the new one", async () => {
    const { frontdesk, queryClient, alices } = await open()
    queryClient.setQueryData(['todos'], 'of Bob')
    const seen: unknown[] = []
    onIdentityChange(frontdesk, ({ to }) =>
      seen.push(queryClient.getQueryData(['todos']), frontdesk.state.session.sessionId, to?.sessionId),
    )
    await setActive(frontdesk, { sessionId: alices })
    expect(seen).toEqual([undefined, alices, alices])
  })

  test('behavior: is told in the tick in which the identity changes, before any component has rendered it', async () => {
    const { frontdesk, alices } = await open()
    const order: string[] = []
    frontdesk.subscribe(() => queueMicrotask(() => order.push('next tick')))
    onIdentityChange(frontdesk, () => order.push('told'))
    await setActive(frontdesk, { sessionId: alices })
    expect(order.slice(0, 2)).toEqual(['told', 'next tick'])
  })

  test('behavior: a listener that throws stops nothing; one that has stopped hears nothing', async () => {
    const { time, frontdesk, changes, stop } = await open()
    stop()
    onIdentityChange(frontdesk, () => {
      throw new Error('of the app')
    })
    const last = vi.fn()
    onIdentityChange(frontdesk, last)
    expect(await signOutAll(frontdesk)).toEqual({ serverConfirmed: true })
    expect(last).toHaveBeenCalledTimes(1)
    expect(changes).toEqual([])
    await expect(time.advance(10)).rejects.toThrow('of the app')
  })
})

describe('identityKey()', () => {
  test('default: undefined at first, then one for each user, and null where there is none', async () => {
    const { world, frontdesk, alices } = await open()
    expect(identityKey(world.open({ mount: false }).frontdesk)).toBeUndefined()
    const bobs = identityKey(frontdesk)
    await setActive(frontdesk, { organizationId: null })
    expect(identityKey(frontdesk)).toBe(bobs)
    await setActive(frontdesk, { sessionId: alices })
    expect(identityKey(frontdesk)).toContain(idOf(world, alice))
    expect(identityKey(frontdesk)).not.toBe(bobs)
    await signOutAll(frontdesk)
    expect(identityKey(frontdesk)).toBeNull()
  })
})
