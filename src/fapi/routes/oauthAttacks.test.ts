import { expect, test } from 'vitest'
import type { FapiOptions } from '../options'
import { createCaller, sharedKey, type TestCaller } from '../testCaller'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const alice = 'alice@example.com'
const mallory = 'bob@example.com'
const app = 'http://localhost:3000'
const google = { strategy: 'oauth_google', redirect_url: `${app}/sso-callback` }
const native = { strategy: 'oauth_google', redirect_url: 'myapp://callback' }

/** The page of the provider that an attempt leads to. */
function pageOf(response: object): string {
  const { first_factor_verification: first, verifications } = response as {
    first_factor_verification?: { external_verification_redirect_url: string }
    verifications?: { external_account: { external_verification_redirect_url: string } }
  }
  return (first ?? verifications!.external_account).external_verification_redirect_url
}

/** Answers that page, and gives where the browser is led in the end. */
async function pass(caller: TestCaller, page: string, form: Record<string, string>): Promise<URL> {
  const asked = await caller.call('POST', page, { form })
  const back = await caller.call('GET', asked.headers.get('location')!)
  return new URL(back.headers.get('location')!)
}

const usersOf = ({ fapi }: TestCaller) =>
  fapi.sessions.map(({ userId }) => fapi.users.find(({ id }) => id === userId)!.identifier)

/** Mallory begins as herself, by what is sent to her; then she leads the sign-in to Alice, whom nobody vouches for. */
async function beginAsMallory(strategy: 'email_code' | 'email_link', options: FapiOptions = {}) {
  const caller = await createCaller({ strategies: ['password', strategy, 'oauth_google'], ...options })
  const { call, fapi } = caller
  const { id } = (await call('POST', signIns, { form: { identifier: mallory } })).body.response
  const prepare = (form: Record<string, string>) =>
    call('POST', `${signIns}/${id}/prepare_first_factor`, { form })
  await prepare({ strategy, redirect_url: `${app}/verified` })
  const { code, link } = fapi.emails.entries[0]!
  return {
    ...caller,
    id,
    link,
    attempt: () =>
      call('POST', `${signIns}/${id}/attempt_first_factor`, { form: { strategy: 'email_code', code } }),
    /** Gives the last step of that, yet to be taken. */
    async leadToAlice() {
      const { body } = await prepare(google)
      const form = { email_address: alice, unverified: 'true' }
      const { headers } = await call('POST', pageOf(body.response), { form })
      return () => call('GET', headers.get('location')!)
    },
  }
}

test('error: a code sent to one user does not sign in another, to whom a provider led', async () => {
  const { leadToAlice, attempt, call, id, ...caller } = await beginAsMallory('email_code')
  await (await leadToAlice())()
  expect((await call('GET', `${signIns}/${id}`)).body.response).toMatchObject({
    status: 'needs_first_factor',
    identifier: alice,
  })
  expect(await attempt()).toMatchObject({ status: 400, code: 'verification_missing' })
  expect(usersOf({ call, ...caller })).toEqual([])
})

test('error: nor does a link', async () => {
  const { leadToAlice, call, link, ...caller } = await beginAsMallory('email_link')
  await (await leadToAlice())()
  expect(await call('GET', link!)).toMatchObject({ status: 400, code: 'verification_link_token_invalid' })
  expect(usersOf({ call, ...caller })).toEqual([])
})

test.each(['code first', 'provider first'])('error: nor a code at the same time, %s', async (order) => {
  const { leadToAlice, attempt, ...caller } = await beginAsMallory('email_code')
  const arrive = await leadToAlice()
  await Promise.all(order === 'code first' ? [attempt(), arrive()] : [arrive(), attempt()])
  const linked = (await caller.call('GET', '/v1/me')).body.response?.external_accounts ?? []
  expect([usersOf(caller).includes(alice), linked]).toEqual([false, []])
})

test.each(['email_code', 'email_link'] as const)(
  'error: %s proves nothing of who did not get it, however the sign-in came to them',
  async (strategy) => {
    const signingKey = await sharedKey()
    let saved = ''
    const storage = {
      load: () => undefined,
      save(state: unknown) {
        saved = JSON.stringify(state)
      },
    }
    const mine = await beginAsMallory(strategy, { signingKey, storage })
    await mine.fapi.saved()
    const state = JSON.parse(saved)
    const idOf = (name: string) =>
      state.users.find(({ identifier }: { identifier: string }) => identifier === name).id
    state.signIns[0].userId = idOf(alice)
    const { fapi } = await createCaller({
      strategies: ['password', strategy, 'oauth_google'],
      signingKey,
      storage: { load: () => state, save() {} },
    })
    const caller = await createCaller({ fapi })
    Object.assign(caller.credentials, mine.credentials)
    if (strategy === 'email_link') {
      const { headers } = await caller.call('GET', mine.link!)
      expect(new URL(headers.get('location')!).searchParams.get('__clerk_status')).toBe('failed')
    } else {
      const form = { strategy, code: mine.fapi.emails.entries[0]!.code }
      const answer = await caller.call('POST', `${signIns}/${mine.id}/attempt_first_factor`, { form })
      expect(answer).toMatchObject({ status: 400, code: 'verification_missing' })
    }
    expect(usersOf(caller)).toEqual([])
  },
)

test('behavior: what the same user was sent before stays good', async () => {
  const caller = await createCaller({ strategies: ['password', 'email_code', 'oauth_google'] })
  const { call, fapi } = caller
  const { id } = (await call('POST', signIns, { form: { identifier: alice } })).body.response
  const path = `${signIns}/${id}`
  await call('POST', `${path}/prepare_first_factor`, { form: { strategy: 'email_code' } })
  const { body } = await call('POST', `${path}/prepare_first_factor`, { form: google })
  await pass(caller, pageOf(body.response), { email_address: alice, unverified: 'true' })
  const form = { strategy: 'email_code', code: fapi.emails.entries[0]!.code }
  const done = await call('POST', `${path}/attempt_first_factor`, { form })
  expect(done.body.response.status).toBe('complete')
})

/** Mallory begins in an app of hers, and somebody else, whom she has sent the URL to, ends it. */
async function sendToVictim(path: string, answer: Record<string, string>, options: FapiOptions = {}) {
  const caller = await createCaller({ native: true, keyType: 'live', ...options })
  const { body } = await caller.call('POST', path, { form: native })
  const victim = await createCaller({ fapi: caller.fapi })
  const url = await pass(victim, pageOf(body.response), answer)
  return {
    ...caller,
    own: `${path}/${body.response.id}`,
    nonce: url.searchParams.get('rotating_token_nonce'),
  }
}

test.each([
  ['a sign-up', signUps, signIns, { email_address: alice }],
  ['a sign-in', signIns, signUps, { email_address: 'nina@example.com' }],
])('error: what %s found elsewhere is not transferred without the nonce', async (_, from, to, answer) => {
  const mallory = await sendToVictim(from, answer)
  const { call, fapi, nonce } = mallory
  const transfer = (query = {}) => call('POST', to, { form: { transfer: 'true' }, query })
  for (const query of [{}, { rotating_token_nonce: 'made-up' }, { rotating_token_nonce: '' }])
    expect(await transfer(query)).toMatchObject({ status: 400, code: 'account_transfer_invalid' })
  expect([fapi.sessions, fapi.users.length]).toEqual([[], 3])
  // The app, to which the browser has come back.
  const rotating_token_nonce = nonce!
  expect((await call('GET', mallory.own, { query: { rotating_token_nonce } })).status).toBe(200)
  expect((await transfer()).body.response.status).toBe('complete')
})

test.each([
  ['a field', signUps, { signUp: { required: ['email_address', 'username'] } }, 'nina@example.com'],
  ['a second factor', signIns, { users: [{ identifier: alice, totpSecret: 'JBSWY3DPEHPK3PXP' }] }, alice],
] as const)('error: nor is it gone on with that lacks %s', async (_, path, options, email_address) => {
  const { call, own } = await sendToVictim(path, { email_address }, options as FapiOptions)
  expect((await call('GET', own)).status).toBe(400)
  expect(await call('PATCH', own, { form: { username: 'mallory' } })).not.toMatchObject({ status: 200 })
})

test.each([
  ['identifier', signIns, { identifier: '' }],
  ['identifier, of spaces', signIns, { identifier: '  ' }],
  ['locale', signIns, { locale: '' }],
  ['identifier', signUps, { identifier: '' }],
  ['address', signUps, { email_address: '', identifier: '', locale: '' }],
])('behavior: a blank %s for %s is none, and what is saved can be loaded again', async (_, path, blank) => {
  const caller = await createCaller()
  const { body } = await caller.call('POST', path, {
    form: { ...google, ...blank } as Record<string, string>,
  })
  await caller.fapi.saved()
  if (path === signIns) expect(body.response.identifier).toBeNull()
  const form = { email_address: 'nina@example.com', first_name: ' ', last_name: '' }
  await pass(caller, pageOf(body.response), form)
  await caller.fapi.saved()
})

test('behavior: nor does a blank locale matter where an enterprise has the address', async () => {
  const { call, fapi } = await createCaller({ strategies: ['password', 'enterprise_sso'] })
  const form = { identifier: 'nina@acme.example', locale: '' }
  expect((await call('POST', signIns, { form })).status).toBe(200)
  await fapi.saved()
})

test('behavior: a nonce is good until the app comes with its new token: the answer may get lost', async () => {
  const { call, own, nonce, credentials, fapi } = await sendToVictim(signIns, { email_address: alice })
  const old = credentials.authorization!
  const trade = () => call('GET', own, { query: { rotating_token_nonce: nonce! } })
  await trade()
  credentials.authorization = old
  expect((await trade()).body.response.status).toBe('complete')
  expect(credentials.authorization).not.toBe(old)
  expect((await call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
  credentials.authorization = old
  expect((await trade()).status).toBe(400)
  await fapi.saved()
})

test.each([
  ['a sign-up', signUps, signIns, { email_address: alice }],
  ['a sign-in', signIns, signUps, { email_address: 'nina@example.com' }],
])('error: what %s found is not transferred once that has expired', async (_, from, to, answer) => {
  const caller = await createCaller()
  const { body } = await caller.call('POST', from, { form: google })
  await pass(caller, pageOf(body.response), answer)
  caller.fapi.clock.advance(24 * 60 * 60_000)
  const refused = await caller.call('POST', to, { form: { transfer: 'true' } })
  expect(refused).toMatchObject({ status: 400, code: 'account_transfer_invalid' })
  expect([caller.fapi.sessions, caller.fapi.users.length]).toEqual([[], 3])
})

/** Begins to sign up with an address, and comes back from the provider as somebody. */
async function signUpAs(caller: TestCaller, typed: string, answer: Record<string, string>) {
  const form = { ...google, email_address: typed }
  const { body } = await caller.call('POST', signUps, { form })
  await pass(caller, pageOf(body.response), answer)
  const path = `${signUps}/${body.response.id}`
  return async () => {
    await caller.call('POST', `${path}/prepare_verification`, { form: { strategy: 'email_code' } })
    const { code } = caller.fapi.emails.entries.at(-1)!
    return caller.call('POST', `${path}/attempt_verification`, { form: { strategy: 'email_code', code } })
  }
}

test('error: an account at a provider has one owner, though two have begun to sign up with it', async () => {
  const one = await createCaller()
  const two = await createCaller({ fapi: one.fapi })
  const answer = { email_address: 'g@example.com' }
  const finishOne = await signUpAs(one, 'one@example.com', answer)
  const finishTwo = await signUpAs(two, 'two@example.com', answer)
  expect((await finishOne()).body.response.status).toBe('complete')
  expect(await finishTwo()).toMatchObject({ status: 400, code: 'identification_claimed' })
  expect(one.fapi.users).toHaveLength(4)
})

test('error: nor is one taken whose address somebody else has here by now', async () => {
  const caller = await createCaller()
  const finish = await signUpAs(caller, 'one@example.com', { email_address: 'g@example.com' })
  const other = await createCaller({ fapi: caller.fapi })
  const form = { email_address: 'g@example.com', password: 'a-password-of-g' }
  const { body } = await other.call('POST', signUps, { form })
  const path = `${signUps}/${body.response.id}`
  await other.call('POST', `${path}/prepare_verification`, { form: { strategy: 'email_code' } })
  const { code } = caller.fapi.emails.entries.at(-1)!
  const proof = { strategy: 'email_code', code }
  const done = await other.call('POST', `${path}/attempt_verification`, { form: proof })
  expect(done.body.response.status).toBe('complete')
  expect(await finish()).toMatchObject({ status: 400, code: 'identification_claimed' })
})

test.each([
  ['vouches for', false, ['victim@example.com']],
  ['does not vouch for', true, []],
])('behavior: an account of another address that the provider %s', async (_, isUnverified, linked) => {
  const caller = await createCaller()
  const finish = await signUpAs(caller, 'mallory@example.com', {
    email_address: 'victim@example.com',
    ...(isUnverified && { unverified: 'true' }),
  })
  expect((await finish()).body.response.status).toBe('complete')
  const { external_accounts } = (await caller.call('GET', '/v1/me')).body.response
  expect(external_accounts.map(({ email_address }) => email_address)).toEqual(linked)
})

test('behavior: a sign-up by a provider leaves no sign-in that came back from one, vouched for or not', async () => {
  const caller = await createCaller()
  const { call } = caller
  const { body } = await call('POST', signIns, { form: google })
  await pass(caller, pageOf(body.response), { email_address: alice, unverified: 'true' })
  const signInOf = async () => (await call('GET', '/v1/client')).body.response.sign_in
  expect(await signInOf()).toMatchObject({ status: 'needs_first_factor' })
  await call('POST', signUps, { form: google })
  expect(await signInOf()).toBeNull()
})
