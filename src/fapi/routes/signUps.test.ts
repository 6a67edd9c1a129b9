import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ups'
const ann = { email_address: 'ann@example.com', password: 'a-password' }
const minute = 60_000

async function begin(form: Record<string, string> = ann, options = {}) {
  const caller = await createCaller(options)
  const { call, fapi } = caller
  const begun = await call('POST', path, { form })
  const url = `${path}/${begun.body.response.id}`
  return {
    ...caller,
    begun,
    show: () => call('GET', url),
    update: (form: Record<string, string>) => call('PATCH', url, { form }),
    prepare: (form: Record<string, string> = { strategy: 'email_code' }) =>
      call('POST', `${url}/prepare_verification`, { form }),
    attempt: (code = fapi.emails.entries.at(-1)!.code) =>
      call('POST', `${url}/attempt_verification`, { form: { strategy: 'email_code', code } }),
  }
}

describe('signing up', () => {
  test('default: address and password, a code, and the new user is signed in', async () => {
    const { begun, prepare, attempt, fapi } = await begin()
    expect(begun.body.response).toMatchObject({
      object: 'sign_up_attempt',
      status: 'missing_requirements',
      required_fields: ['email_address', 'password'],
      optional_fields: [
        ...['first_name', 'last_name', 'oauth_github', 'oauth_google', 'phone_number', 'username'],
      ],
      missing_fields: [],
      unverified_fields: ['email_address'],
      verifications: { email_address: null },
      email_address: ann.email_address,
      password_enabled: true,
      created_user_id: null,
    })
    expect(JSON.stringify(begun.body)).not.toContain(ann.password)
    expect(begun.body.client?.sign_up?.id).toBe(begun.body.response.id)

    expect((await prepare()).body.response).toMatchObject({
      verifications: {
        email_address: {
          object: 'verification_otp',
          status: 'unverified',
          strategy: 'email_code',
          attempts: 0,
          expire_at: fapi.emails.entries[0]!.time + 10 * minute,
          next_action: 'needs_attempt',
          supported_strategies: ['email_code', 'email_link'],
        },
      },
    })
    expect(fapi.emails.entries).toMatchObject([{ to: ann.email_address, kind: 'sign-up' }])

    const { body } = await attempt()
    expect(body.response).toMatchObject({
      status: 'complete',
      unverified_fields: [],
      verifications: { email_address: { status: 'verified', attempts: 1, next_action: '' } },
      created_user_id: fapi.users.at(-1)!.id,
    })
    expect(body.client).toMatchObject({
      sign_up: null,
      last_active_session_id: body.response.created_session_id,
      last_authentication_strategy: 'email_code',
      sessions: [{ id: body.response.created_session_id, user: { id: body.response.created_user_id } }],
    })
  })

  test('behavior: the new user can sign in with the password and has what was said', async () => {
    const said = {
      username: 'ann_1',
      first_name: ' Ann ',
      last_name: 'Ash',
      unsafe_metadata: '{"plan":"pro"}',
    }
    const { call, prepare, attempt } = await begin({ ...ann, ...said, email_address: ' Ann@Example.com' })
    await prepare()
    const { body } = await attempt()
    expect(body.client?.sessions[0]?.user).toMatchObject({
      username: 'ann_1',
      first_name: 'Ann',
      last_name: 'Ash',
      unsafe_metadata: { plan: 'pro' },
      password_enabled: true,
      email_addresses: [{ email_address: 'ann@example.com' }],
    })
    await call('DELETE', '/v1/client')
    const form = { identifier: 'ann_1', password: ann.password }
    expect((await call('POST', '/v1/client/sign_ins', { form })).body.response.status).toBe('complete')
  })

  test('behavior: it may be said bit by bit, and completes with the last bit', async () => {
    const { begun, show, update, prepare, attempt } = await begin({})
    expect(begun.body.response).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['email_address', 'password'],
      unverified_fields: [],
      verifications: { email_address: null },
    })
    expect(await prepare()).toMatchObject({ status: 400, code: 'client_state_invalid' })
    await update({ email_address: ann.email_address, first_name: 'Ann' })
    await prepare()
    expect((await attempt()).body.response).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['password'],
      unverified_fields: [],
    })
    expect(await attempt()).toMatchObject({ status: 400, code: 'verification_already_verified' })
    expect(await prepare()).toMatchObject({ status: 400, code: 'verification_already_verified' })
    const { body } = await update({ password: ann.password })
    expect(body.response).toMatchObject({ status: 'complete', first_name: 'Ann' })
    expect((await show()).body.response).toMatchObject({ status: 'complete' })
  })

  test('behavior: the strategy sends a code at once', async () => {
    const { begun, attempt } = await begin({ ...ann, strategy: 'email_code' })
    expect(begun.body.response).toMatchObject({
      verifications: { email_address: { next_action: 'needs_attempt' } },
    })
    expect((await attempt()).body.response.status).toBe('complete')
  })

  test('behavior: another address is verified anew, the same one is not', async () => {
    const { update, prepare, attempt, fapi } = await begin({ email_address: ann.email_address })
    await prepare()
    await attempt()
    const same = await update({ email_address: 'ANN@example.com' })
    expect(same.body.response).toMatchObject({ unverified_fields: [] })
    const { body } = await update({ email_address: 'anna@example.com', password: ann.password })
    expect(body.response).toMatchObject({
      status: 'missing_requirements',
      unverified_fields: ['email_address'],
    })
    expect(await attempt()).toMatchObject({ status: 410, code: 'sign_up_outdated_verification' })
    await prepare()
    expect(fapi.emails.entries.at(-1)?.to).toBe('anna@example.com')
    expect((await attempt()).body.response.status).toBe('complete')
  })

  test('behavior: an empty value takes back what was said', async () => {
    const { update } = await begin({ ...ann, username: 'ann_1' })
    expect((await update({ username: '', password: '' })).body.response).toMatchObject({
      username: null,
      password_enabled: false,
      missing_fields: ['password'],
    })
  })

  test('behavior: three wrong codes fail it, ten minutes expire it', async () => {
    const { prepare, attempt, show, fapi } = await begin({
      ...ann,
      email_address: 'ann+clerk_test@example.com',
    })
    await prepare()
    for (let i = 0; i < 3; i++) {
      expect(await attempt('111111')).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    }
    expect(await attempt('424242')).toMatchObject({ status: 400, code: 'verification_failed' })
    await prepare()
    fapi.clock.advance(10 * minute)
    expect(await attempt('424242')).toMatchObject({ status: 400, code: 'verification_expired' })
    expect((await show()).body.response).toMatchObject({
      verifications: { email_address: { status: 'expired', next_action: 'needs_prepare' } },
    })
    await prepare()
    expect((await attempt('424242')).body.response.status).toBe('complete')
  })

  test('behavior: it brings a new client token, as a sign-in does', async () => {
    const { prepare, attempt, credentials } = await begin(ann, { keyType: 'live' })
    const before = credentials.cookies.get('__client')
    await prepare()
    await attempt()
    expect(credentials.cookies.get('__client')).not.toBe(before)
    expect(Number(credentials.cookies.get('__client_uat'))).toBeGreaterThan(0)
  })

  test('behavior: a second account joins the first on the client', async () => {
    const { signIn, call, fapi } = await createCaller()
    const { body } = await signIn('alice')
    const id = (await call('POST', path, { form: { ...ann, strategy: 'email_code' } })).body.response.id
    const form = { strategy: 'email_code', code: fapi.emails.entries[0]!.code }
    const answer = await call('POST', `${path}/${id}/attempt_verification`, { form })
    expect(answer.body.client?.sessions).toHaveLength(2)
    expect(answer.body.client?.id).toBe(body.client?.id)
  })
})

describe('refusals', () => {
  test.each([
    [
      'what cannot be written out again',
      { unsafe_metadata: `{"a":${'['.repeat(4000)}${']'.repeat(4000)}}` },
      'form_param_format_invalid',
      'unsafe_metadata',
    ],
    ['a taken address', { email_address: 'Alice@example.com' }, 'form_identifier_exists', 'email_address'],
    ['a malformed address', { email_address: 'ann' }, 'form_param_format_invalid', 'email_address'],
    ['a short password', { password: '1234567' }, 'form_password_length_too_short', 'password'],
    ['a long password', { password: 'x'.repeat(73) }, 'form_password_length_too_long', 'password'],
    ['a username with other signs', { username: 'a@nn' }, 'form_username_invalid_character', 'username'],
    ['a short username', { username: 'ann' }, 'form_username_invalid_length', 'username'],
    [
      'metadata that is no object',
      { unsafe_metadata: '[1]' },
      'form_param_format_invalid',
      'unsafe_metadata',
    ],
    ['metadata that is no JSON', { unsafe_metadata: '{' }, 'form_param_format_invalid', 'unsafe_metadata'],
    ['another strategy', { strategy: 'telepathy' }, 'form_param_value_invalid', 'strategy'],
    [
      'no address for a code',
      { strategy: 'email_code', email_address: '' },
      'form_param_missing',
      'email_address',
    ],
  ])('error: %s leaves nothing behind', async (_, form, code, paramName) => {
    const { call, fapi } = await createCaller()
    const answer = await call('POST', path, { form: { ...ann, ...form } as Record<string, string> })
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.body.errors[0]?.meta.param_name).toBe(paramName)
    expect(fapi.clients).toEqual([])
    expect(fapi.emails.entries).toEqual([])
  })

  test('error: a refused update changes nothing', async () => {
    const { update, show } = await begin()
    expect((await update({ first_name: 'Eve', password: 'short' })).status).toBe(422)
    expect((await show()).body.response).toMatchObject({ first_name: null })
  })

  test('error: a username that somebody has', async () => {
    const { call } = await createCaller({ users: [{ identifier: 'bob@example.com', username: 'bobby' }] })
    const answer = await call('POST', path, { form: { ...ann, username: 'Bobby' } })
    expect(answer).toMatchObject({ status: 422, code: 'form_identifier_exists' })
  })

  test('error: an address that somebody else took in the meantime', async () => {
    const first = await begin({ ...ann, strategy: 'email_code' })
    const second = await begin({ ...ann, strategy: 'email_code' }, { fapi: first.fapi })
    const [mine, theirs] = first.fapi.emails.entries
    expect((await second.attempt(theirs!.code)).body.response.status).toBe('complete')
    expect(await first.attempt(mine!.code)).toMatchObject({ status: 400, code: 'identification_claimed' })
    expect(first.fapi.users.filter(({ identifier }) => identifier === ann.email_address)).toHaveLength(1)
  })

  test('error: nothing more once it is complete', async () => {
    const { update, prepare, attempt } = await begin({ ...ann, strategy: 'email_code' })
    await attempt()
    expect(await update({ first_name: 'Eve' })).toMatchObject({
      status: 403,
      code: 'sign_up_cannot_be_updated',
    })
    expect(await attempt()).toMatchObject({ status: 400, code: 'verification_already_verified' })
    expect(await prepare()).toMatchObject({ status: 400, code: 'verification_already_verified' })
  })

  test('error: abandoned after a day', async () => {
    const { call, prepare, show, fapi } = await begin()
    fapi.clock.advance(24 * 60 * minute)
    expect((await show()).body.response.status).toBe('abandoned')
    expect(await prepare()).toMatchObject({ status: 403, code: 'sign_up_cannot_be_updated' })
    expect((await call('GET', '/v1/client')).body.response.sign_up).toBeNull()
  })

  test.each([
    ['no strategy', {}, 422, 'form_param_missing'],
    ['another strategy', { strategy: 'telepathy' }, 422, 'form_param_value_invalid'],
  ])('error: preparing with %s', async (_, form, status, code) => {
    const { prepare, fapi } = await begin()
    expect(await prepare(form)).toMatchObject({ status, code })
    expect(fapi.emails.entries).toEqual([])
  })

  test('error: an attempt without a code, or before one was sent', async () => {
    const { attempt } = await begin()
    expect(await attempt('')).toMatchObject({ status: 422, code: 'form_param_missing' })
    expect(await attempt('424242')).toMatchObject({ status: 400, code: 'verification_missing' })
  })

  test('error: 400 without a client, 404 for an unknown and for a foreign one', async () => {
    const mine = await begin()
    const url = `${path}/${mine.begun.body.response.id}`
    const other = await createCaller({ fapi: mine.fapi })
    expect(await other.call('GET', url)).toMatchObject({ status: 400, code: 'client_not_found' })
    await other.call('POST', '/v1/client')
    expect((await other.call('GET', url)).status).toBe(404)
    expect((await other.call('PATCH', url, { form: { first_name: 'Eve' } })).status).toBe(404)
    expect((await mine.call('GET', `${path}/sua_x`)).status).toBe(404)
  })

  test('parameters: singleSessionMode refuses a second account, also one that was begun before', async () => {
    const caller = await createCaller({ singleSessionMode: true })
    const { call, signIn, fapi } = caller
    const { id } = (await call('POST', path, { form: { ...ann, strategy: 'email_code' } })).body.response
    await signIn('alice')
    const refusal = { status: 400, code: 'session_exists' }
    expect(await call('POST', path, { form: ann })).toMatchObject(refusal)
    const form = { strategy: 'email_code', code: fapi.emails.entries[0]!.code }
    expect(await call('POST', `${path}/${id}/attempt_verification`, { form })).toMatchObject(refusal)
    expect(fapi.users).toHaveLength(3)
  })

  test('error: who acts as somebody else becomes no user meanwhile', async () => {
    const { call, signIn, fapi } = await createCaller()
    await signIn('bob')
    fapi.signIn(fapi.clients[0]!.id, 'alice@example.com', { sub: 'user_support' })
    const refusal = { status: 409, code: 'session_creation_not_allowed' }
    expect(await call('POST', path, { form: ann })).toMatchObject(refusal)
    expect(fapi.users).toHaveLength(3)
  })

  test('behavior: a new sign-up takes the place of the old one, and both go with the client', async () => {
    const { begun, call } = await begin()
    const second = await call('POST', path, { form: ann })
    expect((await call('GET', `${path}/${begun.body.response.id}`)).status).toBe(404)
    await call('DELETE', '/v1/client')
    await call('POST', '/v1/client')
    expect((await call('GET', `${path}/${second.body.response.id}`)).status).toBe(404)
  })
})

test('error: a username that is the id of a user, who could no longer be told apart', async () => {
  const { fapi, update } = await begin()
  for (const username of [fapi.users[0]!.id, fapi.users[0]!.id.toUpperCase()]) {
    expect(await update({ username })).toMatchObject({ status: 422, code: 'form_identifier_exists' })
  }
})
