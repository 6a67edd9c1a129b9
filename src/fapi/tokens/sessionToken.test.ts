import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCaller } from '../testCaller'

const start = Date.UTC(2030, 0, 1)

beforeEach(() => vi.useFakeTimers({ now: start + 500, toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

async function signedIn(name = 'alice') {
  const caller = await createCaller()
  const session = (await caller.signIn(name)).body.client!.sessions[0]!
  const riding = async () =>
    (await caller.call('GET', '/v1/client')).body.response.sessions[0]!.last_active_token!.jwt
  return { ...caller, session, jwt: session.last_active_token!.jwt, riding }
}

test('default: carries what Clerk’s own tokens carry', async () => {
  const { jwt, session, fapi } = await signedIn()
  const { kid, ...header } = decodeProtectedHeader(jwt)
  const iat = start / 1000
  expect(header).toEqual({ alg: 'RS256', cat: 'cl_B7d4PD111AAA', typ: 'JWT' })
  expect(kid).toMatch(/^ins_/)
  expect(decodeJwt(jwt)).toEqual({
    azp: 'http://localhost:3000',
    exp: iat + 60,
    fva: [0, -1],
    iat,
    iss: 'https://foo-bar-13.clerk.accounts.dev',
    jti: expect.stringMatching(/^jti_/),
    nbf: iat - 10,
    sid: session.id,
    sts: 'active',
    sub: fapi.users[0]?.id,
    v: 2,
  })
})

test('behavior: says so when the session is pending, and how long ago the password was checked', async () => {
  const { call, session, fapi } = await signedIn('carol')
  fapi.clock.advance(3 * 60_000 + 1)
  const { jwt } = (await call('POST', `/v1/client/sessions/${session.id}/tokens`)).body
  expect(decodeJwt(jwt)).toMatchObject({ sts: 'pending', fva: [3, -1] })
})

test('behavior: without an Origin there is no azp', async () => {
  const { fapi } = await signedIn()
  const native = await createCaller({ fapi, native: true })
  const { jwt } = (await native.signIn('alice')).body.client!.sessions[0]!.last_active_token!
  expect(decodeJwt(jwt).azp).toBeUndefined()
})

describe('the token that rides along', () => {
  test('default: is the same while 30 s of it are left', async () => {
    const { fapi, jwt, riding } = await signedIn()
    fapi.clock.advance(30_000)
    expect(await riding()).toBe(jwt)
    fapi.clock.advance(1000)
    expect(await riding()).not.toBe(jwt)
  })

  test('behavior: is the one that was asked for last', async () => {
    const { call, session, jwt, riding } = await signedIn()
    const asked = (await call('POST', `/v1/client/sessions/${session.id}/tokens`)).body.jwt
    expect(asked).not.toBe(jwt)
    expect(await riding()).toBe(asked)
  })

  test('behavior: is never older than the client’s last sign-in', async () => {
    const { fapi, jwt, signIn } = await signedIn()
    fapi.clock.advance(1000)
    const client = (await signIn('bob')).body.client!
    expect(client.sessions[0]?.last_active_token?.jwt).not.toBe(jwt)
    for (const session of client.sessions) {
      expect(decodeJwt(session.last_active_token!.jwt).iat).toBeGreaterThanOrEqual(
        Math.floor(client.updated_at / 1000),
      )
    }
  })

  test('behavior: is another for another origin, and when the clock went back', async () => {
    const { call, fapi, jwt, riding } = await signedIn()
    const elsewhere = await call('GET', '/v1/client', { headers: { origin: 'http://localhost:4000' } })
    const token = elsewhere.body.response.sessions[0]!.last_active_token!.jwt
    expect(decodeJwt(token).azp).toBe('http://localhost:4000')
    const own = await riding()
    fapi.clock.set(start - 60_000)
    expect([jwt, token, own]).not.toContain(await riding())
  })
})
