import { describe, expect, test } from 'vitest'
import type { FapiOptions } from '../options'
import { totpCode } from '../state/totp'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ins'
const phone = '+12025550123'
const ann = { identifier: 'ann@example.com', username: 'annie', password: 'ann-password' }
const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const strategy = 'reset_password_email_code'
const fresh = 'a new secret'

async function forgotten(user: object = {}, options: FapiOptions & { native?: boolean } = {}) {
  const caller = await createCaller({ users: [{ ...ann, ...user }], ...options })
  const { body } = await caller.call('POST', path, { form: { identifier: ann.identifier } })
  const step = (name: string) => (form: Record<string, string>) =>
    caller.call('POST', `${path}/${body.response.id}/${name}`, { form })
  const attempt = step('attempt_first_factor')
  const prepare = step('prepare_first_factor')
  const code = async () => {
    await prepare({ strategy })
    return caller.fapi.emails.entries.at(-1)!.code
  }
  return { ...caller, begun: body, prepare, attempt, reset: step('reset_password'), step, code }
}

/** With the code proved. */
async function atNewPassword(user: object = {}, options: FapiOptions = {}) {
  const caller = await forgotten(user, options)
  const proved = await caller.attempt({ strategy, code: await caller.code() })
  return { ...caller, proved: proved.body }
}

describe.each([
  { scheme: 'test', options: {} },
  { scheme: 'live', options: { keyType: 'live' } },
  { scheme: 'native', options: { native: true } },
] as const)('needs_new_password: $scheme', ({ options }) => {
  test('default: a code by e-mail, then another password, which signs in', async () => {
    const { begun, prepare, attempt, reset, fapi } = await forgotten({}, options)
    const factor = begun.response.supported_first_factors!.at(-1)
    expect(factor).toMatchObject({ strategy, safe_identifier: ann.identifier, primary: true })
    const prepared = await prepare({ strategy, email_address_id: factor!.email_address_id! })
    expect(prepared.body.response).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: { object: 'verification_otp', strategy, status: 'unverified' },
    })
    const { code } = await fapi.emails.waitFor({ to: ann.identifier, kind: 'reset-password' })
    const proved = await attempt({ strategy, code })
    expect(proved.body.response).toMatchObject({
      status: 'needs_new_password',
      created_session_id: null,
      supported_second_factors: null,
      first_factor_verification: { status: 'verified', attempts: 1 },
    })
    expect(proved.body.client).toMatchObject({ sessions: [], sign_in: { status: 'needs_new_password' } })
    const { body } = await reset({ password: fresh })
    expect(body.response.status).toBe('complete')
    expect(body.client).toMatchObject({
      sign_in: null,
      last_authentication_strategy: strategy,
      sessions: [{ id: body.response.created_session_id, factor_verification_age: [0, -1] }],
    })
    const other = await createCaller({ fapi })
    const answers = await Promise.all(
      [ann.password, fresh].map((password) => other.call('POST', path, { form: { ...ann, password } })),
    )
    expect(answers.map(({ status }) => status)).toEqual([422, 200])
  })
})

describe('ways to a new password', () => {
  test('behavior: the strategy may come with the identifier, and the password with the code', async () => {
    const { call, fapi } = await forgotten()
    const { body } = await call('POST', path, { form: { identifier: ann.identifier, strategy } })
    const { code } = fapi.emails.entries.at(-1)!
    const attempt = `${path}/${body.response.id}/attempt_first_factor`
    const refused = await call('POST', attempt, { form: { strategy, code, password: 'short' } })
    expect(refused).toMatchObject({ status: 422, code: 'form_password_length_too_short' })
    expect(refused.body.meta.client.sign_in).toMatchObject({ status: 'needs_new_password' })
    const again = await call('POST', path, { form: { identifier: ann.identifier, strategy } })
    const done = await call('POST', `${path}/${again.body.response.id}/attempt_first_factor`, {
      form: { strategy, code: fapi.emails.entries.at(-1)!.code, password: fresh },
    })
    expect(done.body.response.status).toBe('complete')
  })

  test('behavior: by telephone, for who came by its number', async () => {
    const { call, fapi } = await forgotten({ phones: [{ number: phone }] })
    const { body } = await call('POST', path, { form: { identifier: phone } })
    const strategies = body.response.supported_first_factors!.map(({ strategy }) => strategy)
    expect(strategies).toContain('reset_password_phone_code')
    expect(strategies).not.toContain(strategy)
    const form = { strategy: 'reset_password_phone_code' }
    await call('POST', `${path}/${body.response.id}/prepare_first_factor`, { form })
    const { code } = await fapi.texts.waitFor({ to: phone, kind: 'reset-password' })
    await call('POST', `${path}/${body.response.id}/attempt_first_factor`, { form: { ...form, code } })
    const { body: done } = await call('POST', `${path}/${body.response.id}/reset_password`, {
      form: { password: fresh },
    })
    expect(done.response.status).toBe('complete')
  })

  test.each([
    ['by their username', { identifier: ann.username }, {}],
    ['without a password', { identifier: ann.identifier }, { password: undefined }],
  ])('error: who comes %s is offered none', async (_, form, user) => {
    const { call, fapi } = await forgotten(user)
    const { body } = await call('POST', path, { form })
    const strategies = body.response.supported_first_factors!.map(({ strategy }) => strategy)
    expect(strategies.filter((name) => name.startsWith('reset_'))).toEqual([])
    const answer = await call('POST', path, { form: { ...form, strategy } })
    expect(answer).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' })
    expect(fapi.emails.entries).toEqual([])
  })

  test('behavior: the second factor is asked for after the new password, not before', async () => {
    const { proved, reset, step, fapi } = await atNewPassword({ totpSecret })
    expect(proved.response.status).toBe('needs_new_password')
    const { body } = await reset({ password: fresh })
    expect(body.response).toMatchObject({
      status: 'needs_second_factor',
      supported_second_factors: [{ strategy: 'totp' }],
      created_session_id: null,
    })
    const code = await totpCode(totpSecret, Math.floor(fapi.clock.now() / 30_000))
    const done = await step('attempt_second_factor')({ strategy: 'totp', code })
    expect(done.body.client?.sessions).toMatchObject([{ factor_verification_age: [0, 0] }])
  })

  test.each([
    [{ sign_out_of_other_sessions: 'true' }, ['revoked', 'active']],
    [{ sign_out_of_other_sessions: 'false' }, ['active', 'active']],
    [{}, ['active', 'active']],
  ])('parameters: sign_out_of_other_sessions: %o', async (form, statuses) => {
    const mine = await atNewPassword()
    const other = await createCaller({ fapi: mine.fapi })
    await other.call('POST', path, { form: ann })
    await mine.reset({ password: fresh, ...(form as object) })
    expect(mine.fapi.sessions.map(({ status }) => status)).toEqual(statuses)
  })
})

describe('errors', () => {
  test('error: a wrong code changes nothing, three of them end it', async () => {
    const { attempt, reset, code } = await forgotten()
    const right = await code()
    const wrong = right === '000000' ? '000001' : '000000'
    for (let i = 0; i < 3; i++) {
      expect(await attempt({ strategy, code: wrong })).toMatchObject({
        status: 422,
        code: 'form_code_incorrect',
      })
    }
    expect(await attempt({ strategy, code: right })).toMatchObject({ code: 'verification_failed' })
    expect(await reset({ password: fresh })).toMatchObject({ status: 400, code: 'client_state_invalid' })
  })

  test('error: not before it is proved, not twice, and not by what else could be tried', async () => {
    const { reset, attempt, prepare } = await atNewPassword()
    const refusal = { status: 400, code: 'client_state_invalid' }
    expect(await attempt({ password: ann.password })).toMatchObject({
      status: 400,
      code: 'verification_already_verified',
    })
    expect(await prepare({ strategy })).toMatchObject(refusal)
    expect((await reset({ password: fresh })).status).toBe(200)
    expect(await reset({ password: fresh })).toMatchObject(refusal)
  })

  test('error: a locked user sets none', async () => {
    const { reset, fapi } = await atNewPassword()
    fapi.lockUser(ann.identifier)
    expect(await reset({ password: fresh })).toMatchObject({ status: 403, code: 'user_locked' })
    expect(fapi.users[0]?.password).toBe(ann.password)
  })

  test.each([
    ['none', {}, ['form_param_missing']],
    ['an empty one', { password: '' }, ['form_param_nil']],
    ['a short one', { password: 'Aa1!' }, ['form_password_length_too_short']],
    ['a long one', { password: `Aa1!${'x'.repeat(69)}` }, ['form_password_length_too_long']],
    ['one of many bytes', { password: `Aa1!${'ö'.repeat(50)}` }, ['form_password_size_in_bytes_exceeded']],
    ['the one before', { password: 'Secret-word-1' }, ['form_new_password_matches_current']],
    ['a leaked one', { password: 'Leaked-word-1' }, ['form_password_pwned']],
    ['the address', { password: 'Ann1@example.com' }, ['form_password_matches_identifier']],
    ['no capital', { password: 'secret-word-2' }, ['form_password_no_uppercase']],
    ['no small letter', { password: 'SECRET-WORD-2' }, ['form_password_no_lowercase']],
    ['no digit', { password: 'Secret-word' }, ['form_password_no_number']],
    ['no sign', { password: 'Secretword2' }, ['form_password_no_special_char']],
    [
      'nothing right',
      { password: '   ' },
      [
        'form_password_length_too_short',
        'form_password_no_lowercase',
        'form_password_no_uppercase',
        'form_password_no_number',
        'form_password_no_special_char',
      ],
    ],
  ])('error: %s is refused with all that is wrong, and may be another next', async (_, form, codes) => {
    const user = { identifier: ann.identifier, password: 'Secret-word-1', username: 'ann1@example.com' }
    const { reset, fapi } = await atNewPassword(user, {
      passwords: {
        requires: ['lowercase', 'uppercase', 'number', 'special_char'],
        leaked: ['Leaked-word-1'],
      },
    })
    const answer = await reset(form as Record<string, string>)
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ code }) => code)).toEqual(codes)
    for (const { meta, long_message } of answer.body.errors) {
      expect(meta).toEqual({ param_name: 'password' })
      expect(long_message).toBeTruthy()
    }
    expect(answer.body.meta.client.sign_in).toMatchObject({ status: 'needs_new_password' })
    expect(fapi.users[0]?.password).toBe(user.password)
    expect((await reset({ password: 'Secret-word-2' })).status).toBe(200)
  })
})

describe('option passwords', () => {
  test('behavior: the environment says them, and sign-ups keep to them', async () => {
    const passwords = { min: 10, max: 20, requires: ['number'], leaked: ['leaked-word-1'] } as const
    const { call } = await createCaller({ passwords })
    const { body } = await call('GET', '/v1/environment')
    expect(body.user_settings.password_settings).toMatchObject({
      min_length: 10,
      max_length: 20,
      require_numbers: true,
      require_uppercase: false,
      disable_hibp: false,
      enforce_hibp_on_sign_in: true,
    })
    const form = { email_address: 'dora@example.com', password: 'short' }
    const answer = await call('POST', '/v1/client/sign_ups', { form })
    expect(answer.body.errors.map(({ code }) => code)).toEqual([
      'form_password_length_too_short',
      'form_password_no_number',
    ])
  })

  test('error: a kind that there is not', async () => {
    const passwords = { requires: ['emoji'] } as never
    await expect(createCaller({ passwords })).rejects.toThrow('passwords.requires[0]: "emoji" is not one of')
  })

  test('behavior: a leaked password signs nobody in who has another way, in one step or in two', async () => {
    const leaked = { passwords: { leaked: [ann.password] } }
    const { attempt, call, code } = await forgotten({}, leaked)
    const refusal = { status: 422, code: 'form_password_pwned' }
    expect(await call('POST', path, { form: ann })).toMatchObject(refusal)
    expect(await attempt({ password: ann.password })).toMatchObject(refusal)
    expect((await attempt({ strategy, code: await code() })).status).toBe(200)
  })

  test('behavior: a leaked password signs in who has no other way, and has to be changed then', async () => {
    const passwords = { leaked: [ann.password] }
    const { call } = await createCaller({ users: [ann], strategies: ['password'], passwords })
    const { body } = await call('POST', path, { form: ann })
    expect(body.response.status).toBe('complete')
    const { id } = body.client!.sessions[0]!
    expect(body.client!.sessions[0]).toMatchObject({ status: 'pending', tasks: [{ key: 'reset-password' }] })
    const change = (password: string) =>
      call('POST', '/v1/me/change_password', {
        form: { new_password: password },
        query: { _clerk_session_id: id },
      })
    expect((await change(ann.password)).status).toBe(422)
    const changed = await change('another-password')
    expect(changed.body.client!.sessions[0]).toMatchObject({ status: 'active', tasks: null })
    await call('POST', `/v1/client/sessions/${id}/remove`)
    const again = await call('POST', path, { form: { ...ann, password: 'another-password' } })
    expect(again.body.client!.sessions[0]).toMatchObject({ status: 'active', tasks: null })
  })

  test('behavior: who has a forgotten password reset has no task to do so', async () => {
    const { attempt, reset, code } = await forgotten({ tasks: ['reset-password'] })
    await attempt({ strategy, code: await code() })
    const { body } = await reset({ password: 'another-password' })
    expect(body.response.status).toBe('complete')
    expect(body.client!.sessions[0]).toMatchObject({ status: 'active', tasks: null })
  })
})
