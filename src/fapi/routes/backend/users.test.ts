import { describe, expect, test } from 'vitest'
import { createCaller } from '../../testCaller'

async function server() {
  const caller = await createCaller()
  const headers = { authorization: `Bearer ${caller.fapi.secretKey}`, 'content-type': 'application/json' }
  const ask = (method: string, path: string, body?: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return caller.fapi.fetch(
      new Request(`http://localhost:4400${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: text }),
      }),
    )
  }
  const read = async (method: string, path: string, body?: unknown) => {
    const response = await ask(method, path, body)
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.json(),
    }
  }
  return { ...caller, headers, read }
}

/** What is to be read of a list of users. */
const names = (users: unknown) => (users as { first_name: string }[]).map((user) => user.first_name)

describe('POST /v1/users', () => {
  test('default: makes a user, who can sign in', async () => {
    const { read, fapi, signIn } = await server()
    const { status, type, body } = await read('POST', '/v1/users', {
      email_address: ['Dora@example.com'],
      password: 'dora-password',
      first_name: 'Dora',
      last_name: null,
      public_metadata: { plan: 'gold' },
      skip_legal_checks: true,
    })
    expect([status, type]).toEqual([200, 'application/json'])
    expect(body).toMatchObject({
      object: 'user',
      first_name: 'Dora',
      last_name: null,
      email_addresses: [{ email_address: 'dora@example.com' }],
      public_metadata: { plan: 'gold' },
      private_metadata: {},
    })
    expect(fapi.users.at(-1)?.id).toBe(body.id)
    expect((await signIn('dora')).body.response.created_session_id).not.toBeNull()
  })

  test('behavior: a form does as well as JSON', async () => {
    const { call, headers } = await server()
    const form = { email_address: 'dora@example.com' }
    const asForm = { ...headers, 'content-type': 'application/x-www-form-urlencoded', origin: '' }
    const answer = await call('POST', '/v1/users', { form, headers: asForm })
    expect(answer.status).toBe(200)
  })

  test.each<[string, unknown, string | undefined]>([
    ['form_param_missing', {}, 'email_address'],
    ['form_param_missing', { email_address: [] }, 'email_address'],
    ['form_param_format_invalid', { email_address: ['dora'] }, 'email_address'],
    ['form_param_format_invalid', { email_address: ['a@b.c', 'd@e.f'] }, 'email_address'],
    ['form_identifier_exists', { email_address: ['Alice@example.com'] }, 'email_address'],
    ['form_password_length_too_short', { email_address: ['a@b.c'], password: 'x' }, 'password'],
    ['form_param_format_invalid', { email_address: ['a@b.c'], public_metadata: [1] }, 'public_metadata'],
  ])('error: 422 %s for %j', async (code, body, param) => {
    const { read, fapi } = await server()
    const answer = await read('POST', '/v1/users', body)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code, meta: { param_name: param } }] } })
    expect(fapi.users).toHaveLength(3)
  })

  test.each(['{', '[]', 'null', '"x"', ''])('error: no user comes of the body %j', async (body) => {
    const { read } = await server()
    const { status } = await read('POST', '/v1/users', body)
    expect(status).toBe(body === '' ? 422 : 400)
  })
})

describe('GET /v1/users', () => {
  test('default: the newest first', async () => {
    const { read } = await server()
    const { body } = await read('GET', '/v1/users')
    expect(names(body)).toEqual(['Carol', 'Bob', 'Alice'])
    expect((await read('GET', `/v1/users/${body[0].id}`)).body).toEqual(body[0])
  })

  test.each([
    ['order_by=created_at', ['Alice', 'Bob', 'Carol']],
    ['order_by=%2Bcreated_at&limit=1&offset=1', ['Bob']],
    ['email_address=BOB@example.com&email_address=alice@example.com', ['Bob', 'Alice']],
    ['username=alice', []],
    ['user_id=user_x', []],
    ['query=cOl', ['Carol']],
  ])('parameters: %s', async (query, expected) => {
    const { read } = await server()
    expect(names((await read('GET', `/v1/users?${query}`)).body)).toEqual(expected)
    const { body } = await read('GET', `/v1/users/count?${query}`)
    if (!query.includes('limit'))
      expect(body).toEqual({ object: 'total_count', total_count: expected.length })
  })
})

test('POST /v1/users/{id}/ban, unban, lock, unlock', async () => {
  const { read, fapi, signIn } = await server()
  await signIn('alice')
  const path = `/v1/users/${fapi.users[0]!.id}`
  expect((await read('POST', `${path}/ban`)).body).toMatchObject({ banned: true })
  expect(fapi.sessions[0]?.status).toBe('revoked')
  expect((await signIn('alice')).code).toBe('user_banned')
  expect((await read('POST', `${path}/unban`)).body).toMatchObject({ banned: false })
  expect((await read('POST', `${path}/lock`)).body).toMatchObject({ locked: true })
  expect((await signIn('alice')).code).toBe('user_locked')
  expect((await read('POST', `${path}/unlock`)).body).toMatchObject({ locked: false })
  expect((await read('POST', `${path}/promote`)).status).toBe(404)
})

test.each([
  ['GET', '/v1/users'],
  ['GET', '/v1/users/count'],
  ['POST', '/v1/users'],
  ['GET', '/v1/users/user_x'],
  ['POST', '/v1/users/user_x/ban'],
  ['GET', '/v1/sessions'],
  ['GET', '/v1/sessions/sess_x'],
  ['POST', '/v1/sessions/sess_x/revoke'],
])('error: %s %s is 401 without the secret key, whoever asks', async (method, path) => {
  const { call, signIn, fapi } = await server()
  await signIn('alice')
  for (const authorization of [undefined, 'Bearer sk_test_x', fapi.secretKey]) {
    const headers = authorization === undefined ? {} : { authorization, origin: '' }
    expect(await call(method, path, { headers })).toMatchObject({ status: 401, code: 'clerk_key_invalid' })
  }
})

test('error: 404 for a user who is none', async () => {
  const { read } = await server()
  const answer = { status: 404, body: { errors: [{ code: 'resource_not_found' }] } }
  expect(await read('GET', '/v1/users/user_x')).toMatchObject(answer)
  expect(await read('POST', '/v1/users/user_x/lock')).toMatchObject(answer)
})
