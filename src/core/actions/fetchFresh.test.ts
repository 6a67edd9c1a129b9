import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, booted, createWorld, refusal } from '../../../test/support/world'
import { fetchFresh, sessionCookie, signOutAll } from '../../core'

interface Seen {
  url: string
  method: string
  body: string
  header: string | null
  /** The session cookie that the browser has by then. */
  token: string | undefined
}

/** An app with a server of its own, which finds the first token stale. */
async function open({
  isStale = (before: readonly Seen[]) => before.length === 0,
  status = 401,
  verdict = 'session_stale',
} = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const seen: Seen[] = []
  const tab = world.browser.openTab()
  const { origin } = new URL(tab.ambient.page.url())
  async function appServer(request: Request): Promise<Response> {
    const stale = isStale(seen)
    seen.push({
      url: request.url,
      method: request.method,
      body: await request.text(),
      header: request.headers.get('x-app'),
      token: world.browser.cookies.find(({ name }) => name === '__session')?.value,
    })
    return stale
      ? new Response('', { status, headers: { 'x-frontdesk-verdict': verdict } })
      : new Response('hello')
  }
  const { frontdesk } = world.open({
    tab,
    sessionCookie,
    ambient: {
      fetch: (url, init) =>
        url.startsWith(origin) ? appServer(new Request(url, init)) : tab.ambient.fetch(url, init),
    },
  })
  await booted(frontdesk)
  await time.advance(100)
  return { time, world, frontdesk, seen, origin }
}

describe('fetchFresh', () => {
  test('default: sends once, relative to the page, with a fresh token in the cookie', async () => {
    const { world, time, frontdesk, seen, origin } = await open({ isStale: () => false })
    const before = world.browser.cookies.find(({ name }) => name === '__session')?.value
    await time.advance(70_000)
    const answer = await fetchFresh(frontdesk, '/api/reports?page=2')
    expect([answer.status, await answer.text()]).toEqual([200, 'hello'])
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ url: `${origin}/api/reports?page=2`, method: 'GET' })
    expect(seen[0]!.token).toBeTruthy()
    expect(seen[0]!.token).not.toBe(before)
  })

  test('behavior: a stale session is renewed, and the request sent once more', async () => {
    const { time, frontdesk, seen } = await open()
    await time.advance(1000)
    const answer = await fetchFresh(frontdesk, '/api', { headers: { 'x-app': '1' } })
    expect(answer.status).toBe(200)
    expect(seen.map(({ header }) => header)).toEqual(['1', '1'])
    expect(seen[1]!.token).not.toBe(seen[0]!.token)
  })

  test('behavior: the second answer counts, whatever it is', async () => {
    const { frontdesk, seen } = await open({ isStale: () => true })
    expect((await fetchFresh(frontdesk, '/api')).status).toBe(401)
    expect(seen).toHaveLength(2)
  })

  test.each([
    ['POST', {}, 1],
    ['PUT', {}, 1],
    ['DELETE', {}, 1],
    ['POST', { 'Idempotency-Key': 'a' }, 2],
    ['HEAD', {}, 2],
  ])('behavior: %s with %j is sent %i times', async (method, headers, times) => {
    const { frontdesk, seen } = await open()
    const body = /^(HEAD|DELETE)$/.test(method) ? null : 'text'
    await fetchFresh(frontdesk, '/api', { method, headers, body })
    expect(seen.map(({ method, body }) => [method, body])).toEqual(Array(times).fill([method, body ?? '']))
  })

  test('behavior: a Request is sent twice with its body and headers, and stays as it was for others', async () => {
    const { frontdesk, seen, origin } = await open()
    const headers = { 'x-app': '2', 'idempotency-key': 'b' }
    const request = new Request(`${origin}/api`, { method: 'POST', headers, body: 'text' })
    expect((await fetchFresh(frontdesk, request)).status).toBe(200)
    const sent = { url: `${origin}/api`, method: 'POST', body: 'text', header: '2' }
    expect(seen).toMatchObject([sent, sent])
  })

  test('behavior: a stream is sent only once', async () => {
    const { frontdesk, seen } = await open()
    const body = new Response('text').body
    const init = { method: 'POST', headers: { 'idempotency-key': 'c' }, body, duplex: 'half' }
    expect((await fetchFresh(frontdesk, '/api', init as RequestInit)).status).toBe(401)
    expect(seen).toMatchObject([{ body: 'text' }])
  })

  test.each([
    ['another status', { status: 403, verdict: 'session_stale' }],
    ['another verdict', { status: 401, verdict: 'token_refused' }],
  ])('behavior: %s is not sent again', async (_, refused) => {
    const { frontdesk, seen } = await open(refused)
    expect((await fetchFresh(frontdesk, '/api')).status).toBe(refused.status)
    expect(seen).toHaveLength(1)
  })

  test('behavior: signed out, the request is sent as it is', async () => {
    const { frontdesk, seen } = await open({ isStale: () => false })
    await signOutAll(frontdesk)
    expect((await fetchFresh(frontdesk, '/api')).status).toBe(200)
    expect(seen.map(({ token }) => token)).toEqual([undefined])
  })

  test('behavior: without a new token the request is sent as it is', async () => {
    const { world, time, frontdesk, seen } = await open()
    await time.advance(90_000)
    world.fault('POST /client/sessions/*/tokens', { status: 403 })
    expect((await fetchFresh(frontdesk, '/api')).status).toBe(200)
    expect(seen).toHaveLength(2)
  })

  test('error: an aborted signal sends nothing', async () => {
    const { frontdesk, seen } = await open()
    const reason = new Error('enough')
    const refused = await refusal(fetchFresh(frontdesk, '/api', { signal: AbortSignal.abort(reason) }))
    expect(refused).toBe(reason)
    expect(seen).toEqual([])
  })
})
