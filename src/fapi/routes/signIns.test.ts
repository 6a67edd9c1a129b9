import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ins'
const alice = { identifier: 'alice@example.com', password: 'alice-password' }
const bob = { identifier: 'bob@example.com', password: 'bob-password' }

describe('POST /v1/client/sign_ins', () => {
  test('default: identifier and password make a client and a session at once', async () => {
    const { fapi, call } = await createCaller()
    const { status, body } = await call('POST', path, { form: alice })
    expect(status).toBe(200)
    expect(body.response).toMatchObject({
      object: 'sign_in_attempt',
      status: 'complete',
      identifier: 'alice@example.com',
      first_factor_verification: { status: 'verified', strategy: 'password', attempts: 1 },
      // What it could have gone on with, and whom it would have shown, is nobody's business any more.
      supported_first_factors: null,
      supported_second_factors: null,
      second_factor_verification: null,
      user_data: null,
    })
    expect(body.client).toMatchObject({
      sign_in: null,
      last_active_session_id: body.response.created_session_id,
      last_authentication_strategy: 'password',
      sessions: [{ id: body.response.created_session_id, status: 'active', tasks: null }],
    })
    expect(fapi.clients).toHaveLength(1)
  })

  test('parameters: a username and other letter cases name the user too', async () => {
    const users = [{ identifier: 'Ann@Example.com', username: 'ann', password: 'x' }]
    for (const identifier of ['ann', 'ANN@example.COM ', 'Ann']) {
      const { call } = await createCaller({ users })
      expect((await call('POST', path, { form: { identifier, password: 'x' } })).body.response.status).toBe(
        'complete',
      )
    }
  })

  test('behavior: an identifier alone waits for the first factor', async () => {
    const { call } = await createCaller()
    const { body } = await call('POST', path, { form: { identifier: alice.identifier } })
    expect(body.response).toMatchObject({
      status: 'needs_first_factor',
      supported_first_factors: [
        { strategy: 'password' },
        {
          strategy: 'email_code',
          email_address_id: expect.stringMatching(/^idn_/),
          safe_identifier: alice.identifier,
          primary: true,
        },
        { strategy: 'email_link', safe_identifier: alice.identifier },
        { strategy: 'reset_password_email_code', safe_identifier: alice.identifier },
      ],
      first_factor_verification: null,
      created_session_id: null,
    })
    expect(body.client?.sign_in?.id).toBe(body.response.id)
  })

  test.each([{}, { locale: 'de-CH' }, { locale: '' }])(
    'behavior: nothing at all, as %o, waits for an identifier, in place of what there was',
    async (form) => {
      const { call } = await createCaller()
      const before = await call('POST', path, { form: { identifier: alice.identifier } })
      const { body } = await call('POST', path, { form: form as Record<string, string> })
      expect(body.response).toMatchObject({
        status: 'needs_identifier',
        identifier: null,
        locale: form.locale || null,
        user_data: null,
        supported_first_factors: null,
        supported_second_factors: null,
        first_factor_verification: null,
        second_factor_verification: null,
      })
      expect(body.response.id).not.toBe(before.body.response.id)
      expect(body.client?.sign_in?.id).toBe(body.response.id)
    },
  )

  test.each(['', '  '])(
    'error: an identifier that is empty, "%s", leaves what there was',
    async (identifier) => {
      const { call } = await createCaller()
      const before = await call('POST', path, { form: { identifier: alice.identifier } })
      const { body, code } = await call('POST', path, { form: { identifier } })
      expect(code).toBe('form_param_nil')
      expect(body.errors[0]?.meta).toEqual({ param_name: 'identifier' })
      const { body: now } = await call('GET', '/v1/client')
      expect(now.response.sign_in?.id).toBe(before.body.response.id)
    },
  )

  test.each([
    ['ann', 'a***@example.com'],
    [' Ann@EXAMPLE.com', 'Ann@EXAMPLE.com'],
    ['+1 (202) 555-0123', 'a***@example.com'],
  ])(
    'parameters: %s is shown as it was typed, and the address only where that was typed',
    async (identifier, safe) => {
      const users = [{ identifier: 'ann@example.com', username: 'ann', phones: [{ number: '+12025550123' }] }]
      const { call } = await createCaller({ users })
      const { response } = (await call('POST', path, { form: { identifier } })).body
      expect(response.identifier).toBe(identifier.trim())
      const factors = response.supported_first_factors!
      expect(factors.filter(({ email_address_id }) => email_address_id)).toMatchObject([
        { safe_identifier: safe },
        { safe_identifier: safe },
      ])
    },
  )

  test('behavior: a user with a task gets a pending session', async () => {
    const { signIn } = await createCaller()
    expect((await signIn('carol')).body.client?.sessions).toMatchObject([
      { status: 'pending', tasks: [{ key: 'choose-organization' }] },
    ])
  })

  test('behavior: a second account joins the first', async () => {
    const { signIn } = await createCaller()
    const first = (await signIn('alice')).body.client
    const second = (await signIn('bob')).body.client
    expect(second?.id).toBe(first?.id)
    expect(second?.sessions.map(({ user }) => user.email_addresses[0]?.email_address)).toEqual([
      'alice@example.com',
      'bob@example.com',
    ])
    expect(second?.last_active_session_id).toBe(second?.sessions[1]?.id)
  })

  test.each([
    [
      'an unknown identifier',
      { identifier: 'eve@example.com', password: 'x' },
      422,
      'form_identifier_not_found',
      'identifier',
    ],
    ['a wrong password', { ...alice, password: 'wrong' }, 422, 'form_password_incorrect', 'password'],
    ['a way that is none', { strategy: 'magic' }, 422, 'form_param_value_invalid', 'strategy'],
    ['one that is no first step', { strategy: 'totp' }, 422, 'form_param_value_invalid', 'strategy'],
    ['no identifier for one', { strategy: 'email_code' }, 422, 'form_param_missing', 'identifier'],
    ['no identifier', { password: 'x' }, 422, 'form_param_missing', 'identifier'],
    [
      'no password',
      { identifier: alice.identifier, strategy: 'password' },
      422,
      'form_param_missing',
      'password',
    ],
    [
      'an empty password',
      { ...alice, password: '', strategy: 'password' },
      422,
      'form_param_nil',
      'password',
    ],
    [
      'another strategy',
      { identifier: alice.identifier, strategy: 'phone_code' },
      400,
      'strategy_for_user_invalid',
      undefined,
    ],
  ])('error: %s leaves no client behind', async (_, form, status, code, paramName) => {
    const { fapi, call } = await createCaller()
    const answer = await call('POST', path, { form: form as Record<string, string> })
    expect(answer).toMatchObject({ status, code })
    expect(answer.body.errors[0]?.meta.param_name).toBe(paramName)
    expect(fapi.clients).toEqual([])
  })

  test.each([
    ['locked', 'user_locked'],
    ['banned', 'user_banned'],
  ])('error: a %s user is refused', async (flag, code) => {
    const { call } = await createCaller({ users: [{ ...alice, [flag]: true }] })
    expect(await call('POST', path, { form: alice })).toMatchObject({ status: 403, code })
  })

  test('error: who is signed in already is told where, and the client rides along', async () => {
    const { signIn } = await createCaller()
    const { body } = await signIn('alice')
    const again = await signIn('alice')
    expect(again).toMatchObject({ status: 400, code: 'identifier_already_signed_in' })
    expect(again.body.errors[0]?.meta).toEqual({ session_id: body.response.created_session_id })
    expect(again.body.meta.client.id).toBe(body.client?.id)
  })

  test('parameters: singleSessionMode refuses a second account', async () => {
    const { call, signIn } = await createCaller({ singleSessionMode: true })
    const { body } = await signIn('alice')
    expect(await signIn('bob')).toMatchObject({ status: 400, code: 'session_exists' })
    await call('POST', `/v1/client/sessions/${body.response.created_session_id}/end`)
    expect((await signIn('bob')).status).toBe(200)
  })

  test('error: who acts as somebody else gets no session of their own, in one step or in two', async () => {
    const { call, signIn, fapi } = await createCaller()
    const { id } = (await call('POST', path, { form: { identifier: bob.identifier } })).body.response
    const [client] = fapi.clients
    const acting = fapi.signIn(client!.id, alice.identifier, { sub: 'user_support' })
    const refusal = { status: 409, code: 'session_creation_not_allowed' }
    const { password } = bob
    expect(await signIn('bob')).toMatchObject(refusal)
    expect(await call('POST', `${path}/${id}/attempt_first_factor`, { form: { password } })).toMatchObject(
      refusal,
    )
    expect(fapi.sessions.map(({ id }) => id)).toEqual([acting])
    fapi.revokeSession(acting)
    expect((await signIn('bob')).status).toBe(200)
  })
})

describe('GET /v1/client/sign_ins/{id}', () => {
  test('default: shows the sign-in of the own client', async () => {
    const { call } = await createCaller()
    const { body } = await call('POST', path, { form: { identifier: alice.identifier } })
    expect((await call('GET', `${path}/${body.response.id}`)).body.response.status).toBe('needs_first_factor')
  })

  test('error: 404 for an unknown and for a foreign one, 400 without a client', async () => {
    const mine = await createCaller()
    const { body } = await mine.call('POST', path, { form: { identifier: alice.identifier } })
    const other = await createCaller({ fapi: mine.fapi })
    expect(await other.call('GET', `${path}/${body.response.id}`)).toMatchObject({
      status: 400,
      code: 'client_not_found',
    })
    await other.call('POST', '/v1/client')
    expect((await other.call('GET', `${path}/${body.response.id}`)).status).toBe(404)
    expect((await mine.call('GET', `${path}/sia_unknown`)).status).toBe(404)
  })
})

describe('POST /v1/client/sign_ins/{id}/attempt_first_factor', () => {
  async function inTwoSteps() {
    const caller = await createCaller()
    const { body } = await caller.call('POST', path, { form: { identifier: alice.identifier } })
    const attempt = (form: Record<string, string>) =>
      caller.call('POST', `${path}/${body.response.id}/attempt_first_factor`, { form })
    return { ...caller, attempt }
  }

  test('default: the password completes it', async () => {
    const { attempt } = await inTwoSteps()
    const { body } = await attempt({ strategy: 'password', password: alice.password })
    expect(body.response).toMatchObject({ status: 'complete', first_factor_verification: { attempts: 1 } })
    expect(body.client).toMatchObject({ sign_in: null, sessions: [{ id: body.response.created_session_id }] })
  })

  test('behavior: a wrong password is counted and may be tried again', async () => {
    const { attempt } = await inTwoSteps()
    const wrong = await attempt({ strategy: 'password', password: 'wrong' })
    expect(wrong).toMatchObject({ status: 422, code: 'form_password_incorrect' })
    const right = await attempt({ strategy: 'password', password: alice.password })
    expect(right.body.response.first_factor_verification).toMatchObject({ status: 'verified', attempts: 2 })
  })

  test('error: not twice, not by another strategy, not after a day', async () => {
    const { attempt, fapi } = await inTwoSteps()
    expect(await attempt({ strategy: 'totp', code: '1' })).toMatchObject({
      status: 400,
      code: 'strategy_for_user_invalid',
    })
    fapi.clock.advance(24 * 60 * 60 * 1000)
    expect(await attempt({ password: alice.password })).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    })
    fapi.clock.advance(-24 * 60 * 60 * 1000)
    expect((await attempt({ password: alice.password })).status).toBe(200)
    expect(await attempt({ password: alice.password })).toMatchObject({
      status: 400,
      code: 'verification_already_verified',
    })
  })

  test('error: 404 for an unknown sign-in', async () => {
    const { call } = await inTwoSteps()
    expect(
      (await call('POST', `${path}/sia_x/attempt_first_factor`, { form: { password: 'x' } })).status,
    ).toBe(404)
  })
})

test.each(['sign_ins', 'sign_ups'])(
  'error: %s take no account over where none was come upon',
  async (kind) => {
    const { call } = await createCaller()
    const { status, code, body } = await call('POST', `/v1/client/${kind}`, { form: { transfer: 'true' } })
    expect([status, code]).toEqual([400, 'account_transfer_invalid'])
    expect(body.meta?.client).toBeUndefined()
  },
)
