import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ins'
const nina = 'nina@example.com'
const phone = '+14155550123'

async function setup(options: Parameters<typeof createCaller>[0] = {}) {
  const caller = await createCaller(options)
  const { call, fapi } = caller
  const create = (form: Record<string, string>) => call('POST', path, { form })
  const begin = async (form: Record<string, string>) => {
    const { id } = (await create(form)).body.response
    const step = (name: string) => (form: Record<string, string>) =>
      call('POST', `${path}/${id}/${name}_first_factor`, { form })
    return { id, prepare: step('prepare'), attempt: step('attempt') }
  }
  const signUp = (form: Record<string, string>) => call('POST', '/v1/client/sign_ups', { form })
  const sent = () => [...fapi.emails.entries, ...fapi.texts.entries]
  return { ...caller, create, begin, signUp, sent }
}

const wanting = (identifier: string) => ({ identifier, sign_up_if_missing: 'true' })

describe('sign_up_if_missing', () => {
  test.each([
    ['email_code', nina, 'email_address'],
    ['phone_code', phone, 'phone_number'],
  ])(
    'default: whoever proves by %s what nobody has signs up with it',
    async (strategy, identifier, field) => {
      const { begin, signUp, sent, fapi } = await setup({ signUp: { required: [field as 'email_address'] } })
      const { attempt } = await begin({ ...wanting(identifier), strategy })
      const refused = await attempt({ strategy, code: sent().at(-1)!.code })
      expect(refused).toMatchObject({ status: 404, code: 'sign_up_if_missing_transfer' })
      expect(refused.body.meta.client.sign_in).toMatchObject({
        status: 'needs_first_factor',
        user_data: null,
        first_factor_verification: { status: 'transferable', strategy },
      })
      const { body } = await signUp({ transfer: 'true' })
      expect(body.response).toMatchObject({ status: 'complete', [field]: identifier })
      expect(body.client).toMatchObject({ sign_in: null, sessions: [{ status: 'active' }] })
      expect(fapi.users.at(-1)).toMatchObject({ identifier })
    },
  )

  test('behavior: a link says transferable, and the sign-up asks for what is missing', async () => {
    const { call, begin, signUp, fapi } = await setup()
    const { prepare } = await begin(wanting(nina))
    await prepare({ strategy: 'email_link', redirect_url: 'http://localhost:3000/verify' })
    const { pathname, search } = new URL(fapi.emails.entries[0]!.link!)
    const followed = await call('GET', pathname + search)
    expect(new URL(followed.headers.get('location')!).searchParams.get('__clerk_status')).toBe('transferable')
    expect((await signUp({ transfer: 'true' })).body.response).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['password'],
      unverified_fields: [],
      verifications: { email_address: { status: 'verified', strategy: 'email_link' } },
    })
    expect(await signUp({ transfer: 'true' })).toMatchObject({ status: 400 })
  })

  test('behavior: who is known is signed in, and nothing tells before', async () => {
    const { create, begin, sent } = await setup()
    const offers = async (identifier: string) => {
      const { supported_first_factors, status } = (await create(wanting(identifier))).body.response
      return [status, supported_first_factors!.map(({ strategy }) => strategy)]
    }
    expect(await offers('bob@example.com')).toEqual(await offers(nina))
    const { attempt } = await begin({ ...wanting('bob@example.com'), strategy: 'email_code' })
    const { body } = await attempt({ strategy: 'email_code', code: sent()[0]!.code })
    expect(body.response.status).toBe('complete')
  })

  test('behavior: a wrong code, a password and a reset prove nothing', async () => {
    const { begin, signUp, sent } = await setup()
    const { prepare, attempt } = await begin({
      ...wanting('nina+clerk_test@example.com'),
      strategy: 'email_code',
    })
    expect((await attempt({ strategy: 'email_code', code: '000000' })).code).toBe('form_code_incorrect')
    expect((await attempt({ strategy: 'password', password: 'anything' })).code).toBe(
      'form_password_incorrect',
    )
    await prepare({ strategy: 'reset_password_email_code' })
    const reset = await attempt({ strategy: 'reset_password_email_code', code: '424242' })
    expect(reset.code).toBe('form_code_incorrect')
    expect(sent()).toHaveLength(1)
    expect(await signUp({ transfer: 'true' })).toMatchObject({ status: 400 })
  })

  test.each([
    ['sign_up_if_missing_strategy_not_supported', {}, { password: 'nina-password' }],
    ['sign_up_if_missing_strategy_not_supported', {}, { strategy: 'reset_password_email_code' }],
    ['sign_up_if_missing_not_allowed', { signUp: { mode: 'restricted' as const } }, {}],
    ['sign_up_if_missing_not_allowed', {}, { identifier: 'nina' }],
    ['sign_up_if_missing_not_allowed', {}, { identifier: '+nina' }],
    ['sign_up_if_missing_not_allowed', {}, { identifier: 'nina@' }],
    ['form_param_nil', {}, { identifier: '' }],
  ])('error: %s', async (code, options, form) => {
    const { create, call } = await setup(options)
    expect(await create({ ...wanting(nina), ...form })).toMatchObject({ status: 422, code })
    expect((await call('GET', '/v1/client')).body.response?.sign_in ?? null).toBeNull()
  })

  test('error: no identifier', async () => {
    const { create } = await setup()
    expect((await create({ sign_up_if_missing: 'true' })).code).toBe('form_param_missing')
  })

  test('behavior: the captcha is asked for here, and not again at the sign-up', async () => {
    const options = { signUp: { captcha: true, required: ['email_address' as const] } }
    const { create, begin, signUp, sent } = await setup(options)
    expect((await create(wanting(nina))).code).toBe('captcha_missing_token')
    const passed = { ...wanting(nina), captcha_token: 'XXXX.DUMMY.TOKEN.XXXX' }
    const { attempt } = await begin({ ...passed, strategy: 'email_code' })
    await attempt({ strategy: 'email_code', code: sent()[0]!.code })
    expect((await signUp({ transfer: 'true' })).body.response.status).toBe('complete')
  })
})

describe('enumerationProtection', () => {
  test('default: who is there and who is not are answered alike, and a stranger gets nowhere', async () => {
    const { call, create, begin, sent } = await setup({ enumerationProtection: true })
    const shown = async (identifier: string) => {
      const { response } = (await create({ identifier })).body
      const factors = response.supported_first_factors!.map(({ email_address_id, ...factor }) => factor)
      const unlike = { id: '', abandon_at: 0, supported_first_factors: factors }
      return JSON.stringify({ ...response, ...unlike }).replaceAll(identifier, '')
    }
    expect(await shown(nina)).toBe(await shown('bob@example.com'))

    const { attempt, prepare } = await begin({
      identifier: 'nina+clerk_test@example.com',
      strategy: 'email_code',
    })
    expect((await attempt({ strategy: 'email_code', code: '424242' })).code).toBe('form_code_incorrect')
    await prepare({ strategy: 'email_link', redirect_url: 'http://localhost:3000/verify' })
    expect(sent()).toEqual([])
    expect((await call('GET', '/v1/client')).body.response!.sessions).toEqual([])
  })

  test.each([nina, 'bob@example.com'])(
    'error: a wrong password of %s, in one step and in two',
    async (identifier) => {
      const { create, begin } = await setup({ enumerationProtection: true })
      const wrong = { status: 422, code: 'form_password_or_identifier_incorrect' }
      expect(await create({ identifier, password: 'wrong-password' })).toMatchObject(wrong)
      const { attempt } = await begin({ identifier })
      const answer = await attempt({ strategy: 'password', password: 'wrong-password' })
      expect(answer).toMatchObject(wrong)
      expect(answer.body.errors[0]?.meta).toEqual({})
    },
  )

  test('default: the environment says so', async () => {
    const { call } = await setup({ enumerationProtection: true })
    expect((await call('GET', '/v1/environment')).body).toMatchObject({
      user_settings: { attack_protection: { enumeration_protection: { enabled: true } } },
    })
  })
})
