import { keepPreviousData, QueryClient } from '@tanstack/react-query'
import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import { alice, bob, createWorld, refusal, type WorldOptions } from '../../../test/support/world'
import { activeSessionsQueryOptions, getActiveSessions, getToken } from '../../core'
import { createBrowser } from '../../fapi'
import {
  useActiveSessions,
  useConnectionStatus,
  useRevokeSession,
  useSession,
  useSetActive,
} from '../../index'

const asked = 'GET /me/sessions/active'

async function open(options: WorldOptions = {}, queryClient = new QueryClient()) {
  const seen: unknown[] = []
  const opened = await renderHookInBrowser(
    () => {
      const result = {
        connection: useConnectionStatus(),
        session: useSession(),
        active: useActiveSessions(),
        revoke: useRevokeSession(),
        setActive: useSetActive(),
      }
      seen.push([result.session.sessionId, result.active.data?.map(({ id }) => id)])
      return result
    },
    { signedIn: [alice], ...options, page: { queryClient } },
  )
  const { result, world } = opened
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  await waitFor(() => expect(result.current.active.data).toBeDefined())
  /** Signs somebody in on another device. @returns the session's id. */
  const elsewhere = async (user = alice) => {
    const { sessionIds } = await world.fapi.seedClient({ users: [user.identifier] })
    return sessionIds[0]!
  }
  const refresh = () => perform(() => result.current.active.refetch())
  const ids = () => result.current.active.data?.map(({ id }) => id)
  return { ...opened, queryClient, seen, elsewhere, refresh, ids, own: world.seeded?.sessionIds ?? [] }
}

describe('the list', () => {
  test('behavior: has the sessions of all devices, of this user only, in one request', async () => {
    const { world, ids, elsewhere, refresh, own, result } = await open()
    expect(ids()).toEqual(own)
    expect(world.requests(asked)).toHaveLength(1)
    const other = await elsewhere()
    await elsewhere(bob)
    await refresh()
    expect(ids()?.toSorted()).toEqual([...own, other].toSorted())
    expect(result.current.active.data?.[0]).toMatchObject({
      status: 'active',
      latestActivity: { isMobile: false, city: 'This machine' },
    })
  })

  test('behavior: is empty where nobody is signed in, without a request', async () => {
    const { world, ids } = await open({ signedIn: [] })
    expect(ids()).toEqual([])
    expect(world.requests(asked)).toEqual([])
  })

  test('error: of an answer that is none says where the fault is', async () => {
    const { world, page } = await open()
    world.fault(asked, { body: [{ status: 'active' }] })
    expect(await refusal(getActiveSessions(page.frontdesk))).toMatchObject({
      code: 'malformed_response',
      path: '0.id',
    })
  })
})

describe('revoking', () => {
  test('behavior: a session elsewhere ends there, and goes from the list', async () => {
    const { world, ids, elsewhere, refresh, own, result } = await open()
    const other = await elsewhere()
    await refresh()
    await perform(() => result.current.revoke.mutateAsync({ sessionId: other }))
    await waitFor(() => expect(ids()).toEqual(own))
    expect(world.fapi.sessions.find(({ id }) => id === other)?.status).toBe('revoked')
    expect(result.current.session.status).toBe('signed-in')
    expect(result.current.revoke.data).toEqual({ serverConfirmed: true })
  })

  test("behavior: this tab's own session signs it out, in other tabs, too", async () => {
    const { world, ids, own, result } = await open()
    const other = world.open()
    await waitFor(() => expect(other.frontdesk.state.session.status).toBe('signed-in'))
    await perform(() => result.current.revoke.mutateAsync({ sessionId: own[0]! }))
    expect(result.current.session.status).toBe('signed-out')
    await waitFor(() => expect(ids()).toEqual([]))
    await waitFor(() => expect(other.frontdesk.state.session.status).toBe('signed-out'))
    expect(world.fapi.sessions[0]?.status).not.toBe('active')
  })

  test('error: one that is gone already is refused, and goes from the list', async () => {
    const { world, ids, elsewhere, refresh, own, result } = await open()
    const other = await elsewhere()
    await refresh()
    expect(ids()).toContain(other)
    world.fapi.revokeSession(other)
    const error = await perform(() => refusal(result.current.revoke.mutateAsync({ sessionId: other })))
    expect(error).toMatchObject({ name: 'FrontdeskError', status: 400, code: 'invalid_action_for_session' })
    await waitFor(() => expect(ids()).toEqual(own))
    expect(result.current.session.status).toBe('signed-in')
    const unknown = await perform(() => refusal(result.current.revoke.mutateAsync({ sessionId: 'sess_1' })))
    expect(unknown).toMatchObject({ status: 404 })
  })

  test("error: this tab's own that was revoked elsewhere meanwhile: it is signed out all the same", async () => {
    const { world, ids, own, result } = await open()
    world.fapi.revokeSession(own[0]!)
    await perform(() => result.current.revoke.mutateAsync({ sessionId: own[0]! }))
    await waitFor(() => expect(result.current.session.status).toBe('signed-out'))
    await waitFor(() => expect(ids()).toEqual([]))
  })

  test('behavior: one that is asked for twice at a time is one request', async () => {
    const { world, ids, elsewhere, refresh, own, result } = await open()
    const other = await elsewhere()
    await refresh()
    const revoke = () => result.current.revoke.mutateAsync({ sessionId: other })
    const given = await perform(() => Promise.all([revoke(), revoke()]))
    expect(given).toEqual([{ serverConfirmed: true }, { serverConfirmed: true }])
    expect(world.requests().filter((sent) => sent.endsWith('/revoke'))).toHaveLength(1)
    await waitFor(() => expect(ids()).toEqual(own))
  })

  test('behavior: the other device learns it when it asks for its next token', async () => {
    const { world, ids, refresh, own, result } = await open()
    const client = await world.fapi.seedClient({ users: [alice.identifier] })
    const tab = createBrowser({ fapi: world.fapi, client }).openTab()
    const { frontdesk } = world.open({ tab })
    await waitFor(() => expect(frontdesk.state.session.status).toBe('signed-in'))
    await refresh()
    const other = frontdesk.state.session.sessionId!
    expect(ids()?.toSorted()).toEqual([...own, other].toSorted())
    await perform(() => result.current.revoke.mutateAsync({ sessionId: other }))
    await getToken(frontdesk, { skipCache: true }).catch(() => {})
    await waitFor(() => expect(frontdesk.state.session.status).toBe('signed-out'))
    expect(result.current.session.status).toBe('signed-in')
  })

  test.each([
    ['no connection', { cut: true }, { code: 'network_error' }],
    ['trouble', { status: 500 }, { status: 500 }],
  ])('error: with %s nothing has changed', async (_, fault, expected) => {
    const { world, ids, elsewhere, refresh, own, result } = await open()
    const other = await elsewhere()
    await refresh()
    world.fault('POST /me/sessions/*/revoke', fault)
    const error = await perform(() => refusal(result.current.revoke.mutateAsync({ sessionId: other })))
    expect(error).toMatchObject(expected)
    await waitFor(() => expect(ids()?.toSorted()).toEqual([...own, other].toSorted()))
  })

  test('error: what is no session of this user changes nothing', async () => {
    const { elsewhere, result, world } = await open()
    const bobs = await elsewhere(bob)
    const error = await perform(() => refusal(result.current.revoke.mutateAsync({ sessionId: bobs })))
    expect(error).toMatchObject({ name: 'FrontdeskError', status: 404 })
    expect(world.fapi.sessions.find(({ id }) => id === bobs)?.status).toBe('active')
  })

  test('error: session_not_found where nobody is signed in, and nothing is sent', async () => {
    const { result, world } = await open({ signedIn: [] })
    world.fapi.log.clear()
    const error = await perform(() => refusal(result.current.revoke.mutateAsync({ sessionId: 'sess_1' })))
    expect(error).toMatchObject({ code: 'session_not_found' })
    expect(world.requests()).toEqual([])
  })
})

describe('rule 4 · no leak between identities · the list', () => {
  const keepsAll = new QueryClient({
    defaultOptions: { queries: { placeholderData: keepPreviousData, initialData: ['made up'] } },
  })

  test.each([
    ['', new QueryClient()],
    [', though the app keeps what was there', keepsAll],
  ])("behavior: of one user is never beside another one's session%s", async (_, queryClient) => {
    const { seen, own, result, ids } = await open({ signedIn: [alice, bob] }, queryClient)
    const [alices, bobs] = own
    expect(ids()).toEqual([bobs])
    await perform(() => result.current.setActive.mutateAsync({ sessionId: alices }))
    await waitFor(() => expect(ids()).toEqual([alices]))
    expect(seen).toContainEqual([bobs, [bobs]])
    expect(seen).not.toContainEqual([alices, [bobs]])
    expect(seen).not.toContainEqual([bobs, [alices]])
    expect(JSON.stringify(seen)).not.toContain('made up')
  })

  test('behavior: is gone from the cache once another one is shown, also where nobody looks any more', async () => {
    const { own, page, queryClient, result, unmount } = await open({ signedIn: [alice, bob] })
    const { queryKey } = activeSessionsQueryOptions(page.frontdesk)
    expect(queryClient.getQueryData(queryKey)).toHaveLength(1)
    await perform(() => result.current.setActive.mutateAsync({ sessionId: own[0]! }))
    expect(queryClient.getQueryCache().find({ queryKey })).toBeUndefined()
    unmount()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(queryClient.getQueryCache().getAll()).toEqual([])
  })

  test('behavior: leaves nothing behind where it never came', async () => {
    const queryClient = new QueryClient()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { delay: 60_000 })
    const page = world.open({ mount: false, queryClient })
    renderHookInPage(page, useActiveSessions).unmount()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(queryClient.getQueryCache().getAll()).toEqual([])
  })

  test('behavior: an answer that was under way for the former comes to nothing', async () => {
    const { own, page, queryClient, result, world, ids } = await open({ signedIn: [alice, bob] })
    const { queryKey } = activeSessionsQueryOptions(page.frontdesk)
    world.fault(asked, { delay: 60, times: 1 })
    act(() => void result.current.active.refetch())
    await perform(() => result.current.setActive.mutateAsync({ sessionId: own[0]! }))
    await perform(() => new Promise((resolve) => setTimeout(resolve, 100)))
    expect(ids()).toEqual([own[0]])
    expect(queryClient.getQueryData(queryKey)).toBeUndefined()
  })
})
