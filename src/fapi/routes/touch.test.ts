import { decodeJwt } from 'jose'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCaller } from '../testCaller'

const target = 'http://localhost:3000/inbox?page=2#top'
const week = 7 * 24 * 60 * 60

test('default: with a live key it issues the cookie anew and sends the browser on', async () => {
  const caller = await createCaller({ keyType: 'live', cookieLifetime: week })
  const client = (await caller.signIn('alice')).body.client!
  caller.fapi.clock.advance(60_000)
  const before = caller.credentials.cookies.get('__client')!
  const { status, headers } = await caller.call('GET', '/v1/client/touch', {
    query: { redirect_url: target },
    headers: { 'sec-fetch-mode': 'navigate' },
  })
  expect(status).toBe(307)
  expect(headers.get('location')).toBe(target)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__client=[\w.-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/),
  ])
  const after = caller.credentials.cookies.get('__client')!
  expect(decodeJwt(after).iat).toBe(decodeJwt(before).iat! + 60)
  const { response } = (await caller.call('GET', '/v1/client')).body
  expect(response).toMatchObject({ id: client.id, updated_at: client.updated_at })
  expect(response.cookie_expires_at).toBe((decodeJwt(after).iat! + week) * 1000)
})

test('behavior: cookie_expires_at tells the age of the cookie, and follows when it is renewed', async () => {
  // Within one second: the cookie's age is counted in them.
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { call, signIn, fapi, credentials } = await createCaller({ keyType: 'live' })
  const made = (await call('POST', '/v1/client')).body.client!
  const year = 31_536_000
  const expiry = () => (decodeJwt(credentials.cookies.get('__client')!).iat! + year) * 1000
  expect(made.cookie_expires_at).toBe(expiry())
  fapi.clock.advance(5000)
  expect((await call('GET', '/v1/client')).body.response.cookie_expires_at).toBe(expiry())
  const signedIn = (await signIn('alice')).body.client!
  expect(signedIn.cookie_expires_at).toBe(expiry())
  expect(signedIn.cookie_expires_at).toBeGreaterThan(made.cookie_expires_at!)
})

test('behavior: no cookie, no expiry: in development, and in native apps', async () => {
  for (const options of [{}, { native: true, keyType: 'live' as const }]) {
    const { call } = await createCaller(options)
    expect((await call('POST', '/v1/client')).body.client?.cookie_expires_at).toBeNull()
  }
})

test.each([{}, { keyType: 'live' as const }])(
  'behavior: without a client it only sends on, %o',
  async (options) => {
    const { call, fapi } = await createCaller(options)
    const { status, headers } = await call('GET', '/v1/client/touch', { query: { redirect_url: target } })
    expect([status, headers.get('location')]).toEqual([307, target])
    expect(headers.getSetCookie()).toEqual([])
    expect(fapi.clients).toEqual([])
  },
)

test('error: 422 for a page that is no app’s, 400 for one that asks, 405 for another method', async () => {
  const { call } = await createCaller({ keyType: 'live' })
  const touch = (redirect_url: string, headers = {}) =>
    call('GET', '/v1/client/touch', { query: { redirect_url }, headers })
  expect(await touch('https://evil.example/')).toMatchObject({
    status: 422,
    code: 'redirect_url_domain_mismatch',
  })
  expect(await touch('//localhost:3000')).toMatchObject({ status: 422, code: 'invalid_redirect_url' })
  expect(await touch(target, { origin: 'https://evil.example' })).toMatchObject({
    status: 400,
    code: 'origin_invalid',
  })
  expect((await call('POST', '/v1/client/touch')).status).toBe(405)
})
