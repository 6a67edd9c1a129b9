import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import {
  alice,
  bob,
  carol,
  createWorld,
  refusal,
  schemes,
  type WorldOptions,
} from '../../../test/support/world'
import {
  useClient,
  useConnectionStatus,
  useCreateClient,
  useFrontdesk,
  useGetToken,
  useSession,
  useSessions,
  useSetActive,
  useSignIn,
  useSignOut,
  useSignOutAll,
  useToken,
} from '../../index'

const everything = () => ({
  client: useClient(),
  session: useSession(),
  sessions: useSessions(),
  connection: useConnectionStatus(),
  createClient: useCreateClient(),
  signIn: useSignIn(),
  setActive: useSetActive(),
  signOut: useSignOut(),
  signOutAll: useSignOutAll(),
  token: useToken(),
  getToken: useGetToken(),
  frontdesk: useFrontdesk(),
})

async function open(options: WorldOptions = {}) {
  const opened = await renderHookInBrowser(everything, options)
  await waitFor(() => expect(opened.result.current.connection.status).toBe('ready'))
  return opened
}

describe.each(schemes)('with the scheme %s', (scheme) => {
  test('behavior: the whole way, from no client to none', async () => {
    const { result, world, page, unmount } = await open({ scheme })
    const names = () => result.current.sessions.data?.map(({ user }) => user.firstName)
    expect(result.current.client.data).toBeNull()
    expect(result.current.session.status).toBe('signed-out')

    await perform(() => result.current.createClient.mutateAsync())
    const [client] = world.fapi.clients
    expect(result.current.client.data).toMatchObject({ id: client?.id })

    await perform(() => result.current.signIn.create(alice))
    expect(result.current.signIn.signIn).toMatchObject({ status: 'complete' })
    expect(result.current.session).toMatchObject({
      status: 'signed-in',
      session: { user: { firstName: 'Alice' } },
    })
    const first = result.current.session.sessionId!

    await perform(() => result.current.signIn.create({ identifier: bob.identifier }))
    expect(result.current.signIn.signIn).toMatchObject({
      status: 'needs_first_factor',
      supportedFirstFactors: expect.arrayContaining([
        { strategy: 'password' },
        expect.objectContaining({ strategy: 'email_code', safeIdentifier: bob.identifier }),
      ]),
    })
    expect(names()).toEqual(['Alice'])
    await perform(() =>
      result.current.signIn.attemptFirstFactor({
        signInId: result.current.signIn.signIn!.id,
        strategy: 'password',
        password: bob.password,
      }),
    )
    const second = result.current.signIn.signIn!.createdSessionId!
    expect(names()).toEqual(['Alice', 'Bob'])
    expect(result.current.session.sessionId).toBe(second)

    await perform(() => result.current.setActive.mutateAsync({ sessionId: first }))
    await perform(() => result.current.setActive.mutateAsync({ sessionId: second }))
    expect(result.current.session).toMatchObject({
      sessionId: second,
      session: { user: { firstName: 'Bob' } },
    })

    unmount()
    const reloaded = page.reload()
    const again = renderHookInPage(reloaded, everything).result
    await waitFor(() =>
      expect(again.current.session).toMatchObject({ status: 'signed-in', sessionId: second }),
    )
    expect(again.current.sessions.data?.map(({ user }) => user.firstName)).toEqual(['Alice', 'Bob'])

    await perform(() => again.current.signOut.mutateAsync({}))
    expect(again.current.session.sessionId).toBe(first)

    await perform(() => again.current.signOutAll.mutateAsync({ keepClient: true }))
    expect(again.current.signOutAll.data).toEqual({ serverConfirmed: true })
    expect(again.current.session.status).toBe('signed-out')
    expect(again.current.client.data).toMatchObject({ id: client?.id, sessions: [] })

    await perform(() => again.current.signIn.create(alice))
    expect(again.current.session.status).toBe('signed-in')
    world.fapi.log.clear()
    await perform(() => again.current.signOutAll.mutateAsync({}))
    expect(again.current.client.data).toBeNull()
    expect(again.current.session.status).toBe('signed-out')
    expect(world.requests()).toEqual(['DELETE /client'])
    expect(world.fapi.clients).toEqual([])
  })
})

describe('useSignIn', () => {
  test('default: nothing yet', async () => {
    const { result } = await open()
    expect(result.current.signIn).toMatchObject({
      signIn: { status: 'needs_identifier', id: null },
      isPending: false,
      error: null,
    })
  })

  test.each([
    [
      'an unknown identifier',
      { identifier: 'nobody@example.com', password: 'x' },
      'form_identifier_not_found',
    ],
    ['a wrong password', { ...alice, password: 'wrong' }, 'form_password_incorrect'],
  ])('behavior: %s is an error in the words of Clerk, and reset() forgets it', async (_, step, code) => {
    const { result } = await open()
    const error = await perform(() => refusal(result.current.signIn.create(step)))
    expect(error).toMatchObject({ name: 'FrontdeskError', code, status: 422 })
    await waitFor(() => expect(result.current.signIn.error).toBe(error))
    expect(result.current.session.status).toBe('signed-out')
    act(() => result.current.signIn.reset())
    await waitFor(() => expect(result.current.signIn.error).toBeNull())
  })

  test('behavior: who is signed in already is identifier_already_signed_in', async () => {
    const { result } = await open({ signedIn: [alice] })
    const error = await perform(() => refusal(result.current.signIn.create(alice)))
    expect(error).toMatchObject({ code: 'identifier_already_signed_in' })
  })

  test('behavior: one with a task open is pending, and has no token', async () => {
    const { result } = await open()
    await perform(() => result.current.signIn.create(carol))
    expect(result.current.session).toMatchObject({
      status: 'pending',
      session: { tasks: [{ key: 'choose-organization' }] },
    })
    expect(result.current.token).toMatchObject({ status: 'signed-out', token: undefined })
    expect(await perform(() => result.current.getToken())).toBeNull()
  })
})

describe('useSession', () => {
  test('default: every key is there in every state', async () => {
    const { result } = await renderHookInBrowser(() => useSession(), { signedIn: [alice] })
    const keys = Object.keys(result.current).sort()
    expect(result.current).toMatchObject({ status: 'loading', sessionId: undefined, session: undefined })
    await waitFor(() => expect(result.current.status).toBe('signed-in'))
    expect(Object.keys(result.current).sort()).toEqual(keys)
    expect(keys).toEqual([
      ...['actor', 'claims', 'error', 'organizationId', 'session', 'sessionId', 'status', 'userId'],
    ])
  })

  test('behavior: claims hold nothing that a refresh changes', async () => {
    const { result, world } = await open({ signedIn: [alice] })
    expect(result.current.session.claims).toMatchObject({
      sid: world.seeded?.sessionIds[0],
      sub: world.fapi.users[0]?.id,
    })
    for (const moving of ['iat', 'exp', 'nbf', 'jti'])
      expect(result.current.session.claims).not.toHaveProperty(moving)
  })
})

describe('useSetActive', () => {
  test('behavior: a session that is not there is session_not_found, and sends nothing', async () => {
    const { result, world } = await open({ signedIn: [alice] })
    world.fapi.log.clear()
    const error = await perform(() =>
      refusal(result.current.setActive.mutateAsync({ sessionId: 'sess_none' })),
    )
    expect(error).toMatchObject({ code: 'session_not_found' })
    expect((error as Error).message).toContain('sess_none')
    expect(world.requests()).toEqual([])
  })

  test('behavior: refused, nothing has changed', async () => {
    const { result, world } = await open({ signedIn: [alice, bob] })
    const [alices, bobs] = world.seeded!.sessionIds
    world.fault(`POST /client/sessions/${alices}/touch`, { status: 403 })
    await perform(() => refusal(result.current.setActive.mutateAsync({ sessionId: alices })))
    expect(result.current.session.sessionId).toBe(bobs)
  })
})

describe('useSignOut', () => {
  test('parameters: sessionId signs out another account, and this one stays', async () => {
    const { result, world } = await open({ signedIn: [alice, bob] })
    const [alices, bobs] = world.seeded!.sessionIds
    await perform(() => result.current.signOut.mutateAsync({ sessionId: alices }))
    expect(result.current.session.sessionId).toBe(bobs)
    expect(result.current.sessions.data).toHaveLength(1)
  })

  test('behavior: signed out already is session_not_found', async () => {
    const { result } = await open({ signedIn: [] })
    expect(await perform(() => refusal(result.current.signOut.mutateAsync({})))).toMatchObject({
      code: 'session_not_found',
    })
  })
})

describe('useCreateClient', () => {
  test.each(['POST', 'PUT'] as const)('parameters: method %s', async (method) => {
    const { result, world } = await open()
    await perform(() => result.current.createClient.mutateAsync({ method }))
    expect(world.requests(`${method} /client`)).toHaveLength(1)
    expect(result.current.createClient.data).toMatchObject({ id: world.fapi.clients[0]?.id })
    expect(result.current.client.data).toBe(result.current.createClient.data)
  })
})

describe('useToken', () => {
  test('default: the token, and when it ends', async () => {
    const { result } = await open({ signedIn: [alice] })
    await waitFor(() => expect(result.current.token.status).toBe('ready'))
    const { token, expiresAt } = result.current.token
    expect(token).toBe(await result.current.getToken())
    expect(expiresAt! - Date.now()).toBeGreaterThan(5000)
    expect(expiresAt! - Date.now()).toBeLessThanOrEqual(60_000)
  })

  test('parameters: template', async () => {
    const { result } = await renderHookInBrowser(() => useToken({ template: 'hasura' }), {
      signedIn: [alice],
      jwtTemplates: { hasura: { claims: { role: 'editor' } } },
    })
    expect(result.current).toEqual({
      status: 'loading',
      token: undefined,
      expiresAt: undefined,
      error: undefined,
    })
    await waitFor(() => expect(result.current.status).toBe('ready'))
  })

  test('behavior: one that cannot be had is an error', async () => {
    const { result } = await renderHookInBrowser(() => useToken({ template: 'none' }), { signedIn: [alice] })
    await waitFor(() => expect(result.current).toMatchObject({ status: 'error', error: { status: 404 } }))
  })

  test('behavior: gone with the session', async () => {
    const { result } = await open({ signedIn: [alice] })
    await waitFor(() => expect(result.current.token.status).toBe('ready'))
    await perform(() => result.current.signOutAll.mutateAsync({}))
    expect(result.current.token).toMatchObject({
      status: 'signed-out',
      token: undefined,
      expiresAt: undefined,
    })
  })
})

describe('useConnectionStatus', () => {
  test('default: loading, then ready', async () => {
    const { result } = await renderHookInBrowser(() => useConnectionStatus())
    expect(result.current).toMatchObject({ status: 'loading', error: undefined })
    await waitFor(() => expect(result.current.status).toBe('ready'))
  })

  test('behavior: an error with its reason, and retry() tries at once', async () => {
    const { result, world } = await renderHookInBrowser(() => useConnectionStatus(), { signedIn: [alice] })
    const end = world.fault('GET /client', { status: 403 })
    await waitFor(() => expect(result.current).toMatchObject({ status: 'error', error: { status: 403 } }))
    end()
    await perform(() => result.current.retry())
    expect(result.current.status).toBe('ready')
  })

  test('behavior: degraded while newer news cannot be had', async () => {
    const { result, world } = await open({ signedIn: [alice] })
    world.fault('GET /client', { cut: true })
    void result.current.connection.retry().catch(() => {})
    await waitFor(() =>
      expect(result.current.connection).toMatchObject({
        status: 'degraded',
        error: { code: 'network_error' },
      }),
    )
    expect(result.current.session.status).toBe('signed-in')
    expect(result.current.client.data).toMatchObject({ id: world.seeded?.clientId })
  })
})

describe('functions that hooks give', () => {
  test('behavior: are the same on every render', async () => {
    const { result, rerender } = await open({ signedIn: [alice] })
    const { getToken, frontdesk, connection } = result.current
    rerender()
    await perform(() => result.current.signOutAll.mutateAsync({}))
    expect(result.current.getToken).toBe(getToken)
    expect(result.current.frontdesk).toBe(frontdesk)
    expect(result.current.connection.retry).toBe(connection.retry)
  })
})

test('behavior: two windows of one browser stay in step', async () => {
  const world = await createWorld({ signedIn: [] })
  const left = renderHookInPage(world.open({ mount: false }), everything).result
  const right = renderHookInPage(world.open({ mount: false }), everything).result
  await waitFor(() => expect(right.current.connection.status).toBe('ready'))
  await waitFor(() => expect(left.current.connection.status).toBe('ready'))
  await perform(() => left.current.signIn.create(alice))
  await waitFor(() =>
    expect(right.current.session).toMatchObject({ session: { user: { firstName: 'Alice' } } }),
  )
  await perform(() => right.current.signOutAll.mutateAsync({}))
  await waitFor(() => expect(left.current.session.status).toBe('signed-out'))
})
