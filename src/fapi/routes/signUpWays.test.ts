import { describe, expect, test } from 'vitest'
import { createFapi, type FapiOptions } from '../../fapi'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ups'
const ann = { email_address: 'ann@example.com', password: 'a-password' }
const number = '+15555550142'

async function begin(options: FapiOptions, form: Record<string, string>) {
  const caller = await createCaller(options)
  const begun = await caller.call('POST', path, { form })
  const url = `${path}/${begun.body.response?.id}`
  return {
    ...caller,
    begun,
    url,
    update: (form: Record<string, string>) => caller.call('PATCH', url, { form }),
    prepare: (strategy: string) => caller.call('POST', `${url}/prepare_verification`, { form: { strategy } }),
    attempt: (strategy: string, code: string) =>
      caller.call('POST', `${url}/attempt_verification`, { form: { strategy, code } }),
  }
}

describe('telephone numbers', () => {
  test('default: a required number gets a code, and its owner signs in with it', async () => {
    const options: FapiOptions = { signUp: { required: ['phone_number', 'password'] } }
    const spaced = { phone_number: '+1 (555) 555-0142', password: ann.password }
    const { begun, prepare, attempt, fapi, call } = await begin(options, spaced)
    expect(begun.body.response).toMatchObject({
      required_fields: ['password', 'phone_number'],
      missing_fields: [],
      unverified_fields: ['phone_number'],
      phone_number: number,
      verifications: { phone_number: null, email_address: null },
    })
    expect((await prepare('phone_code')).body.response).toMatchObject({
      verifications: {
        phone_number: {
          object: 'verification_otp',
          status: 'unverified',
          strategy: 'phone_code',
          channel: 'sms',
          next_action: 'needs_attempt',
          supported_strategies: ['phone_code'],
        },
      },
    })
    expect(fapi.texts.entries).toMatchObject([{ to: number, code: '424242', kind: 'sign-up' }])
    expect(await attempt('phone_code', '111111')).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    const { body } = await attempt('phone_code', '424242')
    expect(body.response.status).toBe('complete')
    expect(body.client).toMatchObject({
      sign_up: null,
      last_authentication_strategy: 'phone_code',
      sessions: [{ user: { email_addresses: [], primary_email_address_id: null } }],
    })
    await call('DELETE', '/v1/client')
    const signIn = { identifier: number, password: ann.password }
    expect((await call('POST', '/v1/client/sign_ins', { form: signIn })).body.response.status).toBe(
      'complete',
    )
  })

  test('behavior: address and number are verified each by itself, in any order', async () => {
    const options: FapiOptions = { signUp: { required: ['email_address', 'phone_number'] } }
    const form = { email_address: ann.email_address, phone_number: number }
    const { begun, prepare, attempt, fapi } = await begin(options, { ...form, strategy: 'phone_code' })
    expect(begun.body.response).toMatchObject({
      unverified_fields: ['email_address', 'phone_number'],
      verifications: { phone_number: { next_action: 'needs_attempt' }, email_address: null },
    })
    expect(await attempt('email_code', '424242')).toMatchObject({ status: 400, code: 'verification_missing' })
    expect((await attempt('phone_code', '424242')).body.response).toMatchObject({
      status: 'missing_requirements',
      unverified_fields: ['email_address'],
    })
    expect(await prepare('phone_code')).toMatchObject({ status: 400, code: 'verification_already_verified' })
    await prepare('email_code')
    const done = await attempt('email_code', fapi.emails.entries[0]!.code)
    expect(done.body.response).toMatchObject({ status: 'complete' })
  })

  test('behavior: another number makes the code of the old one outdated, with the strategy a new one is sent', async () => {
    const { update, attempt, fapi } = await begin(
      { signUp: { required: ['phone_number'] } },
      { phone_number: number, strategy: 'phone_code' },
    )
    const other = '+15555550143'
    expect((await update({ phone_number: other })).body.response).toMatchObject({
      verifications: { phone_number: null },
    })
    expect(await attempt('phone_code', '424242')).toMatchObject({
      status: 410,
      code: 'sign_up_outdated_verification',
    })
    expect((await update({ phone_number: other, strategy: 'phone_code' })).body.response).toMatchObject({
      verifications: { phone_number: { attempts: 0 } },
    })
    expect(fapi.texts.entries.map(({ to }) => to)).toEqual([number, other])
    expect((await attempt('phone_code', '424242')).body.response.status).toBe('complete')
  })

  test('parameters: one field for both says which it is by what is in it', async () => {
    for (const either of [number, ann.email_address]) {
      const { begun } = await begin({}, { email_address_or_phone_number: either })
      const name = either === number ? 'phone_number' : 'email_address'
      expect(begun.body.response).toMatchObject({ [name]: either, unverified_fields: [name] })
    }
  })

  test.each([
    [
      'a number without its country',
      { phone_number: '555 0142' },
      'form_param_format_invalid',
      'phone_number',
    ],
    ['one that somebody has', { phone_number: '+15555550100' }, 'form_identifier_exists', 'phone_number'],
    ['none for a code', { strategy: 'phone_code' }, 'form_param_missing', 'phone_number'],
  ] as const)('error: %s', async (_, form, code, param_name) => {
    const users = [{ identifier: 'bob@example.com', phones: [{ number: '+15555550100' }] }]
    const { begun, fapi } = await begin({ users }, form as Record<string, string>)
    expect(begun).toMatchObject({ status: 422, code, body: { errors: [{ meta: { param_name } }] } })
    expect([fapi.clients, fapi.texts.entries]).toEqual([[], []])
  })

  test('error: a number, and a code, where the instance has none', async () => {
    const options: FapiOptions = { strategies: ['password', 'email_code'] }
    const { begun } = await begin(options, { phone_number: number })
    expect(begun).toMatchObject({ status: 422, code: 'form_param_unknown' })
    const { begun: coded } = await begin(options, { ...ann, strategy: 'phone_code' })
    expect(coded).toMatchObject({
      status: 400,
      code: 'form_param_value_disabled',
      body: { errors: [{ meta: { param_name: 'strategy' } }] },
    })
  })
})

describe('links', () => {
  test('behavior: one that was sent before the address changed verifies nothing', async () => {
    const redirect_url = 'http://localhost:3000/verify'
    const { begun, update, call, fapi } = await begin({}, { ...ann, strategy: 'email_link', redirect_url })
    expect(begun.body.response).toMatchObject({
      verifications: { email_address: { object: 'verification_email_link', next_action: 'needs_attempt' } },
    })
    await update({ email_address: 'anna@example.com' })
    const { headers } = await call('GET', fapi.emails.entries[0]!.link!)
    expect(headers.get('location')).toContain('__clerk_status=failed')
    expect(fapi.users).toHaveLength(3)
  })

  test('error: one that would lead elsewhere is not sent', async () => {
    const form = { ...ann, strategy: 'email_link', redirect_url: 'https://elsewhere.example/' }
    const { begun, fapi } = await begin({}, form)
    expect(begun).toMatchObject({ status: 422, code: 'redirect_url_domain_mismatch' })
    expect([fapi.emails.entries, fapi.clients]).toEqual([[], []])
  })
})

describe('what is asked for', () => {
  test('parameters: a username alone needs no verification', async () => {
    const { begun, fapi, call } = await begin(
      { signUp: { required: ['username', 'password'] } },
      { username: 'annie', password: ann.password },
    )
    expect(begun.body.response).toMatchObject({ status: 'complete', unverified_fields: [] })
    expect(fapi.users.at(-1)).toMatchObject({ identifier: 'annie' })
    await fapi.saved()
    await call('DELETE', '/v1/client')
    const signIn = { identifier: 'annie', password: ann.password }
    expect((await call('POST', '/v1/client/sign_ins', { form: signIn })).body.response.status).toBe(
      'complete',
    )
  })

  test('behavior: where no strategy could verify an address it is believed', async () => {
    const { begun } = await begin({ strategies: ['password'] }, ann)
    expect(begun.body.response).toMatchObject({ status: 'complete', unverified_fields: [] })
  })

  test('parameters: without passwords none is required, and none is taken', async () => {
    const { begun } = await begin({ strategies: ['email_code'] }, { email_address: ann.email_address })
    expect(begun.body.response).toMatchObject({ required_fields: ['email_address'], missing_fields: [] })
    const { begun: refused } = await begin({ strategies: ['email_code'] }, ann)
    expect(refused).toMatchObject({ status: 422, code: 'form_param_unknown' })
  })

  test('parameters: the environment says the same', async () => {
    const required = ['phone_number', 'username']
    const { call } = await createCaller({ signUp: { required } })
    const { user_settings, auth_config } = (await call('GET', '/v1/environment')).body
    expect(user_settings.attributes).toMatchObject({
      phone_number: { enabled: true, required: true, verify_at_sign_up: true },
      username: { required: true, verify_at_sign_up: false },
      email_address: { required: false },
    })
    expect(auth_config).toMatchObject({ phone_number: 'required', email_address: 'on' })
  })

  test.each([
    [{ required: ['password'] }, 'signUp.required: one of email_address, phone_number, username'],
    [{ required: ['email_address', 'age'] }, 'signUp.required[1]'],
  ])('error: %j is refused', (signUp, message) => {
    expect(() => createFapi({ signUp })).toThrow(message)
  })

  test('behavior: terms wait until they are accepted, and the user has when', async () => {
    const { begun, update, fapi } = await begin(
      { strategies: ['password'], signUp: { legalConsent: true } },
      ann,
    )
    expect(begun.body.response).toMatchObject({
      status: 'missing_requirements',
      required_fields: ['email_address', 'legal_accepted', 'password'],
      missing_fields: ['legal_accepted'],
      legal_accepted_at: null,
    })
    expect(await update({ legal_accepted: 'false' })).toMatchObject({
      status: 422,
      code: 'legal_not_accepted',
      body: { errors: [{ meta: { param_name: 'legal_accepted' } }] },
    })
    const { body } = await update({ legal_accepted: 'true' })
    const { legal_accepted_at } = body.response as unknown as { legal_accepted_at: number }
    expect(Math.abs(legal_accepted_at - fapi.clock.now())).toBeLessThan(5000)
    expect(body.response.status).toBe('complete')
    expect(body.client?.sessions[0]?.user).toMatchObject({ legal_accepted_at })
  })

  test.each([
    ['restricted', 'sign_up_mode_restricted'],
    ['waitlist', 'sign_up_restricted_waitlist'],
  ] as const)('error: nobody signs up by themselves with the mode %s', async (mode, code) => {
    const { begun, fapi } = await begin({ signUp: { mode } }, ann)
    expect(begun).toMatchObject({ status: 403, code })
    expect(fapi.clients).toEqual([])
  })
})

describe('attempts', () => {
  test('behavior: an empty one starts anew, and tells the language', async () => {
    const { begun } = await begin({}, { locale: 'de-CH' })
    expect(begun).toMatchObject({
      status: 200,
      body: { response: { status: 'missing_requirements', locale: 'de-CH' } },
    })
  })

  test('error: 403 for a step of one that another took the place of, 404 for a look at it', async () => {
    const { call, url, update, prepare, attempt } = await begin({}, ann)
    await call('POST', path, { form: {} })
    const refusal = { status: 403, code: 'resource_forbidden' }
    expect(await update({ first_name: 'Ann' })).toMatchObject(refusal)
    expect(await prepare('email_code')).toMatchObject(refusal)
    expect(await attempt('email_code', '424242')).toMatchObject(refusal)
    expect((await call('GET', url)).status).toBe(404)
  })
})
