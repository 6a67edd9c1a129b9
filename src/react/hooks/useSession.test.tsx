import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderHookInPage } from '../../../test/support/render'
import { fakeTime } from '../../../test/support/time'
import { alice, booted, carol, createWorld } from '../../../test/support/world'
import { getToken, onToken, retry, sessionCookie } from '../../core'
import type { FapiFault } from '../../fapi'
import { useConnectionStatus, useSession, useToken } from '../../index'

test.each(['', 'garbage', 'not.a.jwt'])(
  'behavior: a last_active_token that is "%s" leaves the session signed in, without claims until there is a token',
  async (jwt) => {
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    let isGarbled = true
    const page = world.open({
      tab,
      ambient: {
        async fetch(url, init) {
          const response = await tab.ambient.fetch(url, init)
          const { status, headers } = response
          const text = await response.text()
          return new Response(isGarbled ? text.replace(/"jwt":"[^"]*"/g, `"jwt":"${jwt}"`) : text, {
            status,
            headers,
          })
        },
      },
    })
    await booted(page.frontdesk)
    const { result } = renderHookInPage(page, () => useSession())
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(result.current).toMatchObject({ status: 'signed-in', sessionId: world.seeded?.sessionIds[0] })
    expect(result.current.claims).toBeUndefined()
    isGarbled = false
    await getToken(page.frontdesk)
    await waitFor(() => expect(result.current.claims).toMatchObject({ sid: world.seeded?.sessionIds[0] }))
  },
)

/** How the hooks see a page whose client cannot be had. */
async function openFailing(fault: FapiFault, options: Parameters<typeof createWorld>[0] = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const end = world.fault('GET /client', fault)
  const page = world.open({ mount: false, sessionCookie })
  const seen: string[] = []
  const rendered = renderHookInPage(page, () => {
    const session = useSession()
    if (session.status !== seen.at(-1)) seen.push(session.status)
    return { session, token: useToken(), connection: useConnectionStatus() }
  })
  const advance = (ms: number) => act(() => time.advance(ms))
  await advance(15_000)
  return { world, page, seen, end, advance, ...rendered }
}

describe('a client that cannot be had', () => {
  test.each<[string, FapiFault, string]>([
    ['is refused', { status: 403 }, 'fault_injected'],
    ['does not answer', { cut: true }, 'network_error'],
    ['has a portal in its place', { body: '<html>Sign in to this network</html>' }, 'malformed_response'],
  ])('behavior: is an error, where it %s, in the session and in its token', async (_, fault, code) => {
    const { world, seen, result, end, page, advance } = await openFailing(fault)
    const { session, token, connection } = result.current
    expect(connection).toMatchObject({ status: 'error', error: { code } })
    expect(session).toMatchObject({ status: 'error', sessionId: undefined, claims: undefined })
    expect(session.error).toBe(connection.error)
    expect(token).toEqual({
      status: 'error',
      token: undefined,
      expiresAt: undefined,
      error: connection.error,
    })
    end()
    world.fault('GET /client', { delay: 500 })
    void retry(page.frontdesk)
    await advance(100)
    expect(result.current.token).toMatchObject({ status: 'loading', error: undefined })
    await advance(1000)
    expect(result.current.session).toMatchObject({ status: 'signed-in', error: undefined })
    expect(seen).toEqual(['loading', 'error', 'loading', 'signed-in'])
  })

  test('behavior: it recovers by itself, to a session that is pending too', async () => {
    const { seen, end, advance } = await openFailing({ status: 503 }, { signedIn: [carol] })
    expect(seen).toEqual(['loading', 'error'])
    end()
    await advance(60_000)
    expect(seen).toEqual(['loading', 'error', 'pending'])
  })

  test('behavior: says nothing of who is there: no token is told, and no cookie touched', async () => {
    const { page, world } = await openFailing({ status: 403 })
    const heard: unknown[] = []
    const stop = onToken(page.frontdesk, (token) => heard.push(token))
    await act(() => Promise.resolve())
    stop()
    expect(heard).toEqual([])
    expect(world.browser.cookies.filter(({ name }) => /session|uat|context/.test(name))).toEqual([])
  })
})
