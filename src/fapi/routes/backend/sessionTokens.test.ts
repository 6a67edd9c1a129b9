import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import type { FapiOptions } from '../../../fapi'
import { createCaller } from '../../testCaller'

const app = 'https://frontdesk.example'

/** What an answer may hold. A test reads what it asked for. */
interface Body {
  object: string
  cookies: string[]
  jwt: string
  errors: { code: string }[]
}

/** Alice signed in, what a round trip left in her browser, and a server that holds the secret key. */
async function setup(options: FapiOptions = {}) {
  const caller = await createCaller({ keyType: 'live', ...options })
  const { fapi, call } = caller
  const id = (await caller.signIn('alice')).body.response.created_session_id!
  const post = async (path: string, body: object = {}, key = fapi.secretKey) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fapi.fetch(new Request(`http://localhost:4400/v1/sessions/${path}`, init))
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as Body,
    }
  }
  const visit = async () => {
    const query = { redirect_url: `${app}/` }
    const { headers } = await call('GET', '/v1/client/handshake', { query })
    const [, token = ''] = /^__clerk_handshake=([^;]+)/.exec(headers.getSetCookie()[0]!)!
    const { handshake } = decodeJwt<{ handshake: string[] }>(token)
    const value = (name: RegExp) => name.exec(handshake.join('\n'))![1]!
    return {
      expired_token: value(/^__session=([^;]+)/m),
      refresh_token: value(/^__refresh_[^=]+=([^;]+)/m),
      request_origin: app,
      request_headers: { 'user-agent': ['x'] },
      format: 'cookie',
    }
  }
  return { ...caller, id, post, visit }
}

describe('POST /v1/sessions/{id}/refresh', () => {
  test('default: gives the cookies with a fresh token, for the origin that asks, as often as is needed', async () => {
    const { fapi, id, post, visit } = await setup()
    const held = await visit()
    fapi.clock.advance(10 * 60_000)
    const { status, type, body } = await post(`${id}/refresh?suffixed_cookies=true`, held)
    expect([status, type, body.object, body.cookies.length]).toEqual([200, 'application/json', 'cookies', 2])
    const [plain, suffixed] = body.cookies
    const [, jwt = '', attributes] = /^__session=([^;]+); (.*)$/.exec(plain!)!
    expect(suffixed).toMatch(/^__session_[\w-]{8}=/)
    expect(suffixed).toContain(`=${jwt}; ${attributes}`)
    expect(attributes).toBe('Path=/; Max-Age=31536000; Secure; SameSite=Lax')
    expect(decodeJwt(jwt)).toMatchObject({
      sid: id,
      azp: app,
      iat: Math.floor(fapi.clock.now() / 1000),
    })
    fapi.clock.advance(61_000)
    expect((await post(`${id}/refresh`, { ...held, expired_token: jwt })).status).toBe(200)
    expect((await post(`${id}/refresh`, held)).status).toBe(200)
  })

  test('parameters: another format is the token alone; on plain http nothing is Secure', async () => {
    const { id, post, visit } = await setup()
    const { format: _, ...held } = await visit()
    const { body } = await post(`${id}/refresh`, held)
    expect([body.object, decodeJwt(body.jwt).sid]).toEqual(['token', id])
    const origin = { request_origin: 'http://localhost:3000', format: 'cookie' }
    expect((await post(`${id}/refresh`, { ...held, ...origin })).body.cookies.join()).not.toContain('Secure')
  })

  test.each<[string, (held: Record<string, unknown>, jwt: string) => object]>([
    ['no refresh token', ({ refresh_token: _, ...held }) => held],
    ['an empty one', (held) => ({ ...held, refresh_token: '' })],
    ['another one', (held) => ({ ...held, refresh_token: 'x'.repeat(32) })],
    ['no expired token', ({ expired_token: _, ...held }) => held],
    ['a forged token', (held) => ({ ...held, expired_token: `${held.expired_token}x` })],
    ['no token at all', (held) => ({ ...held, expired_token: 'abc' })],
    ['a template’s token', (held, jwt) => ({ ...held, expired_token: jwt })],
    ['nothing', () => ({})],
  ])('error: 401 for %s', async (_, change) => {
    const { call, id, post, visit } = await setup({ jwtTemplates: { own: { claims: { sid: 'x' } } } })
    const { jwt } = (await call('POST', `/v1/client/sessions/${id}/tokens/own`)).body
    const { status, body } = await post(`${id}/refresh`, change(await visit(), jwt))
    expect([status, body.errors[0]?.code]).toEqual([401, 'authentication_invalid'])
  })

  test('error: 401 for what belongs to another session, and before any round trip', async () => {
    const { fapi, id, post, visit } = await setup()
    const other = await createCaller({ fapi })
    const otherId = (await other.signIn('alice')).body.response.created_session_id!
    const held = await visit()
    expect((await post(`${otherId}/refresh`, held)).status).toBe(401)
    expect((await post(`${otherId}/refresh`, { ...held, refresh_token: undefined })).status).toBe(401)
    const { jwt } = (await other.call('POST', `/v1/client/sessions/${otherId}/tokens`)).body
    expect((await post(`${id}/refresh`, { ...held, expired_token: jwt })).status).toBe(401)
  })

  test('error: for a session that is over, of a banned user, or unknown', async () => {
    const { fapi, id, post, visit } = await setup()
    const held = await visit()
    fapi.expireSession(id)
    expect((await post(`${id}/refresh`, held)).body.errors[0]?.code).toBe('signed_out')
    fapi.banUser('alice@example.com')
    expect((await post(`${id}/refresh`, held)).body.errors[0]?.code).toBe('user_banned')
    expect((await post('sess_unknown/refresh', held)).status).toBe(404)
  })

  test.each([undefined, 'https://evil.example', 'https://frontdesk.example.evil.example', 'x'])(
    'error: 400 for the origin %s',
    async (request_origin) => {
      const { id, post, visit } = await setup()
      const { status, body } = await post(`${id}/refresh`, { ...(await visit()), request_origin })
      expect([status, body.errors[0]?.code]).toEqual([400, 'origin_invalid'])
    },
  )

  test('error: 401 without the secret key; nothing like it in development', async () => {
    const { fapi, id, post, visit } = await setup()
    expect((await post(`${id}/refresh`, await visit(), `${fapi.secretKey}x`)).body.errors[0]?.code).toBe(
      'clerk_key_invalid',
    )
    const development = await createCaller()
    await development.signIn('alice')
    const { headers } = await development.call('GET', '/v1/client/handshake', {
      query: { redirect_url: 'http://localhost:3000/' },
    })
    const token = new URL(headers.get('location')!).searchParams.get('__clerk_handshake')!
    expect(JSON.stringify(decodeJwt(token))).not.toContain('__refresh')
  })

  test('behavior: what was given out is still good after a restart', async () => {
    let saved: string | undefined
    const storage = {
      load: () => undefined,
      save: (state: object) => {
        saved = JSON.stringify(state)
      },
    }
    const { fapi, id, visit } = await setup({ storage })
    const held = await visit()
    await fapi.saved()
    const next = await createCaller({ keyType: 'live', storage: { load: () => JSON.parse(saved!) } })
    const headers = { authorization: `Bearer ${next.fapi.secretKey}`, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(held) }
    const { status } = await next.fapi.fetch(new Request(`http://localhost/v1/sessions/${id}/refresh`, init))
    expect(status).toBe(200)
  })
})

describe('POST /v1/sessions/{id}/tokens/{template}', () => {
  const jwtTemplates = { api: { claims: { mail: '{{user.primary_email_address}}' }, lifetime: 300 } }

  test('default: is a token of the template, without a page it is for', async () => {
    const { id, post, fapi } = await setup({ jwtTemplates })
    const { status, body } = await post(`${id}/tokens/api`)
    const { azp, mail, iat, exp, sub } = decodeJwt(body.jwt)
    expect([status, body.object]).toEqual([200, 'token'])
    expect([mail, exp! - iat!, sub, azp]).toEqual(['alice@example.com', 300, fapi.users[0]!.id, undefined])
    expect(decodeProtectedHeader(body.jwt).cat).toBe('cl_B7d4PD222AAA')
  })

  test('parameters: expires_in_seconds goes before the template’s', async () => {
    const { id, post } = await setup({ jwtTemplates })
    const { iat, exp } = decodeJwt((await post(`${id}/tokens/api`, { expires_in_seconds: 7200 })).body.jwt)
    expect(exp! - iat!).toBe(7200)
    for (const expires_in_seconds of [0, -1, 1.5, 'x', 1e12, {}]) {
      const { status, body } = await post(`${id}/tokens/api`, { expires_in_seconds })
      expect([status, body.errors[0]?.code]).toEqual([422, 'form_param_value_invalid'])
    }
  })

  test('error: an unknown template or session, one that is over, and no secret key', async () => {
    const { id, post, fapi } = await setup({ jwtTemplates })
    expect((await post(`${id}/tokens/other`)).status).toBe(404)
    expect((await post('sess_unknown/tokens/api')).status).toBe(404)
    expect((await post(`${id}/tokens/api`, {}, 'sk_live_x')).status).toBe(401)
    fapi.revokeSession(id)
    expect((await post(`${id}/tokens/api`)).body.errors[0]?.code).toBe('signed_out')
  })
})
