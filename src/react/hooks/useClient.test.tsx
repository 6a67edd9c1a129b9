import { renderHook, waitFor } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { App, perform, renderHookInBrowser } from '../../../test/support/render'
import { alice, bob, createWorld } from '../../../test/support/world'
import { getClient } from '../../core'
import { useClient, useSessions, useSuspenseClient, useUser } from '../../index'

describe('useClient', () => {
  test('default: pending, then the client, in camelCase', async () => {
    const { result, world } = await renderHookInBrowser(() => useClient(), { signedIn: [alice, bob] })
    expect(result.current).toMatchObject({ status: 'pending', data: undefined })
    await waitFor(() => expect(result.current.status).toBe('success'))
    expect(result.current.data).toMatchObject({
      id: world.seeded?.clientId,
      lastActiveSessionId: world.seeded?.sessionIds[1],
      sessions: [{ user: { firstName: 'Alice' } }, { user: { firstName: 'Bob' } }],
    })
  })

  test('default: null where there is none', async () => {
    const { result } = await renderHookInBrowser(() => useClient())
    await waitFor(() => expect(result.current).toMatchObject({ status: 'success', data: null }))
  })

  test('parameters: select', async () => {
    const { result } = await renderHookInBrowser(
      () => useClient({ select: (client) => client?.sessions.length ?? 0 }),
      { signedIn: [alice, bob] },
    )
    await waitFor(() => expect(result.current.data).toBe(2))
  })

  test('behavior: an error is a FrontdeskError, and refetch() gets over it', async () => {
    // What is not read while rendering is not heard of.
    const useAll = () => {
      const { data, error, refetch } = useClient()
      return { data, error, refetch }
    }
    const { result, world } = await renderHookInBrowser(useAll, { signedIn: [alice] })
    const end = world.fault('GET /client', { status: 403 })
    await waitFor(() => expect(result.current.error).toMatchObject({ name: 'FrontdeskError', status: 403 }))
    end()
    await perform(() => result.current.refetch())
    await waitFor(() => expect(result.current.data).toMatchObject({ id: world.seeded?.clientId }))
  })

  test('behavior: on a server it is pending, and nothing is requested', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open({ mount: false })
    const Status = () => <p>{useClient().status}</p>
    const html = renderToString(
      <App page={page}>
        <Status />
      </App>,
    )
    expect(html).toContain('pending')
    expect(world.requests()).toEqual([])
  })
})

describe('useSuspenseClient', () => {
  test('behavior: a client that is known does not suspend', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await getClient(page.frontdesk)
    const { result } = renderHook(() => useSuspenseClient({ select: (client) => client?.id }), {
      wrapper: ({ children }) => <App page={page}>{children}</App>,
    })
    expect(result.current.data).toBe(world.seeded?.clientId)
  })
})

describe('useSessions', () => {
  test('default: those signed in, pending ones too', async () => {
    const { result } = await renderHookInBrowser(() => useSessions(), {
      signedIn: [alice, { identifier: 'carol@example.com', password: 'carol-password' }],
    })
    expect(result.current.data).toBeUndefined()
    await waitFor(() =>
      expect(result.current.data?.map(({ status }) => status)).toEqual(['active', 'pending']),
    )
  })

  test('default: empty where nobody is signed in, and where there is no client', async () => {
    const { result } = await renderHookInBrowser(() => useSessions())
    await waitFor(() => expect(result.current.data).toEqual([]))
  })

  test('parameters: select', async () => {
    const { result } = await renderHookInBrowser(
      () => useSessions({ select: (sessions) => sessions.map(({ user }) => user.firstName).join() }),
      { signedIn: [alice, bob] },
    )
    await waitFor(() => expect(result.current.data).toBe('Alice,Bob'))
  })

  test('behavior: one that is over is left out', async () => {
    const { result, world, page } = await renderHookInBrowser(() => useSessions(), { signedIn: [alice] })
    await waitFor(() => expect(result.current.data).toHaveLength(1))
    const over = { id: 'sess_1', status: 'expired', user: { id: 'user_1' } }
    world.fault('GET /client', { body: { response: { id: 'client_1', sessions: [over] } } })
    await getClient(page.frontdesk)
    await waitFor(() => expect(result.current.data).toEqual([]))
  })
})

describe('useUser', () => {
  test('default: who is signed in in this tab', async () => {
    const { result } = await renderHookInBrowser(() => useUser(), { signedIn: [alice, bob] })
    expect(result.current.data).toBeUndefined()
    await waitFor(() => expect(result.current.data).toMatchObject({ firstName: 'Bob', lastName: 'Baker' }))
  })

  test('default: null when signed out', async () => {
    const { result } = await renderHookInBrowser(() => useUser(), { signedIn: [] })
    await waitFor(() => expect(result.current.data).toBeNull())
  })

  test('parameters: select', async () => {
    const { result } = await renderHookInBrowser(
      () => useUser({ select: (user) => user?.emailAddresses[0]?.emailAddress }),
      { signedIn: [alice] },
    )
    await waitFor(() => expect(result.current.data).toBe('alice@example.com'))
  })
})
