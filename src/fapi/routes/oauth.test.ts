import { describe, expect, test } from 'vitest'
import type { FapiOptions } from '../../fapi'
import { createCaller, type TestCaller } from '../testCaller'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const alice = 'alice@example.com'
const app = 'http://localhost:3000'
const urls = { redirect_url: `${app}/sso-callback`, action_complete_redirect_url: `${app}/home` }
const google = { strategy: 'oauth_google', ...urls }

interface External {
  status: string
  strategy: string
  external_verification_redirect_url: string | null
  error: { code: string; long_message: string; meta?: Record<string, unknown> } | null
}

const ofSignIn = (body: object) =>
  (body as { first_factor_verification: External | null }).first_factor_verification!
const ofSignUp = (body: object) =>
  (body as { verifications: { external_account: External | null } }).verifications.external_account!

/** Answers the provider's page, and gives where the browser is led in the end. */
async function pass(caller: TestCaller, url: string, form: Record<string, string>) {
  const asked = await caller.call('POST', url, { form })
  const callback = asked.headers.get('location')!
  const back = await caller.call('GET', callback)
  return { asked, callback, back, url: new URL(back.headers.get('location') ?? 'about:blank') }
}

async function beginSignIn(options: FapiOptions & { native?: boolean } = {}, form: object = {}) {
  const caller = await createCaller(options)
  const begun = await caller.call('POST', signIns, { form: { ...google, ...form } })
  const url = begun.body.response && ofSignIn(begun.body.response)?.external_verification_redirect_url
  return {
    ...caller,
    begun,
    pageUrl: url!,
    pass: (answer: Record<string, string>) => pass(caller, url!, answer),
    client: async () => (await caller.call('GET', '/v1/client')).body.response,
  }
}

async function beginSignUp(options: FapiOptions = {}, form: Record<string, string> = {}) {
  const caller = await createCaller(options)
  const begun = await caller.call('POST', signUps, { form: { ...google, ...form } })
  const url = ofSignUp(begun.body.response).external_verification_redirect_url!
  return {
    ...caller,
    begun,
    pass: (answer: Record<string, string>) => pass(caller, url, answer),
    client: async () => (await caller.call('GET', '/v1/client')).body.response,
  }
}

describe('signing in', () => {
  test('default: whose address the provider vouches for is signed in, and linked', async () => {
    const { begun, pass, client, fapi, call } = await beginSignIn()
    expect(begun.body.response).toMatchObject({
      status: 'needs_identifier',
      identifier: null,
      supported_first_factors: null,
      first_factor_verification: {
        object: 'verification_oauth',
        status: 'unverified',
        strategy: 'oauth_google',
        attempts: null,
        error: null,
      },
    })
    const { asked, back, url } = await pass({ email_address: alice })
    expect([asked.status, back.status]).toEqual([303, 303])
    expect(url.origin + url.pathname).toBe(urls.action_complete_redirect_url)
    const { sign_in, sessions, ...rest } = await client()
    expect(sign_in).toMatchObject({
      status: 'complete',
      created_session_id: sessions[0]!.id,
      first_factor_verification: { status: 'verified', external_verification_redirect_url: null },
    })
    expect(sessions[0]!.user.email_addresses[0]!.email_address).toBe(alice)
    expect(rest).toMatchObject({ last_authentication_strategy: 'oauth_google' })
    // Known from now on, whatever the provider thinks of the address.
    await call('DELETE', '/v1/client')
    const again = await call('POST', signIns, { form: { identifier: alice } })
    expect(again.body.response.supported_first_factors).toContainEqual({ strategy: 'oauth_google' })
    await fapi.saved()
  })

  test('behavior: an app server learns in development who comes back, by the dev browser', async () => {
    const { pass, credentials } = await beginSignIn()
    const { url } = await pass({ email_address: alice })
    expect(url.searchParams.get('__clerk_db_jwt')).toBe(credentials.devBrowser)
  })

  test('behavior: in production the browser that comes back gets a new client cookie', async () => {
    const { pass, credentials, client } = await beginSignIn({ keyType: 'live', origins: [app] })
    const before = credentials.cookies.get('__client')
    const { url } = await pass({ email_address: alice })
    expect(url.href).toBe(urls.action_complete_redirect_url)
    expect(credentials.cookies.get('__client')).not.toBe(before)
    expect(Number(credentials.cookies.get('__client_uat'))).toBeGreaterThan(0)
    expect((await client()).sessions).toHaveLength(1)
  })

  test('behavior: a linked account signs in, though the provider does not vouch for its address', async () => {
    const externalAccounts = [{ provider: 'google', emailAddress: 'ann.at@google.example' }]
    const { pass, client } = await beginSignIn({
      users: [{ identifier: 'ann@example.com', externalAccounts }],
    })
    await pass({ email_address: 'ann.at@google.example', unverified: 'true' })
    expect((await client()).sessions[0]!.user.email_addresses[0]!.email_address).toBe('ann@example.com')
  })

  test('behavior: the owner of an address that the provider does not vouch for proves it here first', async () => {
    const { pass, client, call } = await beginSignIn()
    const { url } = await pass({ email_address: alice, unverified: 'true' })
    expect(url.origin + url.pathname).toBe(urls.redirect_url)
    const { sign_in, sessions } = await client()
    expect(sessions).toEqual([])
    expect(sign_in).toMatchObject({
      status: 'needs_first_factor',
      identifier: alice,
      first_factor_verification: null,
      supported_first_factors: expect.arrayContaining([{ strategy: 'password' }]),
    })
    const form = { strategy: 'password', password: 'alice-password' }
    await call('POST', `${signIns}/${sign_in!.id}/attempt_first_factor`, { form })
    expect((await client()).sessions).toHaveLength(1)
    await call('DELETE', '/v1/client')
    const again = await call('POST', signIns, { form: { identifier: alice } })
    expect(again.body.response.supported_first_factors).toContainEqual({ strategy: 'oauth_google' })
  })

  test('behavior: a second factor is asked for all the same', async () => {
    const users = [{ identifier: alice, totpSecret: 'JBSWY3DPEHPK3PXP' }]
    const { pass, client } = await beginSignIn({ users })
    const { url } = await pass({ email_address: alice })
    expect(url.pathname).toBe('/sso-callback')
    expect((await client()).sign_in).toMatchObject({
      status: 'needs_second_factor',
      first_factor_verification: { status: 'verified' },
      supported_second_factors: [{ strategy: 'totp' }],
    })
  })

  test('behavior: who has a task left is led to where the app looks', async () => {
    const { pass, client } = await beginSignIn()
    const { url } = await pass({ email_address: 'carol@example.com' })
    expect(url.pathname).toBe('/sso-callback')
    expect((await client()).sessions[0]).toMatchObject({ status: 'pending' })
  })

  test.each([
    ['refused', { error: 'access_denied' }, 'oauth_access_denied'],
    ['failed', { error: 'server_error' }, 'oauth_token_exchange_error'],
  ])('error: where the provider %s, the sign-in says so', async (_, answer, code) => {
    const { pass, client } = await beginSignIn()
    const { url } = await pass(answer)
    expect(url.pathname).toBe('/sso-callback')
    expect(ofSignIn((await client()).sign_in!)).toMatchObject({
      status: 'failed',
      external_verification_redirect_url: null,
      error: { code, long_message: expect.any(String) },
    })
  })

  test.each([
    ['locked', 'user_locked'],
    ['banned', 'user_banned'],
  ])('error: a user who is %s', async (kind, code) => {
    const { pass, client, fapi } = await beginSignIn()
    if (kind === 'locked') fapi.lockUser(alice)
    else fapi.banUser(alice)
    await pass({ email_address: alice })
    const { sign_in, sessions } = await client()
    expect(sessions).toEqual([])
    expect(ofSignIn(sign_in!)).toMatchObject({ status: 'failed', error: { code } })
  })

  test('error: who is signed in there already, and as which session', async () => {
    const { pass, client, fapi } = await beginSignIn()
    const session = fapi.signIn(fapi.clients[0]!.id, alice)
    await pass({ email_address: alice })
    expect(ofSignIn((await client()).sign_in!).error).toMatchObject({
      code: 'identifier_already_signed_in',
      meta: { session_id: session },
    })
  })

  test('behavior: a sign-in that has begun goes on by a provider', async () => {
    const caller = await createCaller()
    const { id } = (await caller.call('POST', signIns, { form: { identifier: alice } })).body.response
    const form = { ...google, strategy: 'oauth_github' }
    const { body } = await caller.call('POST', `${signIns}/${id}/prepare_first_factor`, { form })
    const verification = ofSignIn(body.response)
    expect(verification).toMatchObject({ status: 'unverified', strategy: 'oauth_github' })
    await pass(caller, verification.external_verification_redirect_url!, { email_address: alice })
    const { body: after } = await caller.call('GET', `${signIns}/${id}`)
    expect(after.response).toMatchObject({ status: 'complete' })
  })
})

describe('an account on the way of somebody else', () => {
  test.each(['found nobody', 'given up'])('behavior: is not theirs where that way was %s', async (how) => {
    const caller = await createCaller()
    const { call } = caller
    const { id } = (await call('POST', signIns, { form: { identifier: alice } })).body.response
    const { body } = await call('POST', `${signIns}/${id}/prepare_first_factor`, { form: google })
    const url = ofSignIn(body.response).external_verification_redirect_url!
    const answer = { email_address: 'thief@google.example' }
    if (how === 'found nobody') await pass(caller, url, answer)
    else await call('POST', url, { form: answer })
    const form = { strategy: 'password', password: 'alice-password' }
    const done = await call('POST', `${signIns}/${id}/attempt_first_factor`, { form })
    expect(done.body.response.status).toBe('complete')
    await call('DELETE', '/v1/client')
    const again = await call('POST', signIns, { form: { identifier: alice } })
    expect(again.body.response.supported_first_factors).not.toContainEqual({ strategy: 'oauth_google' })
  })
})

describe('the way back', () => {
  test('error: it is good once, and nothing else is', async () => {
    const { pass, call, fapi } = await beginSignIn()
    const { callback } = await pass({ email_address: alice })
    const refusal = { status: 400, code: 'oauth_callback_invalid' }
    expect(await call('GET', callback)).toMatchObject(refusal)
    expect(await call('GET', '/v1/oauth_callback')).toMatchObject(refusal)
    expect(await call('GET', '/v1/oauth_callback', { query: { state: 'x', code: 'y' } })).toMatchObject(
      refusal,
    )
    expect(fapi.sessions).toHaveLength(1)
  })

  test('error: a code that the provider did not give is none, and leaves the way open', async () => {
    const { call, pageUrl, pass, client } = await beginSignIn()
    const state = new URL(pageUrl).searchParams.get('state')!
    for (const code of ['', 'made-up']) {
      const answer = await call('GET', '/v1/oauth_callback', { query: { state, code } })
      expect(answer).toMatchObject({ status: 400, code: 'oauth_callback_invalid' })
    }
    await pass({ email_address: alice })
    expect((await client()).sessions).toHaveLength(1)
  })

  test('behavior: whoever follows it signs nobody in but on the client that began', async () => {
    const mine = await beginSignIn()
    const thief = await createCaller({ fapi: mine.fapi })
    await thief.call('POST', '/v1/client')
    await pass(thief, mine.pageUrl, { email_address: alice })
    expect((await thief.call('GET', '/v1/client')).body.response.sessions).toEqual([])
    expect((await mine.client()).sessions).toHaveLength(1)
  })

  test('error: in production no other browser follows it', async () => {
    const mine = await beginSignIn({ keyType: 'live', origins: [app] })
    const victim = await createCaller({ fapi: mine.fapi })
    for (const begin of [false, true]) {
      if (begin) await victim.call('POST', '/v1/client')
      const { back } = await pass(victim, mine.pageUrl, { email_address: alice })
      expect(back).toMatchObject({ status: 403, code: 'authorization_invalid' })
    }
    expect(mine.fapi.sessions).toEqual([])
  })

  test('behavior: after ten minutes it leads back with nothing', async () => {
    const { pageUrl, fapi, call, client } = await beginSignIn()
    const asked = await call('POST', pageUrl, { form: { email_address: alice } })
    fapi.clock.advance(10 * 60_000)
    expect((await call('GET', pageUrl)).status).toBe(400)
    const back = await call('GET', asked.headers.get('location')!)
    expect(back.headers.get('location')).toContain('/sso-callback')
    expect(ofSignIn((await client()).sign_in!)).toMatchObject({ status: 'expired' })
  })

  test('behavior: a form from the provider becomes a page load, which cookies go with', async () => {
    const { call } = await beginSignIn()
    const headers = { origin: 'https://appleid.example' }
    const form = { state: 's', code: 'c', user: '{}' }
    const { status, headers: answer } = await call('POST', '/v1/oauth_callback', { form, headers })
    expect(status).toBe(303)
    expect(answer.get('location')).toBe('http://localhost:4400/v1/oauth_callback?state=s&code=c')
  })

  test('behavior: a look at it does nothing', async () => {
    const { call, pageUrl, fapi } = await beginSignIn()
    const asked = await call('POST', pageUrl, { form: { email_address: alice } })
    await call('HEAD', asked.headers.get('location')!)
    expect(fapi.sessions).toEqual([])
    await call('GET', asked.headers.get('location')!)
    expect(fapi.sessions).toHaveLength(1)
  })

  test('behavior: the log holds neither state nor code', async () => {
    const { pass, fapi, pageUrl } = await beginSignIn()
    const { callback } = await pass({ email_address: alice })
    const log = JSON.stringify(fapi.log.entries)
    for (const url of [pageUrl, callback]) {
      for (const value of new URL(url).searchParams.values()) expect(log).not.toContain(value)
    }
  })

  test('behavior: by way of a proxy it leads by that proxy', async () => {
    const caller = await createCaller()
    const headers = {
      'clerk-proxy-url': 'http://localhost:3000/__clerk',
      'clerk-secret-key': caller.fapi.secretKey,
    }
    const { body } = await caller.call('POST', signIns, { form: google, headers })
    expect(ofSignIn(body.response).external_verification_redirect_url).toMatch(
      /^http:\/\/localhost:3000\/__clerk\/v1\/oauth_provider\?state=\w{40}$/,
    )
  })
})

describe('where it leads', () => {
  test.each([
    [{ redirect_url: '' }, 'form_param_missing'],
    [{ redirect_url: '//elsewhere.example/' }, 'redirect_url_domain_mismatch'],
    [{ redirect_url: 'https://elsewhere.example/' }, 'redirect_url_domain_mismatch'],
    [{ redirect_url: 'javascript:alert(1)' }, 'prohibited_redirect_url'],
    [{ redirect_url: 'myapp://callback' }, 'prohibited_redirect_url'],
    [{ action_complete_redirect_url: 'https://elsewhere.example/' }, 'redirect_url_domain_mismatch'],
    [{ action_complete_redirect_url: '//elsewhere.example/' }, 'redirect_url_domain_mismatch'],
    [{ action_complete_redirect_url: '/\\elsewhere.example/' }, 'redirect_url_domain_mismatch'],
    [{ action_complete_redirect_url: 'data:text/html,x' }, 'prohibited_redirect_url'],
  ])('error: %j leaves nothing behind', async (form, code) => {
    for (const path of [signIns, signUps]) {
      const { call, fapi } = await createCaller()
      const answer = await call('POST', path, { form: { ...google, ...form } as Record<string, string> })
      expect(answer).toMatchObject({ status: 422, code })
      expect(fapi.clients).toEqual([])
    }
  })

  test.each([
    ['/sso-callback', '/home'],
    ['sso-callback', 'home'],
  ])(
    'behavior: Clerk’s SDKs send %s with a production key: it is the app’s that asks',
    async (more, done) => {
      for (const [form, path] of [
        [{ email_address: 'new@example.com' }, '/sso-callback'],
        [{ email_address: alice }, '/home'],
      ] as const) {
        const { pass } = await beginSignIn(
          { keyType: 'live', origins: [app] },
          { redirect_url: more, action_complete_redirect_url: done },
        )
        expect((await pass(form)).url.href).toBe(`${app}${path}`)
      }
    },
  )

  test('error: a native app has no place of its own on the web', async () => {
    const { begun } = await beginSignIn({ native: true }, { redirect_url: '/sso-callback' })
    expect(begun).toMatchObject({ status: 422, code: 'invalid_redirect_url' })
  })

  test('behavior: where to go when done may be relative, or the same', async () => {
    for (const [action_complete_redirect_url, path] of [
      ['/home?a=1', '/home'],
      ['', '/sso-callback'],
    ] as const) {
      const { pass } = await beginSignIn({}, { action_complete_redirect_url })
      expect((await pass({ email_address: alice })).url.pathname).toBe(path)
    }
  })

  test('error: a provider that the instance does not have', async () => {
    for (const path of [signIns, signUps]) {
      const { call, fapi } = await createCaller()
      for (const strategy of ['oauth_apple', 'enterprise_sso']) {
        expect(await call('POST', path, { form: { ...google, strategy } })).toMatchObject({
          status: 400,
          code: 'form_param_value_disabled',
        })
      }
      expect(fapi.clients).toEqual([])
    }
  })
})

describe('the page of the provider', () => {
  test('default: offers who has an account, the people of the options, and the users; names are text', async () => {
    const { pageUrl, fapi } = await beginSignIn({
      users: [
        { identifier: 'bob@example.com' },
        {
          identifier: 'ann@example.com',
          firstName: 'Ann',
          externalAccounts: [{ provider: 'google', emailAddress: 'a@google.example' }],
        },
      ],
      people: [
        { emailAddress: 'dora@example.com', firstName: 'Dora', lastName: '<Dorn>' },
        { emailAddress: 'elsewhere@example.com', provider: 'github' },
      ],
    })
    const response = await fapi.fetch(new Request(pageUrl))
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain(`form-action 'self' ${app};`)
    expect(policy).toContain("frame-ancestors 'none'")
    const html = await response.text()
    expect(html).toMatch(/<h1>Sign in with Google<\/h1>/)
    expect(html).toContain('Dora &lt;Dorn&gt;')
    const offered = [...html.matchAll(/<button name="email_address" value="([^"]+)"/g)]
    expect(offered.map(([, value]) => value)).toEqual([
      ...['a@google.example', 'dora@example.com', 'bob@example.com', 'ann@example.com'],
    ])
  })

  test('behavior: whom a provider does not vouch for by the options, it does not', async () => {
    const { pass, client } = await beginSignIn({ people: [{ emailAddress: alice, verified: false }] })
    await pass({ email_address: alice })
    expect((await client()).sign_in).toMatchObject({ status: 'needs_first_factor' })
  })

  test('error: asks again for an address that is none', async () => {
    const { call, pageUrl, pass, client } = await beginSignIn()
    expect(await call('POST', pageUrl, { form: { email_address: 'ann' } })).toMatchObject({ status: 422 })
    await pass({ email_address: alice })
    expect((await client()).sessions).toHaveLength(1)
  })

  test('error: says that it is over', async () => {
    const { pass, pageUrl, call } = await beginSignIn()
    await pass({ email_address: alice })
    for (const method of ['GET', 'POST']) expect((await call(method, pageUrl)).status).toBe(400)
  })
})

describe('signing up', () => {
  test('default: who is new is a user with what the provider said, without a password', async () => {
    const people = [{ emailAddress: 'dora@example.com', firstName: 'Dora', lastName: 'Dorn' }]
    const { begun, pass, client, fapi } = await beginSignUp({ people })
    expect(begun.body.response).toMatchObject({
      status: 'missing_requirements',
      verifications: { external_account: { object: 'verification_oauth', status: 'unverified' } },
    })
    const { url } = await pass({ email_address: 'Dora@Example.com' })
    expect(url.pathname).toBe('/home')
    const { sign_up, sessions } = await client()
    expect(sign_up).toMatchObject({
      status: 'complete',
      created_session_id: sessions[0]!.id,
      created_user_id: sessions[0]!.user.id,
      verifications: {
        external_account: { status: 'verified' },
        email_address: {
          object: 'verification_from_oauth',
          strategy: 'from_oauth_google',
          status: 'verified',
          attempts: null,
          expire_at: null,
          next_action: '',
        },
      },
    })
    expect(sessions[0]!.user).toMatchObject({
      first_name: 'Dora',
      last_name: 'Dorn',
      password_enabled: false,
      email_addresses: [{ email_address: 'dora@example.com', linked_to: [{ type: 'oauth_google' }] }],
      external_accounts: [
        {
          object: 'external_account',
          provider: 'oauth_google',
          email_address: 'dora@example.com',
          first_name: 'Dora',
          verification: { status: 'verified' },
        },
      ],
      enterprise_accounts: [],
    })
    expect(fapi.users).toHaveLength(4)
  })

  test('behavior: what is missing is asked for afterwards', async () => {
    const signUp = { required: ['email_address', 'username'] }
    const { pass, client, call } = await beginSignUp({ signUp })
    const { url } = await pass({ email_address: 'dora@example.com', first_name: 'Dora' })
    expect(url.pathname).toBe('/sso-callback')
    const { sign_up } = await client()
    expect(sign_up).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['username'],
      unverified_fields: [],
      first_name: 'Dora',
      verifications: { external_account: { status: 'verified' } },
    })
    const { body } = await call('PATCH', `${signUps}/${sign_up!.id}`, { form: { username: 'dora' } })
    expect(body.response.status).toBe('complete')
    expect(body.client).toMatchObject({ last_authentication_strategy: 'oauth_google' })
  })

  test('behavior: an address that the provider does not vouch for is verified here', async () => {
    const { pass, client, call, fapi } = await beginSignUp()
    await pass({ email_address: 'dora@example.com', unverified: 'true' })
    const { sign_up } = await client()
    expect(sign_up).toMatchObject({
      status: 'missing_requirements',
      unverified_fields: ['email_address'],
      verifications: {
        email_address: {
          object: 'verification_from_oauth',
          status: 'unverified',
          next_action: 'needs_prepare',
        },
      },
    })
    const path = `${signUps}/${sign_up!.id}`
    const sent = await call('POST', `${path}/prepare_verification`, { form: { strategy: 'email_code' } })
    expect(sent.body.response).toMatchObject({
      verifications: { email_address: { strategy: 'email_code', next_action: 'needs_attempt' } },
    })
    const form = { strategy: 'email_code', code: fapi.emails.entries[0]!.code }
    const { body } = await call('POST', `${path}/attempt_verification`, { form })
    expect(body.response.status).toBe('complete')
  })

  test('behavior: one that has begun goes on by a provider', async () => {
    const caller = await createCaller({ signUp: { legalConsent: true } })
    const { id } = (await caller.call('POST', signUps, { form: { legal_accepted: 'true' } })).body.response
    for (const [method, path] of [
      ['PATCH', `${signUps}/${id}`],
      ['POST', `${signUps}/${id}/prepare_verification`],
    ] as const) {
      const { body } = await caller.call(method, path, { form: google })
      const url = ofSignUp(body.response).external_verification_redirect_url!
      if (method === 'POST') await pass(caller, url, { email_address: 'dora@example.com' })
    }
    expect((await caller.call('GET', `${signUps}/${id}`)).body.response).toMatchObject({ status: 'complete' })
  })

  test('behavior: what a sign-in has left would be taken for its outcome, so it goes', async () => {
    const caller = await beginSignIn()
    await caller.pass({ email_address: alice })
    const { body } = await caller.call('POST', signUps, { form: google })
    expect(body.client?.sign_in).toBeNull()
  })
})

describe('transfer', () => {
  test('default: a sign-in that found nobody becomes a sign-up', async () => {
    const { pass, client, call, fapi } = await beginSignIn()
    const { url } = await pass({ email_address: 'dora@example.com', first_name: 'Dora' })
    expect(url.pathname).toBe('/sso-callback')
    const { sign_in, sessions } = await client()
    expect([sessions, fapi.users.length]).toEqual([[], 3])
    expect(sign_in).toMatchObject({
      status: 'needs_identifier',
      first_factor_verification: {
        status: 'transferable',
        error: {
          code: 'external_account_not_found',
          message: 'Invalid external account',
          long_message: 'The External Account was not found.',
        },
      },
    })
    const form = { transfer: 'true', unsafe_metadata: '{"plan":"pro"}' }
    const { body } = await call('POST', signUps, { form })
    expect(body.response).toMatchObject({ status: 'complete' })
    expect(body.client).toMatchObject({
      sign_in: null,
      sign_up: null,
      last_authentication_strategy: 'oauth_google',
      sessions: [{ user: { first_name: 'Dora', unsafe_metadata: { plan: 'pro' } } }],
    })
  })

  test('behavior: a sign-up that found a user becomes a sign-in', async () => {
    const { pass, client, call, fapi } = await beginSignUp()
    await pass({ email_address: alice })
    expect((await client()).sign_up).toMatchObject({
      status: 'missing_requirements',
      verifications: {
        external_account: { status: 'transferable', error: { code: 'external_account_exists' } },
      },
    })
    expect(fapi.users).toHaveLength(3)
    const { body } = await call('POST', signIns, { form: { transfer: 'true' } })
    expect(body.response).toMatchObject({ status: 'complete' })
    expect(body.client).toMatchObject({ sign_up: null, sign_in: null, sessions: [{ status: 'active' }] })
  })

  test('behavior: the other way, too, an address nobody vouches for is proved first', async () => {
    const { pass, call } = await beginSignUp()
    await pass({ email_address: alice, unverified: 'true' })
    const { body } = await call('POST', signIns, { form: { transfer: 'true' } })
    expect(body.response).toMatchObject({ status: 'needs_first_factor', identifier: alice })
    expect(body.client?.sessions).toEqual([])
  })

  test('error: there is nothing to take over, before and afterwards', async () => {
    const refusal = { status: 400, code: 'account_transfer_invalid' }
    const { call, pass } = await beginSignIn()
    const transfer = (path: string) => call('POST', path, { form: { transfer: 'true' } })
    for (const path of [signIns, signUps]) expect(await transfer(path)).toMatchObject(refusal)
    await pass({ email_address: 'dora@example.com' })
    expect(await transfer(signIns)).toMatchObject(refusal)
    expect((await transfer(signUps)).status).toBe(200)
    expect(await transfer(signUps)).toMatchObject(refusal)
  })

  test.each([
    ['restricted', 'sign_up_mode_restricted'],
    ['waitlist', 'sign_up_restricted_waitlist'],
  ] as const)('error: nobody new comes to an instance that is %s', async (mode, code) => {
    const { pass, client, call } = await beginSignIn({ signUp: { mode } })
    await pass({ email_address: 'dora@example.com' })
    expect(ofSignIn((await client()).sign_in!)).toMatchObject({ status: 'failed', error: { code } })
    expect((await call('POST', signUps, { form: { transfer: 'true' } })).status).toBe(403)
  })
})

describe('native apps', () => {
  const redirect_url = 'myapp://callback'

  async function begin(answer: Record<string, string>) {
    const caller = await createCaller({ native: true })
    const { strategy } = google
    const { body } = await caller.call('POST', signIns, { form: { strategy, redirect_url } })
    const browser = await createCaller({ fapi: caller.fapi })
    const page = ofSignIn(body.response).external_verification_redirect_url!
    const { url } = await pass(browser, page, answer)
    const path = `${signIns}/${body.response.id}`
    const reload = (rotating_token_nonce: string) =>
      caller.call('GET', path, { query: { rotating_token_nonce } })
    return { ...caller, url, reload, path }
  }

  test('default: the nonce that comes back stands, once, for the new token', async () => {
    const { url, reload, credentials, call, path } = await begin({ email_address: alice })
    expect(`${url.protocol}//${url.host}`).toBe(redirect_url)
    const old = credentials.authorization
    expect((await call('GET', path)).status).toBe(400)
    const nonce = url.searchParams.get('rotating_token_nonce')!
    const { body } = await reload(nonce)
    expect(body.response).toMatchObject({
      status: 'complete',
      created_session_id: url.searchParams.get('created_session_id'),
    })
    expect(credentials.authorization).not.toBe(old)
    expect((await call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
    credentials.authorization = old!
    expect((await reload(nonce)).status).toBe(400)
  })

  test('error: another nonce, or none, is worth nothing', async () => {
    const { reload, credentials, fapi, url, path } = await begin({ email_address: alice })
    for (const nonce of ['', 'made-up']) expect((await reload(nonce)).status).toBe(400)
    // The right one, for another app.
    const other = await createCaller({ fapi, native: true })
    await other.call('POST', '/v1/client')
    const query = { rotating_token_nonce: url.searchParams.get('rotating_token_nonce')! }
    expect((await other.call('GET', path, { query })).status).toBe(404)
    expect(credentials.authorization).toBeTruthy()
  })

  test('behavior: where it failed there is no nonce, but a reason', async () => {
    const { url, reload } = await begin({ error: 'access_denied' })
    expect(Object.fromEntries(url.searchParams)).toEqual({
      __clerk_status: 'failed',
      __clerk_error_code: 'oauth_access_denied',
    })
    expect(ofSignIn((await reload('')).body.response)).toMatchObject({ status: 'failed' })
  })

  test('behavior: where an account is to be transferred there are both', async () => {
    const { url, reload, call, path } = await begin({ email_address: 'dora@example.com' })
    expect(Object.fromEntries(url.searchParams)).toEqual({
      rotating_token_nonce: expect.stringMatching(/^\w{40}$/),
      __clerk_status: 'failed',
      __clerk_error_code: 'external_account_not_found',
    })
    expect((await call('GET', path)).status).toBe(400)
    const { body } = await reload(url.searchParams.get('rotating_token_nonce')!)
    expect(ofSignIn(body.response)).toMatchObject({ status: 'transferable' })
    expect((await call('POST', signUps, { form: { transfer: 'true' } })).body.response.status).toBe(
      'complete',
    )
  })

  test('behavior: it leaves the browser that it went through as it was', async () => {
    const app = await createCaller({ native: true, keyType: 'live' })
    const { body } = await app.call('POST', signIns, { form: { strategy: google.strategy, redirect_url } })
    const browser = await createCaller({ fapi: app.fapi })
    await browser.signIn('bob')
    const before = new Map(browser.credentials.cookies)
    const page = ofSignIn(body.response).external_verification_redirect_url!
    const { url } = await pass(browser, page, { email_address: alice })
    expect(url.protocol).toBe('myapp:')
    expect(browser.credentials.cookies).toEqual(before)
  })

  test.each(['javascript:alert(1)', 'https://elsewhere.example/', 'intent://x'])(
    'error: %s is no app',
    async (redirect_url) => {
      const { call } = await createCaller({ native: true })
      expect((await call('POST', signIns, { form: { ...google, redirect_url } })).status).toBe(422)
    },
  )
})

describe('enterprises', () => {
  const options: FapiOptions = {
    strategies: ['password', 'email_code', 'enterprise_sso', 'oauth_google'],
    users: [{ identifier: 'ann@acme.example', password: 'a-password' }, { identifier: 'bob@example.com' }],
  }
  const sso = { ...urls, strategy: 'enterprise_sso', identifier: 'ann@acme.example' }

  test('default: an address of its domain signs in there, and only there', async () => {
    const caller = await createCaller(options)
    const { call } = caller
    const { body } = await call('POST', signIns, { form: { identifier: sso.identifier } })
    expect(body.response).toMatchObject({
      status: 'needs_first_factor',
      supported_first_factors: [
        {
          strategy: 'enterprise_sso',
          enterprise_connection_id: 'ent_acme_example',
          enterprise_connection_name: 'Acme',
        },
      ],
    })
    const path = `${signIns}/${body.response.id}`
    const password = { strategy: 'password', password: 'a-password' }
    expect(await call('POST', `${path}/attempt_first_factor`, { form: password })).toMatchObject({
      code: 'strategy_for_user_invalid',
    })
    const prepared = await call('POST', `${path}/prepare_first_factor`, { form: sso })
    const verification = ofSignIn(prepared.body.response)
    expect(verification).toMatchObject({ object: 'verification_saml', strategy: 'enterprise_sso' })
    await pass(caller, verification.external_verification_redirect_url!, { email_address: sso.identifier })
    expect((await call('GET', path)).body.response).toMatchObject({ status: 'complete' })
    expect((await call('GET', '/v1/me')).body.response).toMatchObject({
      external_accounts: [],
      enterprise_accounts: [
        {
          object: 'enterprise_account',
          email_address: sso.identifier,
          enterprise_connection_id: 'ent_acme_example',
          enterprise_connection: { id: 'ent_acme_example', name: 'Acme', domain: 'acme.example' },
          verification: { object: 'verification_saml', status: 'verified' },
        },
      ],
      email_addresses: [{ linked_to: [{ type: 'saml' }], matches_sso_connection: true }],
    })
  })

  test('attack: nobody comes by a password with another address besides, nor claims one of its domain', async () => {
    const users = [
      { identifier: 'ann@home.example', password: 'a-password', emails: [{ emailAddress: sso.identifier }] },
      { identifier: 'bob@example.com', password: 'b-password' },
    ]
    const caller = await createCaller({ ...options, users })
    const { call } = caller
    const form = { identifier: 'ann@home.example', password: 'a-password' }
    expect((await call('POST', signIns, { form })).code).toBe('strategy_for_user_invalid')
    const begun = await call('POST', signIns, { form: { identifier: form.identifier } })
    expect(begun.body.response.supported_first_factors).toMatchObject([{ strategy: 'enterprise_sso' }])
    const path = `${signIns}/${begun.body.response.id}`
    const prepared = await call('POST', `${path}/prepare_first_factor`, {
      form: { ...urls, strategy: 'enterprise_sso' },
    })
    const url = ofSignIn(prepared.body.response).external_verification_redirect_url!
    await pass(caller, url, { email_address: sso.identifier })
    expect((await call('GET', path)).body.response).toMatchObject({ status: 'complete' })

    const bob = await createCaller({ fapi: caller.fapi })
    await bob.call('POST', signIns, { form: { identifier: 'bob@example.com', password: 'b-password' } })
    for (const email_address of ['dora@acme.example', 'DORA@Acme.example'])
      expect(await bob.call('POST', '/v1/me/email_addresses', { form: { email_address } })).toMatchObject({
        status: 422,
        code: 'email_domain_reserved_by_saml',
      })
  })

  test('behavior: who is new comes by a transfer', async () => {
    const caller = await createCaller(options)
    const identifier = 'dora@acme.example'
    const { body: begun } = await caller.call('POST', signIns, { form: { identifier } })
    expect(begun.response).toMatchObject({
      status: 'needs_first_factor',
      supported_first_factors: [{ strategy: 'enterprise_sso' }],
    })
    const { body } = await caller.call('POST', signIns, { form: { ...sso, identifier } })
    const url = ofSignIn(body.response).external_verification_redirect_url!
    await pass(caller, url, { email_address: identifier })
    const { body: done } = await caller.call('POST', signUps, { form: { transfer: 'true' } })
    expect(done.response).toMatchObject({ status: 'complete', email_address: identifier })
    expect((await caller.call('GET', '/v1/me')).body.response).toMatchObject({
      external_accounts: [],
      enterprise_accounts: [{ email_address: identifier, enterprise_connection: { name: 'Acme' } }],
    })
  })

  test('behavior: a sign-up with its address waits for it', async () => {
    const { call } = await createCaller(options)
    const form = { email_address: 'dora@acme.example', password: 'a-password' }
    const { body } = await call('POST', signUps, { form })
    expect(body.response).toMatchObject({ missing_fields: ['enterprise_sso'] })
    const path = `${signUps}/${body.response.id}`
    expect((await call('GET', `${path}/enterprise_connections`)).body.response).toEqual([
      { id: 'ent_acme_example', name: 'Acme' },
    ])
    const prepared = await call('POST', `${path}/prepare_verification`, { form: sso })
    expect(ofSignUp(prepared.body.response)).toMatchObject({ object: 'verification_saml' })
  })

  test.each([
    [
      'an address of nobody’s',
      { identifier: 'bob@example.com' },
      422,
      'sign_in_must_use_enterprise_connection_identifier',
    ],
    ['no address', { identifier: '' }, 422, 'form_param_missing'],
    ['an unknown connection', { enterprise_connection_id: 'ent_x' }, 404, 'resource_not_found'],
  ])('error: %s', async (_, form, status, code) => {
    const { call } = await createCaller(options)
    expect(
      await call('POST', signIns, { form: { ...sso, ...form } as Record<string, string> }),
    ).toMatchObject({
      status,
      code,
    })
  })

  test('error: one of several connections has to be named', async () => {
    const enterpriseConnections = ['One', 'Two'].map((name) => ({
      name,
      id: `ent_${name}`,
      domain: 'acme.example',
    }))
    const { call } = await createCaller({ ...options, enterpriseConnections })
    expect(await call('POST', signIns, { form: sso })).toMatchObject({
      status: 422,
      code: 'enterprise_connection_id_is_required_with_multiple_connections',
    })
    const form = { ...sso, enterprise_connection_id: 'ent_Two' }
    expect((await call('POST', signIns, { form })).status).toBe(200)
  })

  test.each([
    [sso, 'ann@example.com', 'saml_email_address_domain_mismatch'],
    [google, 'ann@acme.example', 'oauth_email_domain_reserved_by_saml'],
  ])('error: %j does not bring %s', async (form, email_address, code) => {
    const caller = await createCaller(options)
    const { body } = await caller.call('POST', signIns, { form })
    await pass(caller, ofSignIn(body.response).external_verification_redirect_url!, { email_address })
    const client = (await caller.call('GET', '/v1/client')).body.response
    expect(ofSignIn(client.sign_in!)).toMatchObject({ status: 'failed', error: { code } })
  })
})

describe('a popup, which a page of the accounts portal would answer', () => {
  const [test_, live] = ['https://foo-bar-13.accounts.dev', 'https://accounts.frontdesk.example'] as const
  const popup = (portal: string) => ({
    redirect_url: `${portal}/popup-callback?return_url=${encodeURIComponent(`${app}/back`)}`,
    action_complete_redirect_url: `${portal}/popup-callback`,
  })

  test.each([
    ['a development key', 'test', signIns, test_],
    ['a development key', 'test', signUps, test_],
    ['a production key', 'live', signIns, live],
    ['a production key', 'live', signUps, live],
  ] as const)('error: with %s (%s) %s says that there are none', async (_, keyType, path, portal) => {
    const { call, fapi } = await createCaller({ keyType })
    const form = { ...google, ...popup(portal) }
    const { status, body } = await call('POST', path, { form })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ code: 'popup_unsupported', meta: { param_name: 'redirect_url' } }])
    expect(body.errors![0]!.long_message).toContain('redirect')
    const half = { ...google, action_complete_redirect_url: form.action_complete_redirect_url }
    expect((await call('POST', path, { form: half })).body.errors).toMatchObject([
      { code: 'popup_unsupported', meta: { param_name: 'action_complete_redirect_url' } },
    ])
    expect(fapi.clients.flatMap(({ sessionIds }) => sessionIds)).toEqual([])
  })

  test('behavior: where somebody plays the portal, it goes there', async () => {
    const { begun } = await beginSignIn({ keyType: 'live', origins: [app, live] }, popup(live))
    expect(begun.status).toBe(200)
  })
})
