import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  booted,
  createWorld,
  refusal,
  type Scheme,
  schemes,
  type WorldOptions,
} from '../../../test/support/world'
import type { FapiMethod, FrontdeskOptions } from '../../core'
import { request } from '../actions/request'
import { signOutAll } from '../actions/signOutAll'

interface Sent {
  url: URL
  init: RequestInit
}

async function recording(
  options: WorldOptions & { scheme?: Scheme } = {},
  handle: Partial<FrontdeskOptions> = {},
) {
  const world = await createWorld({ signedIn: [alice], ...options })
  const tab = world.browser.openTab()
  const sent: Sent[] = []
  const fetch = (url: string, init: RequestInit) => {
    sent.push({ url: new URL(url), init })
    return tab.ambient.fetch(url, init)
  }
  const page = world.open({ tab, ambient: { fetch }, ...handle })
  await booted(page.frontdesk)
  sent.length = 0
  return { ...page, world, sent }
}

const formOf = ({ init }: Sent) => [...new URLSearchParams(String(init.body))]

describe('the method', () => {
  test.each<[FapiMethod, string, string | null]>([
    ['GET', 'GET', null],
    ['POST', 'POST', null],
    ['PUT', 'POST', 'PUT'],
    ['PATCH', 'POST', 'PATCH'],
    ['DELETE', 'POST', 'DELETE'],
  ])('behavior: %s travels as %s with _method=%s', async (method, verb, override) => {
    const { frontdesk, sent } = await recording()
    await refusal(request(frontdesk, method, '/client/nowhere'))
    expect(sent[0]?.init.method).toBe(verb)
    expect(sent[0]?.url.searchParams.get('_method')).toBe(override)
  })
})

describe('the form', () => {
  test('behavior: keys in snake_case, null empty, lists repeated, objects as JSON, undefined left out', async () => {
    const { frontdesk, sent } = await recording()
    const body = {
      identifier: 'ann+1@example.com',
      activeOrganizationId: null,
      scopes: ['a', 'b'],
      unsafeMetadata: { someKey: 1 },
      count: 0,
      on: false,
      gone: undefined,
    }
    await refusal(request(frontdesk, 'POST', '/client/sign_ins', { body }))
    expect(formOf(sent[0]!)).toEqual([
      ['identifier', 'ann+1@example.com'],
      ['active_organization_id', ''],
      ['scopes', 'a'],
      ['scopes', 'b'],
      ['unsafe_metadata', '{"someKey":1}'],
      ['count', '0'],
      ['on', 'false'],
    ])
  })

  test('behavior: a GET has none', async () => {
    const { frontdesk, sent } = await recording()
    await request(frontdesk, 'GET', '/client')
    expect(sent[0]?.init.body).toBeUndefined()
  })
})

describe('the address', () => {
  test('behavior: below /v1 with the version of the API, and the query given', async () => {
    const { frontdesk, sent } = await recording()
    await request(frontdesk, 'GET', '/client', { query: { limit: '2', none: undefined } })
    const { pathname, searchParams } = sent[0]!.url
    expect(pathname).toBe('/v1/client')
    expect(searchParams.get('__clerk_api_version')).toBe('2026-05-12')
    expect(searchParams.get('limit')).toBe('2')
    expect(searchParams.has('none')).toBe(false)
  })

  test("behavior: names this tab's session, except below /client", async () => {
    const { frontdesk, sent, world } = await recording()
    await request(frontdesk, 'GET', '/me')
    await request(frontdesk, 'GET', '/client')
    expect(sent[0]?.url.searchParams.get('_clerk_session_id')).toBe(world.seeded?.sessionIds[0])
    expect(sent[1]?.url.searchParams.has('_clerk_session_id')).toBe(false)
  })

  test.each([
    ['/me?x=a%2Fb', true],
    ['/me/..%2F', true],
    ['/clientele', true],
    ['/client?x=1', false],
    ['/client/sessions/a%2Fb/touch', false],
  ])('behavior: the path %s is sent as it stands; of the session: %s', async (path, isOfSession) => {
    const { frontdesk, sent } = await recording()
    await request(frontdesk, 'GET', path).catch(() => {})
    const { href, searchParams } = sent[0]!.url
    expect(href.replace('?__clerk', '&__clerk')).toContain(`/v1${path}&`)
    expect(searchParams.has('_clerk_session_id')).toBe(isOfSession)
  })

  test.each([
    'me',
    '',
    'https://evil.example/v1/me',
    '/../admin',
    '/../../v2/me',
    '/..\\admin',
    '/%2e%2e/admin',
    '/client/../me',
    '/client/./../me',
    '/client/%2e%2e/me',
    '/client/.%2E/me',
    '/client\\..\\me',
    '/cli\nent',
    '/client/sessions/..',
    '/client/..?x=1',
    '/me ',
    '/me\u0000',
  ])('behavior: the path %j is refused, and nothing is sent', async (path) => {
    const { frontdesk, sent } = await recording()
    expect(await refusal(request(frontdesk, 'GET', path))).toBeInstanceOf(TypeError)
    expect(sent).toEqual([])
  })

  test('behavior: a path cannot leave the host', async () => {
    const { frontdesk, sent } = await recording()
    await refusal(request(frontdesk, 'GET', '//evil.example/me'))
    for (const { url } of sent) expect(url.host).toBe('foo-bar-13.clerk.accounts.dev')
  })

  test('parameters: proxyUrl takes the place of the host', async () => {
    const world = await createWorld({
      signedIn: [alice],
      browser: { fapiUrl: 'http://localhost:4400/__clerk' },
    })
    const urls: string[] = []
    const tab = world.browser.openTab()
    const page = world.open({
      tab,
      proxyUrl: 'http://localhost:4400/__clerk/',
      ambient: {
        fetch: (url, init) => {
          urls.push(url)
          return tab.ambient.fetch(url, init)
        },
      },
    })
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
    for (const url of urls) expect(url).toMatch(/^http:\/\/localhost:4400\/__clerk\/v1\//)
  })
})

describe('the credentials', () => {
  test.each(schemes)('behavior: with %s they are what the scheme asks for, and no more', async (scheme) => {
    const { frontdesk, sent } = await recording({ scheme })
    await request(frontdesk, 'GET', '/client')
    const { url, init } = sent[0]!
    const headers = [...new Headers(init.headers).keys()]
    expect(init.credentials).toBe(scheme === 'native' ? 'omit' : 'include')
    // Any other header would cost browsers a CORS preflight.
    expect(headers).toEqual(scheme === 'native' ? ['authorization'] : [])
    expect(url.searchParams.has('_is_native')).toBe(scheme === 'native')
    expect(url.searchParams.has('__clerk_db_jwt')).toBe(scheme === 'devBrowser')
  })
})

describe('the browser cache', () => {
  test.each(schemes)('behavior: no answer is from it, or goes there, with %s', async (scheme) => {
    const { frontdesk, sent } = await recording({ scheme })
    await request(frontdesk, 'GET', '/client')
    await request(frontdesk, 'GET', '/me')
    await refusal(request(frontdesk, 'POST', '/client/sign_ins', { body: { identifier: 'x' } }))
    await signOutAll(frontdesk)
    expect(sent.map(({ init }) => init.cache)).toEqual(['no-store', 'no-store', 'no-store', 'no-store'])
    for (const { init } of sent) expect(new Headers(init.headers).has('cache-control')).toBe(false)
  })
})

describe('redirects', () => {
  test('behavior: followed without a body, never with one', async () => {
    const { frontdesk, sent } = await recording()
    await request(frontdesk, 'GET', '/client')
    await refusal(request(frontdesk, 'DELETE', '/client/nowhere'))
    await refusal(request(frontdesk, 'POST', '/client/sign_ins', { body: { identifier: 'x' } }))
    expect(sent.map(({ init }) => init.redirect)).toEqual(['follow', 'follow', 'manual'])
  })
})

describe('the answer', () => {
  test('behavior: the resource, where it has the usual envelope, in snake case', async () => {
    const { frontdesk, world } = await recording()
    expect(await request(frontdesk, 'GET', '/client')).toMatchObject({
      object: 'client',
      id: world.seeded?.clientId,
      last_active_session_id: world.seeded?.sessionIds[0],
    })
  })

  test('behavior: a client that rides along is taken over', async () => {
    const { frontdesk, world } = await recording()
    await request(frontdesk, 'POST', `/client/sessions/${world.seeded?.sessionIds[0]}/remove`)
    expect(frontdesk.state.session.status).toBe('signed-out')
  })

  test("behavior: a client in an error's meta is taken over", async () => {
    const { frontdesk, world } = await recording()
    const { id } = (await request(frontdesk, 'GET', '/client')) as { id: string }
    const meta = { client: { id, sessions: [] } }
    world.fault('POST /client/sign_ins', { status: 422, body: { errors: [{ code: 'nope' }], meta } })
    const error = await refusal(request(frontdesk, 'POST', '/client/sign_ins'))
    expect(error).toMatchObject({ code: 'nope', status: 422 })
    expect(frontdesk.state.session.status).toBe('signed-out')
  })

  test('behavior: a refusal without a reason says where', async () => {
    const { frontdesk, world } = await recording()
    world.fault('GET /client', { status: 418, body: 'teapot' })
    const error = await refusal(request(frontdesk, 'GET', '/client'))
    expect(error).toMatchObject({ code: 'request_failed', status: 418, errors: [] })
    expect((error as Error).message).toContain('/v1/client')
  })

  test('behavior: a network that is down is network_error with its cause', async () => {
    const { frontdesk, world } = await recording()
    world.fault('GET /client', { cut: true })
    const error = await refusal(request(frontdesk, 'GET', '/client'))
    expect(error).toMatchObject({ code: 'network_error', cause: expect.any(TypeError) })
    expect((error as Error).message).toContain('https://foo-bar-13.clerk.accounts.dev')
  })

  test('behavior: none in 30 s is a timeout', async () => {
    const time = fakeTime()
    const { frontdesk, world } = await recording()
    world.fault('POST /client/sign_ins', { delay: 60_000 })
    const refused = refusal(request(frontdesk, 'POST', '/client/sign_ins'))
    await time.advance(29_000)
    expect(world.requests('POST /client/sign_ins')).toEqual([])
    await time.advance(2000)
    expect(await refused).toMatchObject({ code: 'timeout' })
  })
})
