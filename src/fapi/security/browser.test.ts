import { decodeJwt, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

const suffixed = /^__client_uat_[\w-]{8}$/

test('default: a client comes with an HttpOnly cookie, over plain http without Secure', async () => {
  const { call } = await createCaller({ keyType: 'live' })
  const lines = (await call('POST', '/v1/client')).headers.getSetCookie()
  expect(lines).toEqual([
    expect.stringMatching(/^__client=[\w.-]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/),
  ])
})

test('behavior: signing in rotates the token and says when, for both names', async () => {
  const { call, signIn, credentials } = await createCaller({ keyType: 'live' })
  await call('POST', '/v1/client')
  const planted = credentials.cookies.get('__client')!
  const { updated_at: updatedAt } = (await signIn('alice')).body.client!
  const names = [...credentials.cookies.keys()]
  expect(names).toEqual(['__client', '__client_uat', expect.stringMatching(suffixed)])
  for (const name of names.slice(1))
    expect(credentials.cookies.get(name)).toBe(String(Math.floor(updatedAt / 1000)))
  expect((await call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
  const withPlanted = await call('GET', '/v1/client', { headers: { cookie: `__client=${planted}` } })
  expect(withPlanted.body.response).toBeNull()
})

test('behavior: a request from before a sign-in, answered after it, wipes nothing', async () => {
  const { call, signIn, credentials } = await createCaller({ keyType: 'live' })
  await signIn('alice')
  const cookie = [...credentials.cookies].map((pair) => pair.join('=')).join('; ')
  await signIn('bob')
  const late = await call('GET', '/v1/client', { headers: { cookie } })
  expect(late.body.response).toBeNull()
  expect(late.headers.getSetCookie()).toEqual([])
  expect((await call('GET', '/v1/client')).body.response.sessions).toHaveLength(2)
})

test('behavior: who signs in with an outdated token gets a client of their own, and is told when', async () => {
  const { call, signIn, credentials } = await createCaller({ keyType: 'live' })
  await call('POST', '/v1/client')
  const cookie = `__client=${credentials.cookies.get('__client')}`
  await signIn('alice')
  const form = { identifier: 'bob@example.com', password: 'bob-password' }
  const { headers, body } = await call('POST', '/v1/client/sign_ins', { form, headers: { cookie } })
  expect(body.client?.sessions).toHaveLength(1)
  expect(headers.getSetCookie()).toHaveLength(3)
})

test('behavior: a handshake with an outdated token clears the app’s cookies, so that its server is not sent round for ever', async () => {
  const { call, credentials, signIn } = await createCaller({ keyType: 'live' })
  await signIn('alice')
  const cookie = [...credentials.cookies].map((pair) => pair.join('=')).join('; ')
  await signIn('bob')
  const answer = await call('GET', '/v1/client/handshake', {
    query: { redirect_url: 'http://localhost:3000/' },
    headers: { cookie, 'sec-fetch-mode': 'navigate' },
  })
  const { handshake } = decodeJwt(
    /__clerk_handshake=([^;]+)/.exec(String(answer.headers.getSetCookie()))![1]!,
  )
  expect(handshake).toEqual(expect.arrayContaining([expect.stringMatching(/^__client_uat=0;/)]))
})

test('behavior: while all is true, no cookie is set', async () => {
  const { call, signIn } = await createCaller({ keyType: 'live' })
  expect((await call('GET', '/v1/client')).headers.getSetCookie()).toEqual([])
  await signIn('alice')
  expect((await call('GET', '/v1/client')).headers.getSetCookie()).toEqual([])
})

test('behavior: signing out keeps the client or takes its cookie away; the rest says 0', async () => {
  const { call, signIn, credentials } = await createCaller({ keyType: 'live' })
  await signIn('alice')
  await call('DELETE', '/v1/client/sessions')
  expect([...credentials.cookies.values()].slice(1)).toEqual(['0', '0'])
  expect(credentials.cookies.has('__client')).toBe(true)
  await signIn('alice')
  expect(credentials.cookies.get('__client_uat')).not.toBe('0')
  await call('DELETE', '/v1/client')
  expect(credentials.cookies.has('__client')).toBe(false)
  expect(credentials.cookies.get('__client_uat')).toBe('0')
})

test('behavior: a session revoked behind its back is told at the next request', async () => {
  const { call, signIn, fapi, credentials } = await createCaller({ keyType: 'live' })
  await signIn('alice')
  fapi.revokeSession(fapi.sessions[0]!.id)
  await call('GET', '/v1/client')
  expect(credentials.cookies.get('__client_uat')).toBe('0')
})

test('behavior: at its own host over https it shares what the app has to see', async () => {
  const { fapi } = await createCaller({ keyType: 'live' })
  const { clientToken } = await fapi.seedClient({ users: ['alice@example.com'] })
  const headers = { origin: 'http://localhost:3000', cookie: `__client=${clientToken}` }
  const lines = (
    await fapi.fetch(new Request('https://clerk.frontdesk.example/v1/client', { headers }))
  ).headers.getSetCookie()
  expect(lines).toHaveLength(2)
  for (const line of lines)
    expect(line).toMatch(/; Domain=frontdesk\.example; Max-Age=315360000; Secure; SameSite=Lax$/)
})

describe('a token that is not the client’s', () => {
  test('behavior: counts as no client, whatever is wrong with it', async () => {
    const mine = await createCaller({ keyType: 'live' })
    await mine.signIn('alice')
    const token = mine.credentials.cookies.get('__client')!
    const session = (await mine.call('GET', '/v1/client')).body.response.sessions[0]!.last_active_token!.jwt
    const other = await createCaller({ keyType: 'live', signingKey: undefined })
    await other.signIn('alice')
    const claims = decodeJwt(token)
    const unsigned = `${btoa('{"alg":"none","typ":"client+jwt"}')}.${token.split('.')[1]}.`
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'client+jwt' })
      .sign(new Uint8Array(32))
    const forged = [
      token.slice(0, -9),
      `${token}x`,
      session,
      unsigned,
      symmetric,
      other.credentials.cookies.get('__client')!,
      'x',
      '',
    ]
    for (const value of forged) {
      const answer = await mine.call('GET', '/v1/client', { headers: { cookie: `__client=${value}` } })
      expect(answer).toMatchObject({ status: 200, body: { response: null } })
    }
  })
})
