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
  test('behavior: another system may know a user by their address, by another’s, or by their username', async () => {
    const { read } = await server()
    const dora = { email_address: ['dora@example.com'], username: 'dora_1' }
    const create = (fields: object) => read('POST', '/v1/users', fields)
    expect((await create({ ...dora, external_id: 'dora@example.com' })).status).toBe(200)
    expect((await create({ username: 'emil_1', external_id: 'dora_1' })).status).toBe(200)
    expect((await create({ username: 'fay_1', external_id: 'alice@example.com' })).status).toBe(200)
    const again = await create({ username: 'gus_1', external_id: 'DORA@example.com' })
    expect(again.body).toMatchObject({ errors: [{ code: 'form_identifier_exists' }] })
  })

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

  test('behavior: every field is kept', async () => {
    const { read, call, fapi } = await server()
    const { body } = await read('POST', '/v1/users', {
      external_id: 'crm-1',
      email_address: ['dora@example.com', 'Dora@work.example'],
      phone_number: ['+15555550100', '+1 555 555 0101'],
      username: 'dora',
      password: 'short',
      skip_password_checks: true,
      private_metadata: { a: 1 },
      unsafe_metadata: { b: 2 },
      totp_secret: 'JBSWY3DPEHPK3PXP',
      backup_codes: ['one', 'two'],
      created_at: '2020-01-02T03:04:05Z',
      legal_accepted_at: '2021-01-02T03:04:05Z',
      locked: true,
    })
    expect(body).toMatchObject({
      external_id: 'crm-1',
      email_addresses: [{ email_address: 'dora@example.com' }, { email_address: 'dora@work.example' }],
      phone_numbers: [{ phone_number: '+15555550100' }, { phone_number: '+15555550101' }],
      username: 'dora',
      password_enabled: true,
      private_metadata: { a: 1 },
      unsafe_metadata: { b: 2 },
      totp_enabled: true,
      backup_code_enabled: true,
      created_at: Date.UTC(2020, 0, 2, 3, 4, 5),
      legal_accepted_at: Date.UTC(2021, 0, 2, 3, 4, 5),
      locked: true,
    })
    await read('POST', `/v1/users/${body.id}/unlock`)
    const form = { identifier: 'dora@work.example', password: 'short' }
    expect((await call('POST', '/v1/client/sign_ins', { form })).body.response.status).toBe(
      'needs_second_factor',
    )
    const again = await read('POST', '/v1/users', { email_address: ['e@example.com'], external_id: 'crm-1' })
    expect(again).toMatchObject({ status: 422, body: { errors: [{ code: 'form_identifier_exists' }] } })
    expect(fapi.users).toHaveLength(4)
  })

  test.each([
    [{ phone_number: ['+15555550100'] }, '+15555550100'],
    [{ username: 'dora' }, 'dora'],
  ])('behavior: a user need not have an address: %j', async (said, identifier) => {
    const { read, fapi } = await server()
    expect((await read('POST', '/v1/users', said)).body).toMatchObject({ email_addresses: [] })
    expect(fapi.users.at(-1)).toMatchObject({ identifier })
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
    ['form_identifier_exists', { email_address: ['a@b.c', 'A@b.c'] }, 'email_address'],
    ['form_identifier_exists', { email_address: ['a@b.c', 'bob@example.com'] }, 'email_address'],
    ['form_param_not_supported', { email_address: ['a@b.c'], password_digest: 'x' }, 'password_digest'],
    ['form_param_format_invalid', { email_address: ['a@b.c'], totp_secret: '0' }, 'totp_secret'],
    ['form_param_value_invalid', { email_address: ['a@b.c'], created_at: 'soon' }, 'created_at'],
    ['form_param_value_invalid', { email_address: ['a@b.c'], banned: 'maybe' }, 'banned'],
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

test.each([
  'invitations?query=ann',
  'organizations/ORG/invitations?email_address=ann@example.com',
  'clients?user_id=user_x',
  'organization_roles?name=admin',
  'jwt_templates?name=x',
  'users/USER/organization_memberships?role=org:admin',
  'users/USER/organization_invitations?organization_id=org_x',
])('error: 422 for %s, which would be answered as if nothing had been asked', async (path) => {
  const { read, fapi } = await server()
  const at = path.replace('ORG', fapi.organizations[0]!.id).replace('USER', fapi.users[0]!.id)
  const answer = await read('GET', `/v1/${at}`)
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ code: 'form_param_unknown' }] } })
  const known = await read('GET', `/v1/${at.replace(/\?.*/, '?limit=1&paginated=true')}`)
  expect(known.status).toBe(200)
})

describe('GET /v1/users', () => {
  test('attack: who claims an address or a number is not found by it, nor as a member, before it is theirs', async () => {
    const { fapi } = await createCaller({
      users: [
        {
          identifier: 'eve@example.com',
          emails: [
            { emailAddress: 'boss@example.com', verified: false },
            { emailAddress: 'eve@work.example' },
          ],
          phones: [{ number: '+15555550100', verified: false }, { number: '+15555550101' }],
        },
      ],
      organizations: [{ id: 'org_acme', name: 'Acme', members: [{ user: 'eve@example.com' }] }],
    })
    const headers = { authorization: `Bearer ${fapi.secretKey}` }
    const count = async (path: string) => {
      const response = await fapi.fetch(new Request(`http://localhost:4400/v1/${path}`, { headers }))
      return ((await response.json()) as { total_count: number }).total_count
    }
    expect(await count('users/count?email_address=boss@example.com')).toBe(0)
    expect(await count('users/count?email_address_query=boss')).toBe(0)
    expect(await count('users/count?query=boss')).toBe(0)
    expect(await count('users/count?phone_number=%2B15555550100')).toBe(0)
    const members = 'organizations/org_acme/memberships?email_address'
    expect(await count(`${members}=boss@example.com`)).toBe(0)
    expect(await count('users/count?email_address=eve@work.example')).toBe(1)
    expect(await count('users/count?phone_number=%2B15555550101')).toBe(1)
    expect(await count(`${members}=eve@work.example`)).toBe(1)
    expect(await count(`${members}=eve@example.com`)).toBe(1)
  })

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
    ['query=alice%20a', ['Alice']],
    ['external_id=nobody', []],
    ['phone_number=%2B15555550100', []],
    ['web3_wallet=0x', []],
    ['email_address_query=B@', ['Bob']],
    ['name_query=cole', ['Carol']],
    ['organization_id=org_x', []],
    ['created_at_before=1', []],
    ['created_at_after=1', ['Carol', 'Bob', 'Alice']],
    ['last_sign_in_at_after=1', []],
    ['last_active_at_since=1', []],
    ['order_by=-created_at', ['Carol', 'Bob', 'Alice']],
    ['order_by=first_name', ['Alice', 'Bob', 'Carol']],
    ['order_by=-email_address&limit=2', ['Carol', 'Bob']],
  ])('parameters: %s', async (query, expected) => {
    const { read } = await server()
    expect(names((await read('GET', `/v1/users?${query}`)).body)).toEqual(expected)
    const { body } = await read('GET', `/v1/users/count?${query}`)
    if (!query.includes('limit'))
      expect(body).toEqual({ object: 'total_count', total_count: expected.length })
  })
})

test.each([
  ['nonsense=x', 'form_param_unknown'],
  ['emailAddress=x', 'form_param_unknown'],
  ['order_by=password', 'form_param_value_invalid'],
  ['order_by=constructor', 'form_param_value_invalid'],
  ['created_at_after=yesterday', 'form_param_value_invalid'],
])('error: 422 for %s, as it would be answered as if nothing was asked', async (query, code) => {
  const { read } = await server()
  for (const path of ['', '/count']) {
    const answer = await read('GET', `/v1/users${path}?${query}`)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code }] } })
  }
})

describe('/v1/users/{id}', () => {
  test('PATCH: what is said changes, and nothing else', async () => {
    const { read, fapi, signIn } = await server()
    const path = `/v1/users/${fapi.users[0]!.id}`
    const before = (await read('GET', path)).body
    const { body } = await read('PATCH', path, { first_name: 'Al', external_id: 'x', username: 'al_1' })
    expect({ ...body, updated_at: 0 }).toEqual({
      ...before,
      first_name: 'Al',
      external_id: 'x',
      username: 'al_1',
      updated_at: 0,
      organization_memberships: expect.anything(),
    })
    await signIn('alice')
    await read('PATCH', path, { password: 'alice-other', sign_out_of_other_sessions: true })
    expect(fapi.sessions[0]).toMatchObject({ status: 'revoked' })
    expect(fapi.users[0]).toMatchObject({ password: 'alice-other' })
    for (const said of [{ password: 'x' }, { username: 'bob@x' }, { primary_email_address_id: 'idn_x' }]) {
      expect((await read('PATCH', path, { first_name: 'No', ...said })).status).toBeGreaterThanOrEqual(400)
    }
    expect((await read('GET', path)).body.first_name).toBe('Al')
    // What is the user's own already is not taken.
    expect((await read('PATCH', path, { username: 'al_1', external_id: 'x' })).status).toBe(200)
  })

  test('metadata: PATCH merges, PUT replaces what it names', async () => {
    const { read, fapi } = await server()
    const path = `/v1/users/${fapi.users[0]!.id}/metadata`
    await read('PUT', path, { public_metadata: { a: { b: 1, c: 2 } }, private_metadata: { p: 1 } })
    const merged = await read('PATCH', path, { public_metadata: { a: { b: null, d: 3 } } })
    expect(merged.body).toMatchObject({ public_metadata: { a: { c: 2, d: 3 } }, private_metadata: { p: 1 } })
    expect(merged.body.public_metadata.a).not.toHaveProperty('b')
    const replaced = await read('PUT', path, { public_metadata: { z: 1 } })
    expect(replaced.body).toMatchObject({ private_metadata: { p: 1 } })
    expect(replaced.body.public_metadata).toEqual({ z: 1 })
  })

  test('behavior: pages never see what is for servers', async () => {
    const { read, fapi, signIn } = await server()
    await read('PUT', `/v1/users/${fapi.users[0]!.id}/metadata`, { private_metadata: { p: 'hidden-one' } })
    expect(JSON.stringify((await signIn('alice')).body)).not.toContain('hidden-one')
  })

  test('passwords and second factors', async () => {
    const { read, fapi } = await server()
    const path = `/v1/users/${fapi.users[0]!.id}`
    expect((await read('POST', `${path}/verify_password`, { password: 'alice-password' })).body).toEqual({
      verified: true,
    })
    expect(await read('POST', `${path}/verify_password`, { password: 'x' })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'incorrect_password' }] },
    })
    expect((await read('POST', `${path}/verify_totp`, { code: '1' })).status).toBe(400)
    await read('PATCH', path, { totp_secret: 'JBSWY3DPEHPK3PXP', backup_codes: ['one'] })
    const code = await fapi.totpCode('alice@example.com')
    expect((await read('POST', `${path}/verify_totp`, { code })).body).toEqual({
      verified: true,
      code_type: 'totp',
    })
    expect((await read('POST', `${path}/verify_totp`, { code: 'x' })).status).toBe(422)
    await read('DELETE', `${path}/mfa`)
    expect((await read('GET', path)).body).toMatchObject({
      two_factor_enabled: false,
      backup_code_enabled: false,
    })
    expect((await read('POST', `${path}/remove_password`)).body).toMatchObject({ password_enabled: false })
  })

  test('DELETE: the user is gone, and so are the sessions', async () => {
    const { read, fapi, signIn } = await server()
    await signIn('alice')
    const { id } = fapi.users[0]!
    expect((await read('DELETE', `/v1/users/${id}`)).body).toEqual({ object: 'user', id, deleted: true })
    expect([fapi.sessions, fapi.users.length]).toEqual([[], 2])
    expect((await read('DELETE', `/v1/users/${id}`)).status).toBe(404)
  })

  test('organization_memberships and organization_invitations', async () => {
    const { read, fapi } = await server()
    const path = `/v1/users/${fapi.users[0]!.id}`
    expect((await read('GET', `${path}/organization_memberships`)).body).toMatchObject({
      total_count: 1,
      data: [{ role: 'org:admin', private_metadata: {} }],
    })
    expect((await read('GET', `${path}/organization_invitations`)).body).toEqual({ data: [], total_count: 0 })
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
  ['PATCH', '/v1/users/user_x'],
  ['DELETE', '/v1/users/user_x'],
  ['PUT', '/v1/users/user_x/metadata'],
  ['PATCH', '/v1/users/user_x/metadata'],
  ['POST', '/v1/users/user_x/verify_password'],
  ['POST', '/v1/users/user_x/verify_totp'],
  ['DELETE', '/v1/users/user_x/mfa'],
  ['GET', '/v1/users/user_x/organization_memberships'],
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
