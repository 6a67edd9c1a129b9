import { describe, expect, test } from 'vitest'
import type { FapiState, FapiStorage, FapiUser } from '../../../fapi'
import { type Answer, createCaller } from '../../testCaller'
import { ann, annElsewhere, minute, schemes, signedInAnn } from './testUser'

const path = '/v1/me/external_accounts'
const app = 'http://localhost:3000'
const google = { strategy: 'oauth_google', redirect_url: `${app}/profile` }
const gmail = 'annie@gmail.example'

interface Account {
  id: string
  email_address: string
  verification: { status: string; error: { code: string; long_message: string } | null }
}

/** What an answer says of an account: of the one that was asked for, or of a user's. */
function accountIn({ body }: Answer): Account {
  const { external_accounts: accounts = [] } = body.response as unknown as { external_accounts?: Account[] }
  return accounts[0] ?? (body.response as unknown as Account)
}

function pageOf({ body }: Answer): string {
  const { external_verification_redirect_url: url } = body.response.verification as unknown as {
    external_verification_redirect_url: string
  }
  return url
}

/** Ann, who connects an account at Google, and what she does there. */
async function connecting(options: Parameters<typeof signedInAnn>[0] = {}, form: object = {}) {
  const user = await signedInAnn(options)
  const begun = await user.ask('POST', path, { ...google, ...form })
  return {
    ...user,
    begun,
    me: () => user.ask('GET', '/v1/me'),
    pass: (answer: Record<string, string>, from: Answer = begun) => pass(user, from, answer),
  }
}

/** Gives where the browser is led in the end. */
async function pass(
  { call }: Awaited<ReturnType<typeof createCaller>>,
  from: Answer,
  form: Record<string, string>,
) {
  const asked = await call('POST', pageOf(from), { form })
  return (await call('GET', asked.headers.get('location')!)).headers.get('location')
}

/** Whom a way in by Google leads to, on a browser of its own. */
async function signedInByGoogle(
  { fapi }: { fapi: Parameters<typeof annElsewhere>[0]['fapi'] },
  email: string,
) {
  const caller = await createCaller({ fapi })
  const { body } = await caller.call('POST', '/v1/client/sign_ins', { form: google })
  const { external_verification_redirect_url: url } = body.response.first_factor_verification as unknown as {
    external_verification_redirect_url: string
  }
  const asked = await caller.call('POST', url, { form: { email_address: email } })
  await caller.call('GET', asked.headers.get('location')!)
  const { sessions } = (await caller.call('GET', '/v1/client')).body.response
  return sessions[0]?.user.id
}

describe('connecting', () => {
  test.each(schemes)('by the provider’s page, and back: %s', async (name, options) => {
    const isNative = name === 'native'
    const form = isNative ? { redirect_url: 'myapp://profile' } : {}
    const { begun, pass, me, fapi, sessionId } = await connecting(options, form)
    expect(begun.body.response).toMatchObject({
      object: 'external_account',
      provider: 'oauth_google',
      verification: {
        object: 'verification_oauth',
        status: 'unverified',
        strategy: 'oauth_google',
        error: null,
      },
    })
    // A page that is open elsewhere shows it, too.
    expect(accountIn(await me())).toMatchObject({
      id: begun.body.response.id,
      verification: { status: 'unverified' },
    })
    expect(await pass({ email_address: gmail, first_name: 'Annie' })).toMatch(
      isNative ? /^myapp:\/\/profile$/ : /^http:\/\/localhost:3000\/profile/,
    )
    const answer = await me()
    expect(accountIn(answer)).toMatchObject({
      id: begun.body.response.id,
      email_address: gmail,
      first_name: 'Annie',
      verification: { status: 'verified' },
    })
    expect(answer.body.response.external_accounts).toHaveLength(1)
    expect(answer.body.client!.sessions.map(({ id }) => id)).toEqual([sessionId])
    expect(await signedInByGoogle({ fapi }, gmail)).toBe(answer.body.response.id)
  })

  test('a second one of another provider', async () => {
    const user = await connecting()
    await user.pass({ email_address: gmail })
    const github = await user.ask('POST', path, { ...google, strategy: 'oauth_github' })
    await user.pass({ email_address: 'ann@github.example' }, github)
    const { external_accounts } = (await user.me()).body.response
    expect(external_accounts.map(({ provider }) => provider)).toEqual(['oauth_google', 'oauth_github'])
  })

  test('what was begun before is over', async () => {
    const { begun, ask, pass, me, call } = await connecting()
    const again = await ask('POST', path, google)
    expect((await call('GET', pageOf(begun))).status).toBe(400)
    await pass({ email_address: gmail }, again)
    expect((await me()).body.response.external_accounts).toHaveLength(1)
  })

  test('it is kept over a restart of the box', async () => {
    let state: FapiState | undefined
    const storage: FapiStorage = {
      load: () => undefined,
      save(saved) {
        state = structuredClone(saved)
      },
    }
    const { begun, fapi } = await connecting({ storage })
    await fapi.saved()
    const later = await createCaller({ storage: { load: () => state } })
    const asked = await later.call('POST', pageOf(begun), { form: { email_address: gmail } })
    await later.call('GET', asked.headers.get('location')!)
    expect(await signedInByGoogle(later, gmail)).toMatch(/^user_/)
  })
})

// What may come of it, and what the page that comes back finds then.
const bob: FapiUser = {
  identifier: 'bob@example.com',
  externalAccounts: [{ provider: 'google', emailAddress: 'b@gmail.example' }],
}
const failures: [answer: Record<string, string>, code: string][] = [
  [{ error: 'access_denied' }, 'oauth_access_denied'],
  [{ error: 'server_error' }, 'oauth_token_exchange_error'],
  [{ email_address: 'b@gmail.example' }, 'external_account_exists'],
  [{ email_address: 'BOB@example.com' }, 'external_account_exists'],
]

test.each(failures)('error: %j: %s', async (answer, code) => {
  const { pass, me, fapi } = await connecting({ others: [bob] })
  expect(await pass(answer)).toMatch(/^http:\/\/localhost:3000\/profile/)
  const { status, error } = accountIn(await me()).verification
  expect([status, error?.code]).toEqual(['failed', code])
  expect(error!.long_message).toMatch(/\.$|account/)
  expect(fapi.users.find(({ identifier }) => identifier === ann.identifier)).toBeDefined()
  if (answer.email_address)
    expect(await signedInByGoogle({ fapi }, answer.email_address)).toBe(fapi.users[1]!.id)
})

test('attack: whoever says to be somebody there keeps nobody else from coming by that account', async () => {
  const { pass, me, fapi } = await connecting()
  await pass({ email_address: 'ceo@corp.example', unverified: 'true' })
  const { verification } = accountIn(await me())
  expect(verification).toMatchObject({
    status: 'failed',
    error: { code: 'external_account_email_address_verification_required' },
  })
  expect(await signedInByGoogle({ fapi }, 'ceo@corp.example')).toBeUndefined()
})

test.each([ann.identifier, 'ANN@work.example'])(
  'behavior: %s is the user’s own here already: nobody else need vouch for it',
  async (email_address) => {
    const { pass, me } = await connecting({ user: { emails: [{ emailAddress: 'ann@work.example' }] } })
    await pass({ email_address, unverified: 'true' })
    expect(accountIn(await me()).verification.status).toBe('verified')
  },
)

test('error: an address that the user only claims is not their own', async () => {
  const emails = [{ emailAddress: 'ceo@corp.example', verified: false }]
  const { pass, me } = await connecting({ user: { emails } })
  await pass({ email_address: 'ceo@corp.example', unverified: 'true' })
  expect(accountIn(await me()).verification.status).toBe('failed')
})

test('error: a native app is told in the address that it comes back by, and keeps its token', async () => {
  const { pass, credentials, me } = await connecting({ native: true }, { redirect_url: 'myapp://profile' })
  const token = credentials.authorization
  const url = new URL((await pass({ error: 'access_denied' }))!)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    __clerk_status: 'failed',
    __clerk_error_code: 'oauth_access_denied',
  })
  expect((await me()).status).toBe(200)
  expect(credentials.authorization).toBe(token)
})

test('error: another one of the same provider', async () => {
  const { ask, pass } = await connecting()
  await pass({ email_address: gmail })
  expect(await ask('POST', path, google)).toMatchObject({
    status: 400,
    code: 'oauth_account_already_connected',
  })
})

test('error: who has signed out meanwhile, or has none to come back to', async () => {
  const { pass, fapi, sessionId } = await connecting()
  fapi.revokeSession(sessionId)
  await pass({ email_address: gmail })
  const { external_accounts } = (await (await annElsewhere({ fapi })).ask('GET', '/v1/me')).body.response
  expect(external_accounts).toMatchObject([
    { email_address: '', verification: { error: { code: 'signed_out' } } },
  ])
  expect(await signedInByGoogle({ fapi }, gmail)).toBeUndefined()
})

test('error: a way back that is taken twice, that was forged, or comes too late', async () => {
  const { begun, call, fapi, me, ask } = await connecting()
  const asked = await call('POST', pageOf(begun), { form: { email_address: gmail } })
  const callback = asked.headers.get('location')!
  expect((await call('GET', callback.replace(/code=\w+/, 'code=forged'))).code).toBe('oauth_callback_invalid')
  expect((await call('GET', callback)).status).toBe(303)
  expect((await call('GET', callback)).code).toBe('oauth_callback_invalid')
  const github = await ask('POST', path, { ...google, strategy: 'oauth_github' })
  fapi.clock.advance(11 * minute)
  expect((await call('GET', pageOf(github))).status).toBe(400)
  expect((await me()).body.response.external_accounts).toMatchObject([
    {},
    { verification: { status: 'expired' } },
  ])
})

test('error: a production browser that has not begun it', async () => {
  const { begun, fapi, me } = await connecting({ keyType: 'live', origins: [app] })
  const other = await createCaller({ fapi })
  const asked = await other.call('POST', pageOf(begun), { form: { email_address: gmail } })
  expect((await other.call('GET', asked.headers.get('location')!)).code).toBe('authorization_invalid')
  expect(accountIn(await me()).verification.status).toBe('unverified')
})

test.each([
  [{ strategy: undefined }, 'form_param_missing'],
  [{ strategy: 'password' }, 'form_param_value_invalid'],
  [{ strategy: 'enterprise_sso' }, 'form_param_value_invalid'],
  [{ strategy: 'oauth_apple' }, 'form_param_value_disabled'],
  [{ redirect_url: undefined }, 'form_param_missing'],
  [{ redirect_url: 'https://evil.example/' }, 'redirect_url_domain_mismatch'],
  [{ redirect_url: 'javascript:alert(1)' }, 'prohibited_redirect_url'],
])('error: asked for with %j', async (form, code) => {
  const { ask } = await signedInAnn()
  const entries = Object.entries({ ...google, ...form }).filter(([, value]) => value !== undefined)
  const refused = await ask('POST', path, Object.fromEntries(entries) as Record<string, string>)
  expect(refused.code).toBe(code)
  expect((await ask('GET', '/v1/me')).body.response.external_accounts).toEqual([])
})

describe('reauthorizing', () => {
  test('by the provider’s page; meanwhile one signs in by it', async () => {
    const { begun, ask, pass, me, fapi } = await connecting()
    await pass({ email_address: gmail })
    const { id } = begun.body.response
    const again = await ask('PATCH', `${path}/${id}/reauthorize`, { redirect_url: google.redirect_url })
    expect(again.body.response).toMatchObject({ id, verification: { status: 'unverified' } })
    expect(await signedInByGoogle({ fapi }, gmail)).toBeDefined()
    await pass({ email_address: gmail }, again)
    expect((await me()).body.response.external_accounts).toMatchObject([
      { id, verification: { status: 'verified' } },
    ])
  })

  test('error: as another one there, or not at all: the account stays', async () => {
    const { begun, ask, pass, me } = await connecting()
    await pass({ email_address: gmail })
    for (const [answer, code] of [
      [{ email_address: 'other@gmail.example' }, 'external_account_not_found'],
      [{ error: 'access_denied' }, 'oauth_access_denied'],
    ] as const) {
      const form = { redirect_url: google.redirect_url }
      const again = await ask('PATCH', `${path}/${begun.body.response.id}/reauthorize`, form)
      await pass(answer, again)
      expect(accountIn(await me())).toMatchObject({ email_address: gmail, verification: { error: { code } } })
    }
    expect((await ask('PATCH', `${path}/eac_unknown/reauthorize`)).code).toBe('resource_not_found')
  })
})

describe('removing', () => {
  test('one that is connected, and one that never was', async () => {
    const { begun, ask, pass, me, fapi } = await connecting()
    await pass({ email_address: gmail })
    const denied = await ask('POST', path, { ...google, strategy: 'oauth_github' })
    await pass({ error: 'access_denied' }, denied)
    for (const { body } of [begun, denied]) {
      const { id } = body.response
      const removed = await ask('DELETE', `${path}/${id}`)
      expect(removed.body.response).toEqual({ object: 'external_account', id, deleted: true })
      expect((await ask('DELETE', `${path}/${id}`)).code).toBe('resource_not_found')
    }
    expect((await me()).body.response.external_accounts).toEqual([])
    expect(await signedInByGoogle({ fapi }, gmail)).toBeUndefined()
  })

  test('error: the only way in', async () => {
    const user = { externalAccounts: [{ provider: 'google' }], password: undefined }
    const { ask } = await signedInAnn({ strategies: ['oauth_google'], user })
    const { id } = accountIn(await ask('GET', '/v1/me'))
    const refused = await ask('DELETE', `${path}/${id}`)
    expect(refused).toMatchObject({ status: 400, code: 'last_identification_deletion_failed' })
  })
})

test('error: a proof is asked for where the last one is old', async () => {
  const { ask, begun, fapi } = await connecting()
  fapi.clock.advance(60 * minute)
  const id = begun.body.response.id
  for (const [method, at] of [
    ['POST', path],
    ['PATCH', `${path}/${id}/reauthorize`],
    ['DELETE', `${path}/${id}`],
  ] as const) {
    expect((await ask(method, at, method === 'DELETE' ? undefined : google)).code).toBe(
      'session_reverification_required',
    )
  }
})
