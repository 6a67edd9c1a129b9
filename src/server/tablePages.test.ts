import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStage, keyTypes, kinds, type StageOptions, type Visitor } from '../../test/support/serverStage'

// Each test goes by its number in the table of decisions.

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

async function signedIn(options: StageOptions = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn()
  stage.asked.length = 0
  return { stage, visitor }
}

/** What an answer says of who may keep it. */
const kept = ({ headers }: Response) => headers.get('cache-control')

describe('first visits', () => {
  test('row 1 · with a live key and nothing, the app answers: signed out', async () => {
    const stage = await createStage()
    const { hops, status } = await stage.createVisitor().visit()
    expect([hops.length, status]).toEqual([1, 'signed-out'])
    expect(stage.asked).toEqual([])
  })

  test('row 2 · with a test key and nothing, a page load is sent round', async () => {
    const stage = await createStage({ keyType: 'test' })
    const { response, reason } = await stage.createVisitor().send('/inbox?page=2')
    expect([response.status, reason]).toEqual([307, 'dev-browser-missing'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    const back = new URL(new URL(response.headers.get('location')!).searchParams.get('redirect_url')!)
    expect(back.searchParams.get('__frontdesk')).toMatch(/^1\./)
    expect(back.searchParams.get('page')).toBe('2')
  })

  test('row 3 · with a test key and nothing, a request for data is signed out', async () => {
    const stage = await createStage({ keyType: 'test' })
    const { response, body } = await stage.createVisitor().send('/', { headers: kinds.fetch })
    expect([response.status, JSON.parse(body)]).toEqual([200, { status: 'signed-out' }])
    expect(stage.verdicts).toEqual([])
  })

  test('row 4 · with a development browser only: signed out, and the console names sessionCookie', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const stage = await createStage({ keyType: 'test' })
    const visitor = stage.createVisitor()
    visitor.write('__clerk_db_jwt', 'dvb_known')
    const { hops, status } = await visitor.visit()
    await visitor.visit()
    expect([hops.length, status]).toEqual([1, 'signed-out'])
    expect(warn.mock.calls.flat().join()).toMatch(/sessionCookie/)
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })
})

describe.each(keyTypes)('page loads, %s', (keyType) => {
  test('row 5 · a valid token: signed in, and nobody keeps a page that read it', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    const { hops, last, status, userId } = await visitor.visit()
    expect([hops.length, status, userId]).toEqual([1, 'signed-in', stage.fapi.users[0]?.id])
    expect(kept(last.response)).toBe('private, no-store')
    stage.app = () => new Response('for all', { headers: { 'cache-control': 'public, max-age=60' } })
    expect(kept((await visitor.visit()).last.response)).toBe('public, max-age=60')
  })

  test.each(['', 'abc'])('row 6 · a valid token, client_uat is "%s": round, and signed in', async (uat) => {
    const { visitor } = await signedIn({ keyType })
    visitor.forget('__client_uat')
    if (uat) visitor.write('__client_uat', uat)
    const { hops, status } = await visitor.visit()
    expect([hops[0]?.reason, status]).toEqual(['session-token-but-no-client-uat', 'signed-in'])
  })

  test('row 7 · a valid token of somebody who has signed out: round, signed out, the token is gone', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    stage.fapi.revokeSession(stage.fapi.sessions[0]!.id)
    visitor.write('__client_uat', '0')
    const { hops, status } = await visitor.visit()
    expect([hops[0]?.reason, status]).toEqual(['session-token-but-no-client-uat', 'signed-out'])
    expect([visitor.cookie('__session'), visitor.cookie('__client_uat')]).toEqual([undefined, '0'])
  })

  test('row 8 · no token, but signed in elsewhere on this site: round, and signed in', async () => {
    const { visitor } = await signedIn({ keyType })
    visitor.forget('__session')
    const { hops, status } = await visitor.visit()
    expect([hops[0]?.reason, status]).toEqual(['client-uat-but-no-session-token', 'signed-in'])
  })

  test('row 9 · a token older than the last sign-in: round, and signed in', async () => {
    const { visitor } = await signedIn({ keyType })
    const old = visitor.cookie('__session')
    later(5)
    visitor.write('__client_uat', `${Math.floor(Date.now() / 1000)}`)
    const { hops, status } = await visitor.visit()
    expect([hops[0]?.reason, status]).toEqual(['session-token-iat-before-client-uat', 'signed-in'])
    expect(visitor.cookie('__session')).not.toBe(old)
  })

  test('row 10 · an expired token: round, and signed in', async () => {
    const { visitor } = await signedIn({ keyType })
    later(90)
    const { hops, status } = await visitor.visit()
    expect(hops[0]?.reason).toBe('session-token-expired-refresh-non-eligible-no-refresh-cookie')
    expect([status, hops.length]).toEqual(['signed-in', keyType === 'test' ? 4 : 3])
  })

  test('row 18 · a page in a frame: round', async () => {
    const { visitor } = await signedIn({ keyType })
    later(90)
    expect((await visitor.send('/', { headers: kinds.iframe })).response.status).toBe(307)
  })

  test('row 19 · an old browser’s page load: round; the same without text/html is no page load', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    later(90)
    const send = (accept: string) =>
      stage.server.handle(
        new Request(stage.origin, { headers: { accept, cookie: visitor.jar.header(new URL(stage.origin)) } }),
        ({ auth }) => new Response(auth.status),
      )
    expect((await send('text/html,application/xhtml+xml')).status).toBe(307)
    expect(await (await send('*/*')).text()).toBe('unknown')
  })

  test.each(['prefetch', 'prefetch;prerender'])(
    'row 20 · %s of a stale page: 503, and nothing is begun',
    async (purpose) => {
      const { visitor } = await signedIn({ keyType })
      later(90)
      const { response } = await visitor.send('/', { headers: { 'sec-purpose': purpose } })
      expect([response.status, kept(response), response.headers.getSetCookie()]).toEqual([
        503,
        'no-store',
        [],
      ])
    },
  )

  test('row 51 · a session revoked a second ago counts until its token ends', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    stage.fapi.revokeSession(stage.fapi.sessions[0]!.id)
    expect((await visitor.visit()).status).toBe('signed-in')
    later(90)
    expect((await visitor.visit()).status).toBe('signed-out')
  })
})

describe('silent refresh', () => {
  /** Answers as Clerk's Backend API does, with cookies that the box made. */
  const refreshing = (lines: () => Promise<string[]>): Pick<StageOptions, 'between'> => ({
    between: async (request, next) => {
      if (!/^\/v1\/sessions\/sess_\w+\/refresh$/.test(new URL(request.url).pathname)) return next(request)
      return Response.json({ object: 'cookies', cookies: await lines() })
    },
  })

  async function expired(options: StageOptions) {
    const { stage, visitor } = await signedIn(options)
    visitor.write('__refresh', 'refresh_secret')
    later(90)
    return { stage, visitor }
  }

  test.each(['document', 'fetch'] as const)(
    'row 11 · %s: a refresh token brings new cookies at once',
    async (kind) => {
      let renew = async (): Promise<string[]> => []
      const { stage, visitor } = await expired(refreshing(() => renew()))
      renew = async () => {
        const token = await freshToken(stage.createVisitor(), stage)
        return [`__session_${stage.suffix}=${token}; Path=/`, `__session=${token}; Path=/`]
      }
      const { response, body } = await visitor.send('/', { headers: kinds[kind] })
      expect([response.status, JSON.parse(body).status]).toEqual([200, 'signed-in'])
      expect(response.headers.getSetCookie().map((line) => line.split('=')[0])).toEqual([
        `__session_${stage.suffix}`,
        '__session',
      ])
      expect(kept(response)).toBe('private, no-store')
    },
  )

  test.each([
    ['500', async () => new Response('', { status: 500 })],
    ['HTML', async () => new Response('<p>', { headers: { 'content-type': 'text/html' } })],
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
  ])('row 12 · the Backend API answers %s: round', async (_, answer) => {
    const { visitor } = await expired({
      between: (request, next) => (request.url.includes('/refresh') ? answer() : next(request)),
    })
    const { response } = await visitor.send()
    expect(response.status).toBe(307)
    expect((await visitor.visit()).status).toBe('signed-in')
  })

  test('behavior: what Clerk gets to see of a request is Clerk’s', async () => {
    const bodies: string[] = []
    const { visitor } = await expired({
      between: async (request, next) => {
        if (request.url.includes('/refresh')) bodies.push(await request.clone().text())
        return next(request)
      },
    })
    visitor.write('my_app', 'private')
    await visitor.send('/', { headers: { 'x-my-header': 'private' } })
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).not.toMatch(/private/)
  })
})

/** A token made now. */
async function freshToken(visitor: Visitor, _: unknown): Promise<string> {
  await visitor.signIn()
  return visitor.cookie('__session')!
}
