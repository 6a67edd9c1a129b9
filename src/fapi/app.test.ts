import { afterEach, describe, expect, test, vi } from 'vitest'
import { createCaller } from './testCaller'

afterEach(() => vi.restoreAllMocks())

describe('what no endpoint answers', () => {
  test('error: 404 in the envelope names the path', async () => {
    const { call } = await createCaller()
    const { status, code, body } = await call('GET', '/v1/client/nowhere')
    expect([status, code]).toEqual([404, 'resource_not_found'])
    expect(body.errors[0]).toMatchObject({
      message: expect.stringContaining('GET /v1/client/nowhere'),
      meta: {},
    })
    expect(body.clerk_trace_id).toMatch(/^[0-9a-z]{32}$/)
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])(
    'error: 404 names the method %s, whatever it is',
    async (method) => {
      const { call } = await createCaller()
      const { status, body } = await call(method, '/v1/nothing')
      expect([status, body.errors[0]?.message]).toEqual([
        404,
        expect.stringContaining(`${method} /v1/nothing`),
      ])
    },
  )

  test('error: HEAD answers as GET does, without the body', async () => {
    const { call } = await createCaller()
    expect((await call('HEAD', '/v1/nothing')).status).toBe(404)
    expect((await call('HEAD', '/v1/client')).status).toBe(200)
  })

  test.each([
    ['PATCH', '/v1/client', {}],
    ['OPTIONS', '/v1/client', {}],
    ['GET', '/v1/client/sessions', {}],
    ['GET', '/v1/client/sessions/sess_x/touch', {}],
    ['DELETE', '/v1/dev_browser', {}],
    ['POST', '/v1/client', { query: { _method: 'TRACE' } }],
    ['POST', '/v1/client', { query: { _method: 'GET' } }],
    ['PROPFIND', '/v1/client', {}],
  ])('error: 405 for %s %s %o', async (method, path, options) => {
    const { call, fapi } = await createCaller()
    expect(await call(method, path, options)).toMatchObject({ status: 405, code: 'method_not_allowed' })
    expect(fapi.clients).toEqual([])
  })

  test.each([
    ['PATCH', '/v1/client', 'GET, HEAD, PUT, POST, DELETE'],
    ['POST', '/v1/client?_method=TRACE', 'GET, HEAD, PUT, POST, DELETE'],
    ['POST', '/v1/client/sessions?_method=GET', 'DELETE'],
    ['GET', '/v1/client/sessions/sess_x/tokens/a', 'POST'],
    ['POST', '/v1/environment', 'GET, HEAD, PATCH'],
    ['DELETE', '/v1/users/user_x/ban', 'POST'],
    ['GET', '/v1/clients/verify', 'POST'],
    ['POST', '/v1/clients/client_x', 'GET, HEAD'],
  ])('behavior: the 405 for %s %s says what the path takes', async (method, path, methods) => {
    const { call } = await createCaller()
    const { status, headers } = await call(method, path)
    expect([status, headers.get('allow')]).toEqual([405, methods])
    expect(headers.get('content-type')).toBe('application/json')
  })

  test('error: 500 without details when the box itself fails', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { call, fapi } = await createCaller()
    vi.spyOn(fapi.clock, 'now')
      .mockImplementationOnce(() => 0)
      .mockImplementationOnce(() => {
        throw new Error('secret detail')
      })
    const { status, code, body, headers } = await call('POST', '/v1/client')
    expect([status, code]).toEqual([500, 'internal_clerk_error'])
    expect(JSON.stringify(body)).not.toContain('secret detail')
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
    expect(logged).toHaveBeenCalledOnce()
  })
})

describe('CORS', () => {
  test.each([
    ['an answer', 'GET', '/v1/client'],
    ['a refusal', 'POST', '/v1/client/sessions/x/touch'],
    ['an unknown path', 'GET', '/nope'],
    ['a wrong method', 'PATCH', '/v1/client'],
  ])('default: %s can be read by the page that asked', async (_, method, path) => {
    const { call } = await createCaller()
    const { headers } = await call(method, path)
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('vary')).toBe('Origin')
    const exposed = headers.get('access-control-expose-headers')!.split(', ')
    expect(exposed).toEqual(
      expect.arrayContaining(['Clerk-Db-Jwt', 'Authorization', 'Retry-After', 'X-Country']),
    )
  })

  test('behavior: a fault can be read too; without Origin nothing is said', async () => {
    const { call, fapi } = await createCaller()
    fapi.fault({ status: 503 })
    expect((await call('GET', '/v1/client')).headers.get('access-control-allow-origin')).toBe(
      'http://localhost:3000',
    )
    const jwks = await fapi.fetch(new Request('http://localhost:4400/.well-known/jwks.json'))
    expect(jwks.headers.has('access-control-allow-origin')).toBe(false)
  })

  test('behavior: a preflight is granted', async () => {
    const { call } = await createCaller()
    const { status, headers } = await call('OPTIONS', '/v1/client', {
      headers: {
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,x-mobile',
      },
    })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-headers')).toBe('authorization,x-mobile')
    expect(headers.get('access-control-allow-methods')).toContain('PUT')
  })
})

test.each([
  ['an answer', 'GET', '/v1/client'],
  ['a refusal', 'POST', '/v1/client/sessions/x/touch'],
  ['an unknown path', 'GET', '/nope'],
  ['what is fetched of somebody', 'GET', '/v1/me'],
  ['a dev browser', 'POST', '/v1/dev_browser'],
])('behavior: no browser keeps %s', async (_, method, path) => {
  const { call } = await createCaller()
  expect((await call(method, path)).headers.get('cache-control')).toBe('no-store')
})

test('behavior: no browser keeps what a fault answers, unless the fault says so', async () => {
  const { call, fapi } = await createCaller()
  fapi.fault({ status: 503, times: 1 })
  expect((await call('GET', '/v1/client')).headers.get('cache-control')).toBe('no-store')
  fapi.fault({ headers: { 'Cache-Control': 'max-age=60' }, times: 1 })
  expect((await call('GET', '/v1/client')).headers.get('cache-control')).toBe('max-age=60')
})

test('behavior: JSON has the bare type, without a charset', async () => {
  const { call } = await createCaller()
  expect((await call('GET', '/v1/client')).headers.get('content-type')).toBe('application/json')
  expect((await call('GET', '/nope')).headers.get('content-type')).toBe('application/json')
})

test('behavior: unknown parameters and API versions change nothing', async () => {
  const { call } = await createCaller()
  const query = { __clerk_api_version: '2099-01-01', _clerk_js_version: '99.0.0', debug: 'x', toString: 'y' }
  expect(
    (await call('POST', '/v1/client', { query, form: { __proto__: 'x', constructor: 'y' } })).status,
  ).toBe(200)
})

test('behavior: instances share nothing', async () => {
  const one = await createCaller({ signingKey: undefined })
  const two = await createCaller({ signingKey: undefined })
  await one.signIn('alice')
  one.fapi.clock.advance(1000)
  one.fapi.fault({ status: 500 })
  expect(two.fapi.clients).toEqual([])
  two.credentials.devBrowser = one.credentials.devBrowser!
  expect((await two.call('GET', '/v1/client')).code).toBe('dev_browser_unauthenticated')
  expect(two.fapi.clock.now()).toBeLessThan(one.fapi.clock.now())
  expect(two.fapi.secretKey).not.toBe(one.fapi.secretKey)
  expect(await two.fapi.jwtKey()).not.toBe(await one.fapi.jwtKey())
})

test('behavior: every answer tells the time of the box’s own clock', async () => {
  const { fapi, call } = await createCaller()
  fapi.clock.set(Date.UTC(2030, 0, 1, 12))
  for (const path of ['/v1/client', '/v1/jwks', '/v1/nowhere', '/']) {
    expect((await call('GET', path)).headers.get('date')).toMatch(/^Tue, 01 Jan 2030 12:00:0\d GMT$/)
  }
})
