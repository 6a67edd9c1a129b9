import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

describe('GET /v1/client', () => {
  test('default: null while there is no client, and none is made', async () => {
    const { fapi, call } = await createCaller()
    const { status, body } = await call('GET', '/v1/client')
    expect(status).toBe(200)
    expect(body).toEqual({ response: null, client: null })
    expect(fapi.clients).toEqual([])
  })

  test.each([
    [401, 'authentication_invalid'],
    [404, 'resource_not_found'],
  ] as const)('parameters: missingClient %d answers in the error envelope', async (missingClient, code) => {
    const { call } = await createCaller({ missingClient })
    expect(await call('GET', '/v1/client')).toMatchObject({ status: missingClient, code })
    await call('POST', '/v1/client')
    expect((await call('GET', '/v1/client')).status).toBe(200)
  })

  test('behavior: shows the client with every field of the public spec', async () => {
    const { call } = await createCaller()
    await call('POST', '/v1/client')
    const { body } = await call('GET', '/v1/client')
    expect(body.client).toBeNull()
    expect(Object.keys(body.response).sort()).toEqual([
      'captcha_bypass',
      'cookie_expires_at',
      'created_at',
      'id',
      'last_active_session_id',
      'last_authentication_strategy',
      'object',
      'sessions',
      'sign_in',
      'sign_up',
      'updated_at',
    ])
  })

  test('behavior: a session that ran out is gone', async () => {
    const { fapi, call, signIn } = await createCaller()
    await signIn('alice')
    const before = (await call('GET', '/v1/client')).body.response
    fapi.clock.advance(7 * 24 * 60 * 60 * 1000)
    const after = (await call('GET', '/v1/client')).body.response
    expect(before.sessions).toHaveLength(1)
    expect(after.sessions).toEqual([])
    expect(after.last_active_session_id).toBeNull()
    expect(after.updated_at).toBeGreaterThan(before.updated_at)
    expect(fapi.sessions[0]?.status).toBe('expired')
  })
})

describe.each(['PUT', 'POST'])('%s /v1/client', (method) => {
  test('default: makes a client, which rides along too', async () => {
    const { fapi, call } = await createCaller()
    const { status, body } = await call(method, '/v1/client')
    expect(status).toBe(200)
    expect(body.response.id).toMatch(/^client_\w{27}$/)
    expect(body.client).toEqual(body.response)
    expect(fapi.clients.map(({ id }) => id)).toEqual([body.response.id])
  })

  test('behavior: gives back the client there is', async () => {
    const { fapi, call } = await createCaller()
    const first = await call('POST', '/v1/client')
    const second = await call(method, '/v1/client')
    expect(second.body.response.id).toBe(first.body.response.id)
    expect(fapi.clients).toHaveLength(1)
  })

  test('behavior: concurrent requests of one dev browser make one client', async () => {
    const { fapi, call } = await createCaller()
    await Promise.all([1, 2, 3, 4].map(() => call(method, '/v1/client')))
    expect(fapi.clients).toHaveLength(1)
  })
})

describe('DELETE /v1/client', () => {
  test('default: ends the sessions and forgets the client', async () => {
    const { fapi, call, signIn } = await createCaller()
    await signIn('alice')
    const { status, body } = await call('DELETE', '/v1/client')
    expect(status).toBe(200)
    expect(body).toEqual({ response: null, client: null })
    expect(fapi.clients).toEqual([])
    expect(fapi.sessions).toEqual([])
    expect(fapi.devBrowsers).toMatchObject([{ clientId: null }])
    expect((await call('GET', '/v1/client')).body.response).toBeNull()
  })

  test('error: 404 when there is no client', async () => {
    const { call } = await createCaller()
    expect(await call('DELETE', '/v1/client')).toMatchObject({ status: 404, code: 'resource_not_found' })
  })
})

describe('DELETE /v1/client/sessions', () => {
  test('default: ends all sessions and keeps the client', async () => {
    const { fapi, call, signIn } = await createCaller()
    const { body: before } = await signIn('alice')
    await signIn('bob')
    const { status, body } = await call('POST', '/v1/client/sessions', { query: { _method: 'DELETE' } })
    expect(status).toBe(200)
    expect(body.response).toMatchObject({ id: before.client?.id, sessions: [], last_active_session_id: null })
    expect(body.client).toEqual(body.response)
    expect(fapi.sessions.map((session) => session.status)).toEqual(['ended', 'ended'])
  })

  test('error: 404 when there is no client', async () => {
    const { call } = await createCaller()
    expect(await call('DELETE', '/v1/client/sessions')).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    })
  })
})
