import { QueryClient } from '@tanstack/react-query'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signedOutState, stateOf } from '../../../test/support/initialState'
import { claimsOf } from '../../../test/support/tokens'
import {
  alice,
  bob,
  booted,
  carol,
  createWorld,
  type Page,
  type PageOptions,
  refusal,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import {
  createFrontdesk,
  getToken,
  type IdentityChange,
  type InitialState,
  identityKey,
  identityKeyOf,
  onIdentityChange,
  onToken,
  sessionCookie,
  signOut,
  signOutAll,
} from '../../core'
import { createBrowser } from '../../fapi'

/** A page that a server has rendered, and what the app cached in it for whom the server named. */
async function visit(
  initialState: InitialState | ((world: World) => InitialState | undefined) | undefined,
  { page: pageOptions, ...options }: WorldOptions & { page?: PageOptions } = {},
) {
  const world = await createWorld({ signedIn: [alice, bob], ...options })
  const state = typeof initialState === 'function' ? initialState(world) : initialState
  const warnings: string[] = []
  const page = world.open({
    mount: false,
    initialState: state,
    onWarning: ({ code }) => void warnings.push(code),
    ...pageOptions,
  })
  const { frontdesk } = page
  onTestFinished(() => frontdesk.unmount())
  const changes: IdentityChange[] = []
  onIdentityChange(frontdesk, (change) => void changes.push(change))
  const statuses: string[] = []
  frontdesk.subscribe(() => {
    const { connection, session } = frontdesk.state
    statuses.push(`${connection.status}: ${session.status} ${session.userId ?? 'nobody'}`)
  })
  const isKept = () => page.queryClient.getQueryData(['todos']) === 'of the former'
  return { world, page, frontdesk, changes, statuses, warnings, isKept, mount: () => mounted(page) }
}

/** No retry helps. */
const refused = { status: 403, body: { errors: [{ code: 'not_now', message: 'no' }] } }

async function mounted({ frontdesk, queryClient }: Page) {
  queryClient.setQueryData(['todos'], 'of the former')
  queryClient.setQueryDefaults(['public'], { meta: { identity: 'any' } })
  queryClient.setQueryData(['public'], 'news')
  frontdesk.mount()
  await booted(frontdesk)
}

const bobs = (world: World) => stateOf(world, bob, 1)
const alices = (world: World) => stateOf(world, alice, 0)

describe('what a server said', () => {
  test('behavior: is shown at once, with no request; all else is pending until the mount', async () => {
    const { world, frontdesk } = await visit(bobs)
    frontdesk.preload()
    expect(frontdesk.state).toMatchObject({
      connection: { status: 'loading' },
      session: { status: 'signed-in', sessionId: world.seeded?.sessionIds[1], session: undefined },
    })
    expect(identityKey(frontdesk)).toBe(identityKeyOf(bobs(world)))
    expect(world.requests()).toEqual([])
  })

  test('behavior: needs one request to be made whole', async () => {
    const { world, frontdesk, mount } = await visit(bobs, { scheme: 'browser' })
    await mount()
    expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
    expect(world.requests()).toEqual(['GET /client'])
  })

  test('behavior: makes tabs follow each other', async () => {
    const { world, frontdesk, mount } = await visit(bobs)
    await mount()
    const other = world.open({ initialState: bobs(world) })
    await booted(other.frontdesk)
    world.fapi.signIn(world.seeded!.clientId, alice.identifier)
    await frontdesk._internal.loader.reload()
    expect(frontdesk.state.session.session?.user.firstName).toBe('Alice')
  })

  test('behavior: beside a pinned tab is pinned_needs_tokens', async () => {
    await expect(visit(bobs, { page: { tabSession: 'pinned' } })).rejects.toThrow(
      expect.objectContaining({ code: 'pinned_needs_tokens' }),
    )
  })

  test('behavior: beside a pinned tab, of another version, is nothing', async () => {
    const later = (world: World) => ({ ...bobs(world), v: 2 }) as unknown as InitialState
    const { frontdesk } = await visit(later, { page: { tabSession: 'pinned' } })
    expect(frontdesk.state.session.status).toBe('loading')
  })

  test('behavior: stays while the client cannot be had, as degraded', async () => {
    const { world, frontdesk, isKept, page } = await visit(bobs)
    world.fault('GET /client', refused)
    await mounted(page)
    expect(frontdesk.state).toMatchObject({
      connection: { status: 'degraded', error: { status: 403 } },
      session: { status: 'signed-in', session: undefined },
    })
    expect(isKept()).toBe(true)
    expect(await refusal(getToken(frontdesk))).toMatchObject({ status: 403 })
  })

  test('behavior: does not come back after the last unmount, nor in another handle of the page', async () => {
    const { world, frontdesk, mount, page } = await visit(bobs)
    await mount()
    frontdesk.unmount()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(frontdesk.state.session.status).toBe('loading')
    const next = world.open({ mount: false, tab: page.tab, initialState: bobs(world) })
    expect(next.frontdesk.state.session.status).toBe('loading')
  })

  test('behavior: an impersonator has one key, however much of them is known', async () => {
    const world = await createWorld()
    const seeded = await world.fapi.seedClient({
      users: [alice.identifier],
      actor: { sub: 'user_admin', iss: 'dashboard' } as { sub: string },
    })
    const given = { ...world, seeded }
    const state = stateOf(given, alice, 0, { actor: { sub: 'user_admin' } })
    const browser = createBrowser({ fapi: world.fapi, client: seeded })
    const page = world.open({ mount: false, tab: browser.openTab(), initialState: state })
    const before = identityKey(page.frontdesk)
    await mounted(page)
    expect(page.frontdesk.state.session.session?.actor).toMatchObject({ sub: 'user_admin' })
    expect(identityKey(page.frontdesk)).toBe(before)
    expect(page.queryClient.getQueryData(['todos'])).toBe('of the former')
  })
})

describe('server said / client says', () => {
  test('1 · A, S1 / S1 usable: nothing but the session arrives', async () => {
    const { frontdesk, changes, isKept, mount } = await visit(bobs)
    const before = frontdesk.state.session
    await mount()
    const { session } = frontdesk.state
    expect({ ...session, session: undefined }).toEqual({ ...before, claims: undefined })
    expect(session.session?.user.firstName).toBe('Bob')
    expect([isKept(), changes]).toEqual([true, []])
  })

  test('2 · A, S1 / S1 gone, A has S3: another session, of the same identity', async () => {
    const { world, frontdesk, changes, isKept, mount } = await visit((world) => {
      const state = bobs(world)
      world.fapi.revokeSession(state.sessionId)
      return state
    })
    const third = world.fapi.signIn(world.seeded!.clientId, bob.identifier)
    await mount()
    expect(frontdesk.state.session).toMatchObject({ status: 'signed-in', sessionId: third })
    expect([isKept(), changes]).toEqual([true, []])
  })

  test('3 · A, S1 / the last active one is B’s S2: B, and A’s cache is cleared before', async () => {
    const { frontdesk, changes, statuses, isKept, mount } = await visit(alices)
    const seen: boolean[] = []
    frontdesk.subscribe(() => void seen.push(isKept()))
    await mount()
    expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
    expect(statuses).toHaveLength(1)
    expect(seen).toEqual([false])
    expect(changes).toMatchObject([{ reason: 'other-tab', to: { userId: frontdesk.state.session.userId } }])
  })

  test('4 · A, S1 / S1 gone, B there: B', async () => {
    const { frontdesk, changes, isKept, mount } = await visit((world) => {
      world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
      return alices(world)
    })
    await mount()
    expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
    expect([isKept(), changes]).toMatchObject([false, [{ reason: 'ended' }]])
  })

  test.each(['no client', 'no session'])('5 · A / %s: signed out', async (what) => {
    const { world, frontdesk, changes, isKept, page, mount } = await visit(bobs)
    if (what === 'no client') world.fault('GET /client', { body: { response: null, client: null } })
    else for (const id of world.seeded!.sessionIds) world.fapi.revokeSession(id)
    await mount()
    expect(frontdesk.state.session.status).toBe('signed-out')
    expect([isKept(), changes]).toMatchObject([false, [{ to: null, reason: 'ended' }]])
    expect(page.queryClient.getQueryData(['public'])).toBe('news')
  })

  test.each([
    ['user', true],
    ['organization', false],
  ] as const)('6 · A in O1 / A in O2, isolated by %s: the other organization', async (isolateCache, kept) => {
    const inOrganization = (world: World) => ({ ...bobs(world), organizationId: 'org_1' })
    const { frontdesk, changes, isKept, mount } = await visit(inOrganization, { page: { isolateCache } })
    await mount()
    expect(frontdesk.state.session).toMatchObject({ status: 'signed-in', organizationId: null })
    expect(isKept()).toBe(kept)
    expect(changes).toMatchObject(kept ? [] : [{ reason: 'other-tab' }])
  })

  test('7 · signed out / B: signed in, and a warning', async () => {
    const { frontdesk, changes, warnings, isKept, mount } = await visit(signedOutState)
    expect(frontdesk.state.session.status).toBe('signed-out')
    await mount()
    expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
    expect([isKept(), changes, warnings]).toEqual([true, [], ['session_unseen']])
  })

  test('7 · signed out / nobody: nothing changes, and no warning', async () => {
    const { frontdesk, statuses, warnings, mount } = await visit(signedOutState, { signedIn: [] })
    const { session } = frontdesk.state
    await mount()
    expect(frontdesk.state.session).toBe(session)
    expect([statuses, warnings]).toEqual([['ready: signed-out nobody'], []])
  })

  test('8 · pending / active: signed in', async () => {
    const { frontdesk, changes, isKept, mount } = await visit((world) => ({
      ...bobs(world),
      status: 'pending',
    }))
    expect(frontdesk.state.session.status).toBe('pending')
    await mount()
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect([isKept(), changes]).toEqual([true, []])
  })

  test('8 · pending / pending: pending, and no token before', async () => {
    const state = (world: World) => stateOf(world, carol, 0, { status: 'pending' })
    const { frontdesk, mount } = await visit(state, { signedIn: [carol] })
    expect(await getToken(frontdesk)).toBe(null)
    await mount()
    expect(frontdesk.state.session.status).toBe('pending')
  })

  test.each<[string, unknown]>([
    ['unknown', undefined],
    ['of another version', { v: 2, status: 'signed-out' }],
    ['malformed', { v: 1, status: 'signed-in' }],
  ])('9 · %s / any: as without a server', async (_, state) => {
    const { frontdesk, changes, isKept, mount } = await visit(state as InitialState)
    expect(frontdesk.state.session.status).toBe('loading')
    await mount()
    expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
    expect([isKept(), changes]).toEqual([true, []])
  })

  describe('10 · A / signed out since, by the cookie __client_uat', () => {
    async function open(...cookies: string[]) {
      const visited = await visit(bobs, { page: { sessionCookie } })
      for (const cookie of cookies) visited.page.tab.ambient.cookies.cookie = `${cookie}; Path=/`
      visited.page.queryClient.setQueryData(['todos'], 'of the former')
      visited.frontdesk.mount()
      return visited
    }

    test.each([
      ['alone', ['__client_uat=0']],
      ['with its twin', ['__client_uat=0', '__client_uat_aB3-_x9z=0']],
    ])('behavior: %s turns at once', async (_, cookies) => {
      const { world, frontdesk, changes, isKept } = await open(...cookies)
      expect(frontdesk.state.session.status).toBe('signed-out')
      expect([isKept(), changes]).toMatchObject([false, [{ to: null, reason: 'ended' }]])
      expect(world.requests('GET /client')).toEqual([])
      await booted(frontdesk)
      expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
    })

    test.each([
      ['missing', []],
      ['newer than the page', ['__client_uat=9999999999']],
      ['of several apps', ['__client_uat=0', '__client_uat_aB3-_x9z=1700000000']],
      ['of another name', ['x__client_uat=0']],
      ['a session of somebody else', ['__session=a.b.c', '__client_uat=1700000000']],
    ])('behavior: %s leaves it to the request', async (_, cookies) => {
      const { frontdesk, changes, isKept } = await open(...cookies)
      expect(frontdesk.state.session.status).toBe('signed-in')
      await booted(frontdesk)
      expect([isKept(), changes]).toEqual([true, []])
    })
  })
})

describe('a sign-out', () => {
  test('behavior: that waits to be delivered is not shown as a session', async () => {
    const { world, frontdesk, page, isKept } = await visit(bobs)
    const marks = JSON.stringify([world.seeded?.sessionIds[1]])
    page.tab.ambient.originStorage.setItem(`frontdesk.${frontdesk._internal.scope}.sign-outs`, marks)
    page.queryClient.setQueryData(['todos'], 'of the former')
    frontdesk.mount()
    expect(frontdesk.state.session.status).toBe('loading')
    await booted(frontdesk)
    expect(frontdesk.state.session.session?.user.firstName).toBe('Alice')
    expect(isKept()).toBe(false)
  })

  test.each<[string, (page: Page) => Promise<unknown>]>([
    ['of this account', ({ frontdesk }) => signOut(frontdesk)],
    ['of all', ({ frontdesk }) => signOutAll(frontdesk)],
    ['of all, with the client kept', ({ frontdesk }) => signOutAll(frontdesk, { keepClient: true })],
  ])('behavior: %s before the client has come is final', async (_, leave) => {
    const { world, frontdesk, page, statuses, changes } = await visit(bobs)
    const recover = world.fault('GET /client', refused)
    await mounted(page)
    page.tab.goOffline()
    await expect(leave(page)).resolves.toEqual({ serverConfirmed: false })
    expect(statuses.some((status) => status.includes('signing-out'))).toBe(true)
    expect(frontdesk.state.session.status).toBe('signed-out')
    expect(changes).toMatchObject([{ to: null }])
    const rest = statuses.length
    page.tab.goOnline()
    recover()
    await frontdesk._internal.loader.reload()
    const bobsId = stateOf(world, bob, 1).userId
    expect(statuses.slice(rest).filter((status) => status.includes(bobsId))).toEqual([])
    expect(world.fapi.sessions.find(({ id }) => id === world.seeded?.sessionIds[1])?.status).not.toBe(
      'active',
    )
  })

  test.each<[string, (page: Page) => Promise<unknown>]>([
    ['of this account', ({ frontdesk }) => signOut(frontdesk)],
    ['of all', ({ frontdesk }) => signOutAll(frontdesk)],
  ])('behavior: %s in another root is final for one that mounts later', async (_, leave) => {
    const { world, page, frontdesk } = await visit(bobs)
    const first = world.open({ tab: page.tab, initialState: bobs(world) })
    await booted(first.frontdesk)
    await leave(first)
    world.fault('GET /client', refused)
    const seen: string[] = []
    frontdesk.subscribe(() => seen.push(frontdesk.state.session.status))
    frontdesk.mount()
    seen.push(frontdesk.state.session.status)
    await booted(frontdesk)
    expect([...seen, frontdesk.state.session.status]).not.toContain('signed-in')
    expect(await refusal(getToken(frontdesk))).toMatchObject({ code: 'not_now' })
  })

  test('behavior: in another tab ends what a server said, with no request', async () => {
    const { world, frontdesk, page } = await visit(bobs)
    world.fault('GET /client', refused)
    await mounted(page)
    const sessionIds = [world.seeded?.sessionIds[1]]
    const channel = world.browser.openTab().ambient.openChannel(`frontdesk.${frontdesk._internal.scope}`)
    channel.postMessage({ v: 1, type: 'ended', sessionIds })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(frontdesk.state.session.status).toBe('signed-out')
  })
})

describe('the first token', () => {
  /** What a visit before has left in the cookies. */
  async function revisit(more: PageOptions = { sessionCookie }) {
    const world = await createWorld({ signedIn: [bob], scheme: 'browser' })
    const first = world.open({ sessionCookie })
    await booted(first.frontdesk)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(first.tab.ambient.cookies.cookie).toContain('__session=')
    first.unmount()
    world.fapi.log.clear()
    const page = world.open({ mount: false, initialState: stateOf(world, bob), ...more })
    return { world, page, ...page }
  }

  test('behavior: is the one in the cookie, at once', async () => {
    const { world, frontdesk } = await revisit()
    expect(claimsOf(await getToken(frontdesk))).toMatchObject({ sid: world.seeded?.sessionIds[0] })
    expect(world.requests()).toEqual([])
    const heard: (string | null)[] = []
    onToken(frontdesk, (token) => void heard.push(token))()
    expect(heard).toEqual([await getToken(frontdesk)])
  })

  test.each<[string, (world: World) => Partial<PageOptions>]>([
    [
      'of another organization',
      (world) => ({ initialState: { ...stateOf(world, bob), organizationId: 'org_1' } }),
    ],
    [
      'of another session',
      (world) => ({ initialState: { ...stateOf(world, bob), sessionId: 'sess_other' } }),
    ],
    ['without the option sessionCookie', () => ({ sessionCookie: undefined })],
    ['with no server’s word', () => ({ initialState: undefined })],
  ])('behavior: %s waits for the client', async (_, options) => {
    const { world } = await revisit()
    const { frontdesk } = world.open({
      mount: false,
      initialState: stateOf(world, bob),
      sessionCookie,
      ...options(world),
    })
    await getToken(frontdesk)
    expect(world.requests()[0]).toBe('GET /client')
  })

  test('behavior: with less than 5 s left waits for the client', async () => {
    const { world, page, tab } = await revisit()
    const now = () => Date.now() + 57_000
    const { frontdesk } = world.open({
      mount: false,
      initialState: stateOf(world, bob),
      sessionCookie,
      tab: page.tab,
      ambient: { ...tab.ambient, now },
    })
    await getToken(frontdesk)
    expect(world.requests()[0]).toBe('GET /client')
  })
})

describe('the key of an identity', () => {
  test('behavior: is the same on a server and in the browser, by user and by organization', async () => {
    for (const isolateCache of ['user', 'organization'] as const) {
      const { world, frontdesk, mount } = await visit(bobs, { page: { isolateCache } })
      await mount()
      expect(identityKeyOf(bobs(world), isolateCache)).toBe(identityKey(frontdesk))
    }
  })

  test('behavior: of nobody is null, of nothing known undefined', () => {
    expect([identityKeyOf(signedOutState), identityKeyOf(undefined), identityKeyOf(null)]).toEqual([
      null,
      undefined,
      undefined,
    ])
  })
})

test('behavior: a handle without a state is as ever: nothing is shown before its client', () => {
  const frontdesk = createFrontdesk({
    publishableKey: `pk_live_${btoa('clerk.example.com$')}`,
    queryClient: new QueryClient(),
    initialState: undefined,
  })
  expect(frontdesk.state.session.status).toBe('loading')
})
