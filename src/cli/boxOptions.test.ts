import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { main } from './main'
import { jsonFile, startDev } from './testDev'

const ann = { identifier: 'ann@example.com', password: 'ann-password' }
const users = [ann]

/** What an instance says of itself. */
async function environmentOf(dev: Awaited<ReturnType<typeof startDev>>) {
  return (await (await dev.open()).call('GET', '/v1/environment')).body
}

// What the flags say, what a file says in their place, and where it shows.
const shown: [args: string[], file: object, environment: object][] = [
  [
    ['--strategies', 'email_code,oauth_apple'],
    { strategies: ['email_code', 'oauth_apple'] },
    { auth_config: { first_factors: ['email_code', 'oauth_apple', 'ticket'] } },
  ],
  [
    ['--sign-up-mode', 'waitlist'],
    { signUp: { mode: 'waitlist' } },
    inSettings('sign_up', { mode: 'waitlist' }),
  ],
  [
    ['--sign-up-required', 'username, last_name'],
    { signUp: { required: ['username', 'last_name'] } },
    { auth_config: { username: 'required', last_name: 'required', email_address: 'on' } },
  ],
  [
    ['--sign-up-legal-consent', '--sign-up-captcha'],
    { signUp: { legalConsent: true, captcha: true } },
    inSettings('sign_up', { legal_consent_enabled: true, captcha_enabled: true }),
  ],
  [
    ['--passwords-min', '12', '--passwords-max', '20', '--passwords-requires', 'number,uppercase'],
    { passwords: { min: 12, max: 20, requires: ['number', 'uppercase'] } },
    inSettings('password_settings', {
      min_length: 12,
      max_length: 20,
      require_numbers: true,
      require_uppercase: true,
      require_lowercase: false,
    }),
  ],
  [
    ['--same-client-links', '--limits'],
    { sameClientLinks: true, limits: true },
    inSettings('attack_protection', {
      email_link: { require_same_client: true },
      user_lockout: { enabled: true },
    }),
  ],
  [
    ['--force-organization'],
    { forceOrganization: true },
    { organization_settings: { force_organization_selection: true } },
  ],
  [
    ['--force-second-factor'],
    { forceSecondFactor: true },
    inSettings('sign_in', { second_factor: { required: true } }),
  ],
  [
    ['--single-session-mode', '--no-native-api'],
    { singleSessionMode: true, nativeApi: false },
    { auth_config: { single_session_mode: true, native_settings: { api_enabled: false } } },
  ],
]

function inSettings(name: string, content: object) {
  return { user_settings: { [name]: content } }
}

test.each(shown)('parameters: %j, or the same in a file', async (args, file, expected) => {
  for (const given of [args, ['--seed', await jsonFile({ users, ...file })]]) {
    expect(await environmentOf(await startDev(...given))).toMatchObject(expected)
  }
  expect(await environmentOf(await startDev())).not.toMatchObject(expected)
})

// The same for what no environment says: a request, and what its answer holds.
const done: [args: string[], file: object, request: [string, string, object?], answer: string][] = [
  [['--missing-client', '404'], { missingClient: 404 }, ['GET', '/v1/client'], 'Client not found'],
  [
    ['--passwords-leaked', 'ann-password,x'],
    { passwords: { leaked: ['ann-password'] } },
    ['POST', '/v1/client/sign_ins', ann],
    'form_password_pwned',
  ],
  [['--client-trust'], { clientTrust: true }, ['POST', '/v1/client/sign_ins', ann], 'needs_client_trust'],
  [
    ['--strategies', 'enterprise_sso', '--enterprise-connections', 'Acme:acme.example,beta.example'],
    { strategies: ['enterprise_sso'], enterpriseConnections: [{ name: 'Beta', domain: 'beta.example' }] },
    ['POST', '/v1/client/sign_ins', { identifier: 'dora@beta.example' }],
    'ent_beta_example',
  ],
]

test.each(done)(
  'parameters: %j, or the same in a file: what it does',
  async (args, file, request, answer) => {
    const [method, path, form] = request
    const seed = ['--seed', await jsonFile({ users })]
    const ask = async (...given: string[]) => {
      const { call } = await (await startDev(...given)).open()
      const { body } = await call(method, path, form && { form: { ...form } })
      return JSON.stringify(body)
    }
    expect(await ask(...seed, ...args)).toContain(answer)
    expect(await ask('--seed', await jsonFile({ users, ...file }))).toContain(answer)
    expect(await ask(...seed)).not.toContain(answer)
  },
)

test('parameters: --people, or people of one provider in a file, can be chosen there', async () => {
  const at = async (strategy: string, ...args: string[]) => {
    const { call } = await (await startDev(...args)).open()
    const form = { strategy, redirect_url: 'http://localhost:3000/' }
    const { body } = await call('POST', '/v1/client/sign_ins', { form })
    const { external_verification_redirect_url: url } = body.response
      .first_factor_verification as unknown as {
      external_verification_redirect_url: string
    }
    return (await fetch(url)).text()
  }
  expect(await at('oauth_google', '--people', 'dora@example.com,emil@example.com')).toContain(
    'emil@example.com',
  )
  const people = [{ emailAddress: 'dora@example.com', provider: 'github', verified: false }]
  const seed = await jsonFile({ users, people })
  expect(await at('oauth_github', '--seed', seed)).toContain('dora@example.com')
  expect(await at('oauth_google', '--seed', seed)).not.toContain('dora@example.com')
})

test('parameters: --name and --cookie-lifetime', async () => {
  const [one, other] = [await startDev('--name', 'one'), await startDev('--name', 'other')]
  expect(one.publishableKey).not.toBe(other.publishableKey)
  const file = await jsonFile({
    users,
    name: 'one',
    keyType: 'live',
    cookieLifetime: 60,
    origins: ['http://localhost:3000'],
  })
  for (const args of [
    ['--key-type', 'live', '--cookie-lifetime', '60', '--origin', 'http://localhost:3000'],
    ['--seed', file],
  ]) {
    const dev = await startDev(...args)
    expect(dev.publishableKey).toMatch(/^pk_live_/)
    const { headers } = await (await dev.open()).call('POST', '/v1/client')
    expect(headers.getSetCookie().join()).toMatch(/__client=[^;]+;.*Max-Age=60/i)
  }
})

test('parameters: --clock', async () => {
  const { call } = await (await startDev('--clock', '2031-05-06T07:08:09Z')).open()
  const { body } = await call('POST', '/v1/client')
  expect(new Date(body.response.updated_at).toISOString()).toMatch(/^2031-05-06T07:/)
})

test('behavior: --help has a line for each, none of them long', async () => {
  const output = { stdout: '', stderr: '' }
  const said = (name: 'stdout' | 'stderr') => (text: string) => {
    output[name] += text
  }
  const signal = AbortSignal.abort()
  await main(['--help'], { stdout: said('stdout'), stderr: said('stderr'), folder: '.', signal })
  for (const flag of shown.flatMap(([args]) => args.filter((arg) => arg.startsWith('--'))))
    expect(output.stdout).toContain(`  ${flag}`)
  expect(output.stdout.split('\n').filter((line) => line.length > 118)).toEqual([])
})

test('behavior: a state file keeps what it says of the box, and a flag counts for one run', async () => {
  const seed = await jsonFile({ users, signUp: { mode: 'restricted', required: ['username'] }, limits: true })
  const state = `${seed}.state`
  const modeOf = async (...args: string[]) => {
    const dev = await startDev('--state', state, ...args)
    const { sign_up, attack_protection } = (await environmentOf(dev)).user_settings as Record<string, object>
    await dev.end()
    return { sign_up, attack_protection }
  }
  const limited = { user_lockout: { enabled: true } }
  const restricted = { sign_up: { mode: 'restricted' }, attack_protection: limited }
  expect(await modeOf('--seed', seed)).toMatchObject(restricted)
  const kept = JSON.parse(await readFile(state, 'utf8'))
  expect(kept).toMatchObject({
    version: 1,
    signUp: { mode: 'restricted', required: ['username'] },
    limits: true,
  })
  expect(await modeOf('--sign-up-mode', 'waitlist')).toMatchObject({
    ...restricted,
    sign_up: { mode: 'waitlist' },
  })
  expect(await modeOf()).toMatchObject(restricted)
})

test.each([
  [
    ['--strategies', 'password,telepathy'],
    /^frontdesk: --strategies: "telepathy" is not served here; choose from pass/,
  ],
  [['--people', 'dora'], /^frontdesk: --people: must be an email address$/],
  [['--enterprise-connections', 'Acme:acme'], /^frontdesk: --enterprise-connections: "acme" is no domain/],
  [['--sign-up-mode', 'closed'], /^frontdesk: --sign-up-mode: must be one of public, restricted, waitlist$/],
  [['--sign-up-required', 'age'], /^frontdesk: --sign-up-required: "age" is not one of email_address, /],
  [
    ['--sign-up-required', 'password'],
    /^frontdesk: --sign-up-required: one of email_address, phone_number, /,
  ],
  [['--passwords-min', 'many'], /^frontdesk: --passwords-min: must be a number$/],
  [['--passwords-requires', 'emoji'], /^frontdesk: --passwords-requires: "emoji" is not one of lowercase, /],
  [['--cookie-lifetime', '0'], /^frontdesk: --cookie-lifetime: must be 1 or more$/],
  [['--missing-client', '500'], /^frontdesk: --missing-client: must be one of null, 401, 404$/],
  [['--name', 'a b'], /^frontdesk: --name: /],
  [['--clock', 'tomorrow'], /^frontdesk: --clock: "tomorrow" is no time such as 2027-/],
])('error: %j', async (args, message) => {
  await expect(startDev(...args)).rejects.toThrow(message)
})

test.each([
  [{ strategies: ['password', 'telepathy'] }, /box\.json: strategies\[1\]: "telepathy" is not served here/],
  [{ strategies: 'password' }, /box\.json: strategies: /],
  [{ people: [{ emailAddress: 'dora' }] }, /box\.json: people\[0\]\.emailAddress: must be an email address/],
  [{ people: [{ name: 'Dora' }] }, /box\.json: people\[0\]\.emailAddress: is missing/],
  [{ signUp: { mode: 'closed' } }, /box\.json: signUp\.mode: must be one of public, restricted, waitlist/],
  [{ signUp: { legal: true } }, /box\.json: signUp\.legal: is not known/],
  [{ limits: 'yes' }, /box\.json: limits: must be true or false/],
  [{ passwords: { min: '8' } }, /box\.json: passwords\.min: must be a number/],
  [{ passwords: { requires: ['emoji'] } }, /box\.json: passwords\.requires\[0\]: "emoji" is not one of/],
  [
    { enterpriseConnections: [{ name: 'A', domain: 'a' }] },
    /box\.json: enterpriseConnections\[0\]\.domain: "a" is/,
  ],
  [{ missingClient: 500 }, /box\.json: missingClient: must be one of null, 401, 404/],
  [{ clientTrusts: true }, /box\.json: clientTrusts: is not known/],
])('error: a file with %j', async (file, message) => {
  await expect(startDev('--seed', await jsonFile({ users, ...file }))).rejects.toThrow(message)
})
