import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStage, keyTypes, kinds, type StageOptions } from '../../test/support/serverStage'
import { createFrontdeskServer } from '../server'

// Addresses, and what apps answer; each test goes by its number in the table of decisions.

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

async function signedIn(options: StageOptions = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn()
  stage.verdicts.length = 0
  return { stage, visitor, cookie: visitor.jar.header(new URL(stage.origin)) }
}

describe.each(keyTypes)('addresses, %s', (keyType) => {
  const evil = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }

  test('row 46 · X-Forwarded-Host by anybody: the way back is our own', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    later(90)
    const { response } = await visitor.send('/inbox', { headers: evil })
    const back = new URL(new URL(response.headers.get('location')!).searchParams.get('redirect_url')!)
    expect([response.status, back.origin]).toEqual([307, stage.origin])
  })

  test.each([
    ['a host that is not ours', evil],
    ['a protocol that is none', { 'x-forwarded-proto': 'javascript' }],
    ['a host with a path', { 'x-forwarded-host': 'evil.example/a' }],
    ['a user for a host', { 'x-forwarded-host': 'localhost:3000@evil.example' }],
    ['a backslash', { 'x-forwarded-host': 'evil.example\\@localhost:3000' }],
    ['a blank', { 'x-forwarded-host': 'evil example' }],
    ['a port that is none', { 'x-forwarded-host': 'localhost:99999' }],
  ])('row 46 · a trusted proxy names %s: unknown, no redirect', async (_, headers) => {
    const { stage, visitor } = await signedIn({ keyType, trustForwarded: true })
    later(90)
    const { response, body } = await visitor.send('/', { headers })
    expect([response.status, JSON.parse(body).status]).toEqual([200, 'unknown'])
    expect(stage.verdicts.map(({ code }) => code)).toEqual(['origin_unknown'])
  })

  test('row 46 · a trusted proxy names one of ours: the way back is there', async () => {
    const { stage, cookie } = await signedIn({ keyType, trustForwarded: true })
    later(90)
    const { host, protocol } = new URL(stage.origin)
    const headers = {
      ...kinds.document,
      cookie,
      'x-forwarded-host': `${host}, inner`,
      'x-forwarded-proto': `${protocol.slice(0, -1)},http`,
    }
    const request = new Request('http://10.0.0.1:8080//evil.example/a?b', { headers })
    const { answer } = await stage.server.resolve(request)
    const back = new URL(answer!.headers.get('location')!).searchParams.get('redirect_url')
    expect(back).toMatch(new RegExp(`^${stage.origin}//evil\\.example/a\\?b&__frontdesk=1`))
  })

  test('row 46 · an address that is not ours, without any proxy: unknown, and said which', async () => {
    const { stage, cookie } = await signedIn({ keyType })
    const { context } = await stage.server.resolve(
      new Request('https://other.example/', { headers: { ...kinds.document, cookie } }),
    )
    expect(context?.auth.status).toBe('unknown')
    expect(stage.verdicts[0]?.message).toContain('https://other.example')
  })

  test('row 48 · a link from another site: signed in, no round trip', async () => {
    const { visitor } = await signedIn({ keyType })
    const { hops, status } = await visitor.visit('/', {
      referer: 'https://elsewhere.example/',
      'sec-fetch-site': 'cross-site',
    })
    expect([hops.length, status]).toEqual([1, 'signed-in'])
  })

  test('row 48 · a link from a satellite: round, once', async () => {
    const { visitor } = await signedIn({ keyType, satellites: ['https://satellite.example/'] })
    const { hops, status } = await visitor.visit('/', {
      referer: 'https://satellite.example/',
      'sec-fetch-site': 'cross-site',
    })
    expect([hops[0]?.reason, status]).toEqual(['primary-domain-cross-origin-sync', 'signed-in'])
  })

  test('row 50 · the organization in the path: round, and it is the active one', async () => {
    const { stage, visitor } = await signedIn({
      keyType,
      organizations: { organizationPatterns: ['/orgs/:slug'] },
    })
    const { id } = stage.fapi.organizations[0]!
    stage.app = ({ auth, initialState }) =>
      Response.json({
        status: auth.status,
        id: auth.organizationId,
        role: auth.organizationRole,
        state: initialState,
      })
    const { hops, last } = await visitor.visit('/orgs/acme')
    expect(hops[0]?.reason).toBe('active-organization-mismatch')
    expect(JSON.parse(last.body)).toMatchObject({
      status: 'signed-in',
      id,
      role: 'org:admin',
      state: { organizationId: id },
    })
    expect((await visitor.visit('/orgs/acme')).hops).toHaveLength(1)
  })

  test('row 50 · an organization that the user does not belong to: three rounds at most, then the app decides', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { visitor } = await signedIn({ keyType, organizations: { organizationPatterns: ['/orgs/:slug'] } })
    const { hops, status } = await visitor.visit('/orgs/unknown')
    expect(status).toBe('signed-in')
    expect(hops.filter(({ reason }) => reason).length).toBeLessThanOrEqual(3)
    warn.mockRestore()
  })
})

describe('what apps answer', () => {
  /** The answer to a page load that has just come back from a round trip, with cookies to set. */
  async function answered(make: () => Response) {
    const { stage, visitor } = await signedIn()
    visitor.forget('__session')
    stage.app = ({ request }) => (request.url.endsWith('/next') ? new Response('next') : make())
    const { hops } = await visitor.visit()
    return hops.find(({ url }) => url.searchParams.has('__frontdesk') && url.origin === stage.origin)!
      .response
  }

  const names = (response: Response) => response.headers.getSetCookie().map((line) => line.split('=')[0])

  test.each<[string, () => Response]>([
    ['a redirect', () => Response.redirect('https://frontdesk.example/next', 302)],
    ['nothing new', () => new Response(null, { status: 304 })],
    ['a stream', () => new Response(new Blob(['text']).stream())],
    ['an error', () => Response.error()],
    [
      'its own cookies',
      () =>
        new Response('text', {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2; Expires=Thu, 01 Jan 2037 00:00:00 GMT'],
          ],
        }),
    ],
  ])('row 53 · %s: all cookies are there, the rest is as it was', async (_, make) => {
    const made = make()
    const response = await answered(make)
    expect([response.status, response.headers.get('location')]).toEqual([
      made.status,
      made.headers.get('location'),
    ])
    if (made.type === 'error') return
    expect(names(response)).toEqual(expect.arrayContaining(['__session', '__client_uat', ...names(made)]))
    expect(await response.text()).toBe(await made.text())
  })

  test('row 53 · a switch of protocols stays as it is', async () => {
    const { stage, cookie } = await signedIn()
    const { merge, context } = await stage.server.resolve(new Request(stage.origin, { headers: { cookie } }))
    expect(context?.auth.status).toBe('signed-in')
    const upgrade = { status: 101, headers: new Headers() } as Response
    expect(merge?.(upgrade)).toBe(upgrade)
    expect([...upgrade.headers]).toEqual([])
  })

  test('row 54 · what the app throws is thrown', async () => {
    const { stage, cookie } = await signedIn()
    const error = new Error('mine')
    const request = new Request(stage.origin, { headers: { cookie } })
    await expect(
      stage.server.handle(request, () => {
        throw error
      }),
    ).rejects.toBe(error)
  })

  test('row 56 · keys of two kinds are refused at once', async () => {
    const { stage } = await signedIn()
    const publishableKey = stage.fapi.publishableKey
    expect(() => createFrontdeskServer({ publishableKey, secretKey: 'sk_test_x', origins: [] })).toThrow(
      expect.objectContaining({ code: 'keys_differ' }),
    )
  })

  test.each([
    ['public, max-age=60', 'private, no-store'],
    ['s-maxage=60', 'private, no-store'],
    ['no-cache', 'private, no-store'],
    ['private, max-age=60', 'private, max-age=60'],
    ['no-store', 'no-store'],
  ])('row 57 · a page that read auth says "%s": it becomes "%s"', async (given, expected) => {
    const { stage, visitor } = await signedIn()
    stage.app = ({ auth }) =>
      new Response(auth.status, { headers: { 'cache-control': given, 'cdn-cache-control': 'max-age=9' } })
    const { response } = await visitor.send('/account')
    expect(response.headers.get('cache-control')).toBe(expected)
    expect(response.headers.get('cdn-cache-control')).toBe(null)
    const told = stage.verdicts.filter(({ code }) => code === 'page_cacheable')
    expect(told).toMatchObject([{ message: expect.stringContaining('/account') }])
  })

  test('row 57 · reading initialState counts as reading auth; reading neither leaves everything to the app', async () => {
    const { stage, visitor } = await signedIn()
    stage.app = ({ initialState }) => Response.json(initialState, { headers: { 'cache-control': 'public' } })
    expect((await visitor.send()).response.headers.get('cache-control')).toBe('private, no-store')
    stage.app = ({ request }) => new Response(request.url, { headers: { 'cache-control': 'public' } })
    const { response } = await visitor.send()
    expect([...response.headers]).toEqual([
      ['cache-control', 'public'],
      ['content-type', 'text/plain;charset=UTF-8'],
    ])
  })

  test('behavior: how long it took, and with what result, is in Server-Timing beside the app’s', async () => {
    const { stage, visitor } = await signedIn()
    stage.app = ({ auth }) => new Response(auth.status, { headers: { 'server-timing': 'app;dur=1' } })
    const { response } = await visitor.send()
    expect(response.headers.get('server-timing')).toMatch(
      /^app;dur=1, frontdesk;desc="signed-in";dur=\d+\.\d$/,
    )
  })

  test('parameters: resolve() gives the same in two steps, as of the time they are asked for', async () => {
    const { stage, cookie } = await signedIn()
    const request = new Request(stage.origin, { headers: { ...kinds.document, cookie } })
    const resolved = await stage.server.resolve(request)
    expect([...resolved.headers!]).toEqual([])
    expect(resolved.context?.auth.status).toBe('signed-in')
    expect(resolved.headers?.get('cache-control')).toBe('private, no-store')
  })
})
