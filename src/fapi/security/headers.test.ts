import { expect, test } from 'vitest'
import { createCaller } from '../testCaller'

async function ask(method: string, headers: Record<string, string>, origins?: string[]) {
  const { fapi, credentials } = await createCaller({
    origins: origins && [...origins, 'http://localhost:3000'],
  })
  const url = `http://localhost:4400/v1/client?__clerk_db_jwt=${credentials.devBrowser}`
  const response = await fapi.fetch(new Request(url, { method, headers }))
  const body = (await response.json()) as { errors?: { code: string }[] }
  return [response.status, body.errors?.[0]?.code]
}

test.each([
  'http://localhost',
  'https://localhost:8080',
  'http://app.localhost:3000',
  'http://127.0.0.1:5173',
  'http://[::1]:3000',
])('default: %s is served', async (origin) => {
  expect(await ask('POST', { origin })).toEqual([200, undefined])
})

test.each([
  'https://evil.example',
  'http://localhost.evil.example',
  'null',
  'file://',
  'http://localhost:3000/',
  'chrome-extension://abc',
])('error: the origin %s is foreign', async (origin) => {
  expect(await ask('POST', { origin })).toEqual([400, 'origin_invalid'])
  expect(await ask('GET', { origin })).toEqual([400, 'origin_invalid'])
})

test('parameters: origins replace the default', async () => {
  expect(await ask('GET', { origin: 'https://app.example' }, ['https://app.example'])).toEqual([
    200,
    undefined,
  ])
  expect(await ask('GET', { origin: 'chrome-extension://abc' }, ['chrome-extension://abc'])).toEqual([
    200,
    undefined,
  ])
  expect(await ask('GET', { origin: 'http://localhost:3001' }, ['https://app.example'])).toEqual([
    400,
    'origin_invalid',
  ])
})

test.each([
  ['https://frontdesk.example', 200],
  ['https://www.frontdesk.example', 200],
  ['http://localhost:3000', 200],
  ['http://frontdesk.example', 400],
  ['https://frontdesk.example:444', 400],
  ['https://myfrontdesk.example', 400],
  ['https://frontdesk.example.evil.example', 400],
])('default: with a live key the apps of its own domain are served, too: %s %d', async (origin, status) => {
  const { call } = await createCaller({ keyType: 'live' })
  expect((await call('POST', '/v1/client', { headers: { origin } })).status).toBe(status)
})

test.each<[string, Record<string, string>]>([
  ['a navigation', { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' }],
  ['a page of the same origin', { 'sec-fetch-site': 'same-origin' }],
  ['an extension with permission for the host', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'cors' }],
  [
    'one that its browser takes for a page of another site',
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  ],
  ['a page where the host is not secure', {}],
])('behavior: %s reads without Origin, but changes nothing', async (_, headers) => {
  expect(await ask('GET', headers)).toEqual([200, undefined])
  for (const method of ['POST', 'PUT', 'DELETE']) {
    expect(await ask(method, headers)).toEqual([400, 'request_header_missing'])
  }
})

test.each(['cross-site', 'same-site'])(
  'error: a picture or a script of a %s page is not served',
  async (site) => {
    for (const mode of ['no-cors', '']) {
      const headers = { 'sec-fetch-site': site, ...(mode && { 'sec-fetch-mode': mode }) }
      expect(await ask('GET', headers)).toEqual([400, 'request_header_missing'])
    }
  },
)

test.each([
  ['origin', { origin: 'http://localhost:3000, http://localhost:3000' }],
  ['authorization', { origin: 'http://localhost:3000', authorization: 'a.b.c, a.b.c' }],
])('error: %s twice is refused', async (name, headers) => {
  expect(await ask('GET', headers)).toEqual([400, `multiple_${name}_header_values_forbidden`])
})

test('error: an API version in the header and in the query; either alone is fine, whatever it says', async () => {
  const { call } = await createCaller()
  const query = { __clerk_api_version: '2099-01-01' }
  const headers = { 'clerk-api-version': 'soon' }
  expect((await call('GET', '/v1/client', { query })).status).toBe(200)
  expect((await call('GET', '/v1/client', { headers })).status).toBe(200)
  const both = await call('GET', '/v1/client', { query, headers })
  expect(both).toMatchObject({ status: 400, code: 'api_version_conflict' })
  expect(both.headers.has('clerk-db-jwt')).toBe(true)
})

test('error: a proxy has to prove itself with the secret key', async () => {
  const { call, fapi } = await createCaller()
  const ask = (secret: Record<string, string>) =>
    call('GET', '/v1/client', { headers: { 'clerk-proxy-url': 'https://app.example/__clerk', ...secret } })
  expect(await ask({})).toMatchObject({ status: 400, code: 'proxy_request_missing_secret_key' })
  expect(await ask({ 'clerk-secret-key': 'sk_test_x' })).toMatchObject({
    status: 401,
    code: 'proxy_request_invalid_secret_key',
  })
  expect((await ask({ 'clerk-secret-key': fapi.secretKey })).status).toBe(200)
})

test('error: Origin and Authorization together are refused', async () => {
  const headers = { origin: 'http://localhost:3000', authorization: '' }
  expect(await ask('GET', headers)).toEqual([400, 'origin_authorization_headers_conflict'])
})
