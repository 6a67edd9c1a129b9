import { useQuery } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  useConnectionStatus,
  useRedirectCallback,
  useSession,
  useSessions,
  useSignIn,
  useToken,
  useUser,
} from '../index'
import {
  accounts,
  alice,
  bob,
  brokenFapi,
  degraded,
  expired,
  loading,
  offline,
  pending,
  rateLimited,
  redirectedBack,
  renderHookWithFrontdesk,
  type Scenes,
  signedIn,
  signedOut,
} from '../testing'

const useAll = () => {
  const { status, error } = useConnectionStatus()
  const session = useSession()
  const { data: user } = useUser()
  return { connection: status, code: error?.code, http: error?.status, status: session.status, user }
}

const timers = {
  'real timers': () => {},
  'fake timers': () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
  },
  'a fake setTimeout and Date': () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    onTestFinished(() => void vi.useRealTimers())
  },
}

/** What each scene comes to, as soon as it is rendered. */
const scenes: Record<string, [Scenes, Partial<Record<keyof ReturnType<typeof useAll>, unknown>>]> = {
  signedOut: [signedOut, { connection: 'ready', status: 'signed-out', user: null }],
  'signedOut, after somebody was there': [
    [signedIn({ as: bob }), signedOut],
    { connection: 'ready', status: 'signed-out' },
  ],
  'no client': [{ accounts: null }, { connection: 'ready', status: 'signed-out', user: null }],
  signedIn: [signedIn(), { connection: 'ready', status: 'signed-in' }],
  accounts: [
    accounts([bob, alice]),
    { status: 'signed-in', user: expect.objectContaining({ firstName: 'Bob' }) },
  ],
  pending: [pending, { connection: 'ready', status: 'pending' }],
  loading: [loading, { connection: 'loading', status: 'loading', user: undefined }],
  degraded: [degraded, { connection: 'degraded', http: 503, status: 'signed-in' }],
  offline: [offline, { connection: 'degraded', code: 'network_error', status: 'signed-in' }],
  expired: [expired, { connection: 'ready', status: 'signed-out' }],
  'one of two expired': [
    [accounts([alice, bob]), expired],
    { connection: 'ready', status: 'signed-in', user: expect.objectContaining({ firstName: 'Bob' }) },
  ],
  rateLimited: [rateLimited, { connection: 'degraded', http: 429, status: 'signed-in' }],
  'rateLimited, and nobody there': [
    [signedOut, rateLimited],
    { connection: 'degraded', http: 429, status: 'signed-out' },
  ],
  brokenFapi: [brokenFapi, { connection: 'error', http: 500, status: 'error' }],
  'rate limited from the start': [
    { faults: [{ status: 429, retryAfter: 30 }] },
    { connection: 'error', http: 429, status: 'error' },
  ],
  'cut off from the start': [{ faults: [{ cut: true }] }, { connection: 'error', code: 'network_error' }],
}

describe.each(Object.entries(timers))('with %s', (_, begin) => {
  test.each(Object.entries(scenes))('scene %s: is there at once', async (_, [scene, expected]) => {
    begin()
    const { result } = await renderHookWithFrontdesk(useAll, { scene })
    expect(result.current).toMatchObject(expected)
  })

  test('scene loading: is held for as long as wanted, then released', async () => {
    begin()
    const { result, advance, release, requests } = await renderHookWithFrontdesk(useAll, { scene: loading })
    await advance(60 * 60_000)
    expect(result.current).toMatchObject({ connection: 'loading', status: 'loading' })
    expect(requests()).toEqual(['GET /v1/client'])
    await release()
    expect(result.current).toMatchObject({ connection: 'ready', status: 'signed-in' })
    expect(requests()).toEqual(['GET /v1/client'])
  })

  test.each([
    ['degraded', degraded],
    ['offline', offline],
    ['rateLimited', rateLimited],
    ['brokenFapi', brokenFapi],
  ])('scene %s: is mended at once', async (_, scene) => {
    begin()
    const { result, mend, user } = await renderHookWithFrontdesk(useAll, { scene })
    await mend()
    expect(result.current).toMatchObject({ connection: 'ready', status: 'signed-in', user: { id: user.id } })
  })

  test('expire: the page knows when it resolves', async () => {
    begin()
    const { result, expire } = await renderHookWithFrontdesk(useAll)
    await expire()
    expect(result.current).toMatchObject({ connection: 'ready', status: 'signed-out', user: null })
    await expect(expire()).rejects.toThrow(TypeError)
  })

  test('advance: tokens are renewed as time passes', async () => {
    begin()
    const { result, advance, requests } = await renderHookWithFrontdesk(() => useToken())
    const first = result.current.token
    expect(first).toEqual(expect.any(String))
    await advance(10 * 60_000)
    expect(result.current.token).not.toBe(first)
    expect(requests('POST /v1/client/sessions/*/tokens').length).toBeGreaterThan(9)
  })

  test('hold: a sign-in is pending until it is released', async () => {
    begin()
    const { result, hold, release, user, settle } = await renderHookWithFrontdesk(() => useSignIn(), {
      scene: signedOut,
    })
    hold('POST /v1/client/sign_ins')
    void result.current.create({ identifier: user.identifier, password: user.password! })
    await settle()
    expect(result.current.isPending).toBe(true)
    await release()
    expect(result.current).toMatchObject({ isPending: false, signIn: { status: 'complete' } })
  })

  test('elsewhere: sign-in, switch and sign-out are heard of', async () => {
    begin()
    const hook = () => ({ session: useSession(), sessions: useSessions() })
    const { result, user, ...elsewhere } = await renderHookWithFrontdesk(hook)
    await elsewhere.signInElsewhere(bob)
    const names = () => result.current.sessions.data?.map((session) => session.user.firstName)
    expect(names()).toEqual(['Alice', 'Bob'])
    expect(result.current.session.userId).toBe(user.id)
    await elsewhere.switchElsewhere(alice)
    expect(result.current.session.userId).toBe(user.id)
    await elsewhere.signOutElsewhere()
    expect(result.current.session.status).toBe('signed-out')
  })
})

test('behavior: a runner’s clock moves box and library', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { result, fapi, settle } = await renderHookWithFrontdesk(() => useToken())
  const first = result.current.token
  const { log, clock } = fapi
  const before = clock.now()
  for (let seconds = 0; seconds < 70; seconds += 10) {
    await vi.advanceTimersByTimeAsync(10_000)
    await settle()
  }
  expect(clock.now() - before).toBe(70_000)
  expect(log.filter({ path: /\/tokens$/ }).length).toBeGreaterThan(0)
  expect(result.current.token).not.toBe(first)
})

test('behavior: the box’s clock moves the library', async () => {
  const { result, fapi } = await renderHookWithFrontdesk(() => useToken())
  const first = result.current.token
  fapi.clock.advance(59_000)
  await waitFor(() => expect(result.current.token).not.toBe(first))
  expect(result.current.status).toBe('ready')
})

test('signedIn: in an organization', async () => {
  const scene = signedIn({ as: alice, organization: 'Acme' })
  const { result, fapi } = await renderHookWithFrontdesk(useSession, { scene })
  expect(result.current.organizationId).toBe(fapi.organizations[0]?.id)
  await expect(
    renderHookWithFrontdesk(useSession, { scene: signedIn({ organization: 'Nope' }) }),
  ).rejects.toThrow('There is no organization "Nope"')
})

test('signedIn: with metadata, in place of the Alice that the box has', async () => {
  const scene = signedIn({ as: { ...alice, publicMetadata: { plan: 'pro' } } })
  const { result, fapi } = await renderHookWithFrontdesk(() => useUser(), { scene })
  expect(result.current.data?.publicMetadata).toEqual({ plan: 'pro' })
  expect(fapi.users.filter(({ identifier }) => identifier === alice.identifier)).toHaveLength(1)
})

describe('redirectedBack', () => {
  test('default: Alice has signed in', async () => {
    const hook = () => ({ outcome: useRedirectCallback(), session: useSession() })
    const { result, user } = await renderHookWithFrontdesk(hook, { scene: redirectedBack })
    expect(result.current.outcome.status).toBe('signed-in')
    expect(result.current.session.userId).toBe(user.id)
  })

  test('parameters: beside another account; somebody new', async () => {
    const dora = { identifier: 'dora@example.org', firstName: 'Dora' }
    const scene = {
      ...signedIn({ as: bob }),
      redirectedBack: { as: dora, strategy: 'oauth_github' } as const,
    }
    const hook = () => ({ outcome: useRedirectCallback(), user: useUser() })
    const { result, user } = await renderHookWithFrontdesk(hook, { scene })
    expect(result.current.outcome.status).toBe('signed-in')
    expect(result.current.user.data?.firstName).toBe('Dora')
    // The box did not know her when the page was opened.
    expect(user.firstName).toBe('Bob')
  })
})

test('parameters: a box with other users', async () => {
  const dora = { identifier: 'dora@example.org', password: 'dora-password' }
  const { user, fapi } = await renderHookWithFrontdesk(() => useUser(), {
    scene: [signedOut, { users: [dora] }],
  })
  expect(user).toMatchObject(dora)
  expect(fapi.users.map(({ identifier }) => identifier)).toEqual([dora.identifier])
})

test('behavior: each render has a world of its own, with the same ids', async () => {
  const [one, two] = [await renderHookWithFrontdesk(useSession), await renderHookWithFrontdesk(useSession)]
  expect(one.user.id).toBe(two.user.id)
  await one.expire()
  expect([one, two].map(({ result }) => result.current.status)).toEqual(['signed-out', 'signed-in'])
})

test('behavior: an app’s own queries are left alone', async () => {
  const { result, settle } = await renderHookWithFrontdesk(() =>
    useQuery({ queryKey: ['own'], queryFn: () => 'own' }),
  )
  await settle()
  expect(result.current.data).toBe('own')
})

test.each([
  ['a user that is not there', { accounts: [{ identifier: 'nobody' }] }, 'users'],
  ['an option of the box', { box: { strategies: ['telepathy' as 'password'] } }, 'strategies'],
])('error: %s', async (_, scene, message) => {
  await expect(renderHookWithFrontdesk(useSession, { scene })).rejects.toThrow(message)
})

test('error: switchElsewhere to who is not signed in', async () => {
  const { switchElsewhere } = await renderHookWithFrontdesk(useSession)
  await expect(switchElsewhere(bob)).rejects.toThrow('"bob@example.com" is not signed in')
})
