import { expect, it, test } from 'vitest'
import { createFapi } from '../createFapi'
import type { FapiOptions } from '../options'
import { createCaller, type TestCaller } from '../testCaller'

test.each([
  ['GET', {}],
  ['PATCH', {}],
  ['POST', { query: { _method: 'PATCH' } }],
])('default: %s answers the settings, unwrapped', async (method, options) => {
  const { call } = await createCaller({ singleSessionMode: true })
  const { status, body } = await call(method, '/v1/environment', options)
  expect(status).toBe(200)
  expect(body.auth_config).toMatchObject({
    object: 'auth_config',
    single_session_mode: true,
    test_mode: true,
    identification_strategies: [
      ...['email_address', 'passkey', 'password', 'phone_number', 'username', 'oauth_google', 'oauth_github'],
    ],
    first_factors: [
      ...['email_code', 'email_link', 'oauth_google', 'oauth_github', 'passkey', 'password', 'phone_code'],
      ...['reset_password_email_code', 'reset_password_phone_code', 'ticket'],
    ],
    second_factors: ['backup_code', 'phone_code', 'totp'],
    password: 'required',
    username: 'on',
  })
  expect(body.display_config).toMatchObject({
    instance_environment_type: 'development',
    sign_in_url: 'http://localhost:4400/sign-in',
    sign_up_url: 'http://localhost:4400/sign-up',
  })
  expect(body.user_settings).toMatchObject({
    attributes: {
      email_address: { required: true, verifications: ['email_code', 'email_link'], verify_at_sign_up: true },
      password: { enabled: true, required: true },
      first_name: { enabled: true, required: false },
      phone_number: { enabled: true, required: false, second_factors: ['phone_code'] },
    },
    password_settings: { min_length: 8 },
    sign_up: { mode: 'public', captcha_enabled: false },
  })
})

test('error: 405 for POST', async () => {
  const { call } = await createCaller()
  expect((await call('POST', '/v1/environment')).status).toBe(405)
})

test('behavior: tells whether native apps are served', async () => {
  for (const nativeApi of [true, false]) {
    const { call } = await createCaller({ nativeApi })
    const { auth_config } = (await call('GET', '/v1/environment')).body
    expect(auth_config).toMatchObject({ native_settings: { api_enabled: nativeApi } })
  }
})

it('says of each way whether it is on', async () => {
  const { call } = await createCaller({ strategies: ['email_code', 'enterprise_sso', 'oauth_apple'] })
  const { body } = await call('GET', '/v1/environment')
  expect(body.auth_config).toMatchObject({
    identification_strategies: ['email_address', 'username', 'oauth_apple'],
    first_factors: ['email_code', 'enterprise_sso', 'oauth_apple', 'ticket'],
    second_factors: [],
  })
  const { attributes, social, enterprise_sso } = body.user_settings as Record<string, Record<string, unknown>>
  expect(Object.keys(social!)).toEqual(['oauth_apple'])
  expect(enterprise_sso).toEqual({ enabled: true })
  expect(attributes!.password).toMatchObject({ enabled: false, required: false })
  for (const name of ['passkey', 'phone_number', 'authenticator_app', 'backup_code']) {
    expect(attributes![name], name).toMatchObject({ enabled: false })
  }
})

it('refuses a way that it does not know, by its place', () => {
  expect(() => createFapi({ strategies: ['password', 'telepathy' as 'password'] })).toThrow(
    'strategies[1]: "telepathy" is not served here; choose from password, ',
  )
})

interface Environment {
  auth_config: Record<string, unknown>
  display_config: Record<string, unknown>
  user_settings: Record<string, Record<string, object>>
  organization_settings: Record<string, unknown>
}

const users = [
  { identifier: 'ann@example.com', password: 'ann-password', phones: [{ number: '+15555550123' }] },
]
const identifier = 'ann@example.com'
const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const app = 'http://localhost:3000/'

/** What is said where an option is not flipped, where it is, and whether a box does what it says. */
interface Flag {
  option: FapiOptions
  says: (environment: Environment) => unknown
  /** What is said without the option and with it. */
  values: [unknown, unknown]
  does: (caller: TestCaller) => Promise<unknown>
  /** What comes of that without the option and with it. */
  comes: [unknown, unknown]
}

const strategiesBut = (...without: string[]) =>
  (
    [
      'password',
      'email_code',
      'email_link',
      'phone_code',
      'passkey',
      'totp',
      'backup_code',
      'oauth_google',
    ] as const
  ).filter((strategy) => !without.includes(strategy))

const codeOf = (method: string, path: string, form: Record<string, string>) => async (caller: TestCaller) =>
  (await caller.call(method, path, { form })).code
const attribute = (name: string) => (environment: Environment) =>
  (environment.user_settings.attributes![name] as { enabled: boolean }).enabled
const settings =
  (group: string, name: string) =>
  ({ user_settings }: Environment) =>
    (user_settings[group] as Record<string, unknown>)[name]
const disabled = 'form_param_value_disabled'

/** Ann, who is signed in. */
async function signedIn(caller: TestCaller) {
  const { body } = await caller.call('POST', signIns, { form: { identifier, password: 'ann-password' } })
  return body
}

const sessionStatus = async (caller: TestCaller) => (await signedIn(caller)).client?.sessions[0]?.status
const signUpWith = (password: string) =>
  codeOf('POST', signUps, { email_address: 'new@example.com', password })

const flags: Flag[] = [
  {
    option: { strategies: strategiesBut('password') },
    says: ({ auth_config, display_config }) => [
      (auth_config.identification_strategies as string[]).includes('password'),
      display_config.preferred_sign_in_strategy,
    ],
    values: [
      [true, 'password'],
      [false, 'otp'],
    ],
    does: codeOf('POST', signIns, { identifier, password: 'ann-password' }),
    comes: [undefined, disabled],
  },
  ...(['email_code', 'phone_code'] as const).map(
    (strategy): Flag => ({
      option: { strategies: strategiesBut(strategy) },
      says: ({ auth_config }) => (auth_config.first_factors as string[]).includes(strategy),
      values: [true, false],
      does: codeOf('POST', signIns, { identifier, strategy }),
      comes: [undefined, disabled],
    }),
  ),
  {
    option: { strategies: strategiesBut('email_link') },
    says: ({ auth_config }) => auth_config.email_address_verification_strategies,
    values: [['email_code', 'email_link'], ['email_code']],
    does: codeOf('POST', signIns, { identifier, strategy: 'email_link', redirect_url: app }),
    comes: [undefined, disabled],
  },
  {
    option: { strategies: strategiesBut('passkey') },
    says: attribute('passkey'),
    values: [true, false],
    does: codeOf('POST', signIns, { strategy: 'passkey' }),
    comes: [undefined, disabled],
  },
  {
    option: { strategies: strategiesBut('oauth_google') },
    says: ({ user_settings }) => 'oauth_google' in user_settings.social!,
    values: [true, false],
    does: codeOf('POST', signIns, { strategy: 'oauth_google', redirect_url: app }),
    comes: [undefined, disabled],
  },
  ...(
    [
      ['totp', 'authenticator_app', '/v1/me/totp'],
      ['backup_code', 'backup_code', '/v1/me/backup_codes'],
    ] as const
  ).map(
    ([strategy, name, path]): Flag => ({
      option: { strategies: strategiesBut(strategy) },
      says: attribute(name),
      values: [true, false],
      async does(caller) {
        await signedIn(caller)
        return (await caller.call('POST', path)).code === disabled
      },
      comes: [false, true],
    }),
  ),
  {
    option: { signUp: { mode: 'restricted' } },
    says: settings('sign_up', 'mode'),
    values: ['public', 'restricted'],
    does: signUpWith('a-password'),
    comes: [undefined, 'sign_up_mode_restricted'],
  },
  {
    option: { signUp: { required: ['username', 'phone_number'] } },
    says: ({ auth_config }) => auth_config.identification_requirements,
    values: [[['email_address']], [['phone_number', 'username']]],
    does: async ({ call }) => (await call('POST', signUps)).body.response,
    comes: [
      expect.objectContaining({ missing_fields: ['email_address', 'password'] }),
      expect.objectContaining({ missing_fields: ['phone_number', 'username'] }),
    ],
  },
  {
    option: { signUp: { legalConsent: true } },
    says: settings('sign_up', 'legal_consent_enabled'),
    values: [false, true],
    does: async ({ call }) => JSON.stringify((await call('POST', signUps)).body).includes('"legal_accepted"'),
    comes: [false, true],
  },
  {
    option: { signUp: { captcha: true } },
    says: settings('sign_up', 'captcha_enabled'),
    values: [false, true],
    does: codeOf('POST', signUps, {}),
    comes: [undefined, 'captcha_missing_token'],
  },
  {
    option: { passwords: { min: 12 } },
    says: settings('password_settings', 'min_length'),
    values: [8, 12],
    does: signUpWith('a-password'),
    comes: [undefined, 'form_password_length_too_short'],
  },
  {
    option: { passwords: { max: 9 } },
    says: settings('password_settings', 'max_length'),
    values: [72, 9],
    does: signUpWith('a-password'),
    comes: [undefined, 'form_password_length_too_long'],
  },
  ...(
    [
      ['number', 'require_numbers'],
      ['uppercase', 'require_uppercase'],
      ['special_char', 'require_special_char'],
    ] as const
  ).map(
    ([kind, name]): Flag => ({
      option: { passwords: { requires: [kind] } },
      says: settings('password_settings', name),
      values: [false, true],
      does: signUpWith('apassword'),
      comes: [undefined, `form_password_no_${kind}`],
    }),
  ),
  {
    option: { passwords: { leaked: ['ann-password'] } },
    says: settings('password_settings', 'enforce_hibp_on_sign_in'),
    values: [false, true],
    does: codeOf('POST', signIns, { identifier, password: 'ann-password' }),
    comes: [undefined, 'form_password_pwned'],
  },
  {
    option: { forceOrganization: true },
    says: ({ organization_settings }) => organization_settings.force_organization_selection,
    values: [false, true],
    does: sessionStatus,
    comes: ['active', 'pending'],
  },
  {
    option: { forceSecondFactor: true },
    says: settings('sign_in', 'second_factor'),
    values: [{ required: false }, { required: true }],
    does: sessionStatus,
    comes: ['active', 'pending'],
  },
  {
    option: { singleSessionMode: true },
    says: ({ auth_config }) => auth_config.single_session_mode,
    values: [false, true],
    async does(caller) {
      await signedIn(caller)
      return (
        (await caller.call('POST', signIns, { form: {} })).code ?? (await signedIn(caller)).errors?.[0]?.code
      )
    },
    comes: ['identifier_already_signed_in', 'session_exists'],
  },
  {
    option: { limits: true },
    says: ({ user_settings }) =>
      (user_settings.attack_protection!.user_lockout as { enabled: boolean }).enabled,
    values: [false, true],
    async does({ call }) {
      const codes: (string | undefined)[] = []
      for (let tries = 0; tries < 7; tries++) codes.push((await call('POST', signIns, { form: {} })).code)
      return codes.includes('too_many_requests')
    },
    comes: [false, true],
  },
]

test.each(flags)('what is said is what comes: $option', async ({ option, says, values, does, comes }) => {
  for (const [index, options] of [{}, option].entries()) {
    const caller = await createCaller({ users, strategies: strategiesBut(), ...options })
    const { body } = await caller.call('GET', '/v1/environment')
    expect(says(body as unknown as Environment)).toEqual(values[index])
    expect(await does(caller)).toEqual(comes[index])
  }
})

test('nothing is said of the strength of passwords, and none is checked', async () => {
  const { call } = await createCaller()
  const { password_settings } = (await call('GET', '/v1/environment')).body.user_settings
  expect(password_settings).toMatchObject({ show_zxcvbn: false, min_zxcvbn_strength: 0 })
  const form = { email_address: 'new@example.com', password: 'aaaaaaaa' }
  expect((await call('POST', signUps, { form })).code).toBeUndefined()
})

test.each([
  [signIns, { identifier, strategy: 'phone_code', channel: 'whatsapp' }],
  [signIns, { identifier: '+15555550123', strategy: 'phone_code', channel: 'voice' }],
  [signUps, { phone_number: '+15555550124', strategy: 'phone_code', channel: 'whatsapp' }],
])('a text goes by SMS, and is refused by anything else: %s %j', async (path, form) => {
  const { call, fapi } = await createCaller({ users })
  const refused = await call('POST', path, { form })
  expect(refused).toMatchObject({ status: 422, code: 'form_param_value_invalid' })
  expect(refused.body.errors[0]!.meta.param_name).toBe('channel')
  expect(fapi.texts.entries).toEqual([])
  await call('POST', path, { form: { ...form, channel: 'sms' } })
  expect(fapi.texts.entries).toHaveLength(1)
})

test.each([
  ['https', 'https://localhost:4400/sign-in'],
  ['https, http', 'https://localhost:4400/sign-in'],
  ['http', 'http://localhost:4400/sign-in'],
])('behavior: behind a server that speaks %s, its own pages are there', async (proto, sign_in_url) => {
  const { call } = await createCaller()
  const { body } = await call('GET', '/v1/environment', { headers: { 'x-forwarded-proto': proto } })
  expect(body.display_config).toMatchObject({ sign_in_url })
})
