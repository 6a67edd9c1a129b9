import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createCaller } from '../testCaller'
import { type Flaw, makePasskey, type TestPasskey } from '../webauthn/testAuthenticator'
import { ann, annElsewhere, minute, signedInAnn } from './me/testUser'

const signIns = '/v1/client/sign_ins'
const passkeys = '/v1/me/passkeys'

/** Ann with a passkey, and another browser, in which nobody is signed in. */
async function withPasskey(
  options: Parameters<typeof signedInAnn>[0] = {},
  alg?: 'ES256' | 'EdDSA' | 'RS256',
  flaw: Flaw = {},
) {
  const owner = await signedInAnn(options)
  const { body } = await owner.ask('POST', passkeys)
  const passkey = await makePasskey(body.response.verification!.nonce!, flaw, alg)
  const own = `${passkeys}/${body.response.id}`
  await owner.ask('POST', `${own}/attempt_verification`, {
    strategy: 'passkey',
    public_key_credential: passkey.made,
  })
  const browser = await createCaller({ fapi: owner.fapi })
  return { owner, passkey, own, fapi: owner.fapi, ...signingIn(browser) }
}

function signingIn({ call }: Awaited<ReturnType<typeof createCaller>>) {
  const begin = async (form: Record<string, string> = {}) => {
    const begun = await call('POST', signIns, { form: { strategy: 'passkey', ...form } })
    return { begun, id: begun.body.response.id, nonce: begun.body.response.first_factor_verification!.nonce! }
  }
  const attempt = (id: string, proof: string) =>
    call('POST', `${signIns}/${id}/attempt_first_factor`, {
      form: { strategy: 'passkey', public_key_credential: proof },
    })
  return {
    call,
    begin,
    attempt,
    use: async (passkey: TestPasskey, flaw: Flaw = {}) => {
      const { id, nonce } = await begin()
      return attempt(id, await passkey.use(nonce, flaw))
    },
  }
}

const failed = { status: 400, code: 'passkey_authentication_failure' }

describe('signing in with a passkey', () => {
  test.each(['ES256', 'EdDSA', 'RS256'] as const)('default: nobody says who it is: %s', async (alg) => {
    const { begin, attempt, passkey, owner, fapi } = await withPasskey({}, alg)
    const { begun, id, nonce } = await begin()
    expect(begun.body.response).toMatchObject({
      status: 'needs_identifier',
      identifier: null,
      first_factor_verification: {
        object: 'verification_passkey',
        status: 'unverified',
        strategy: 'passkey',
        attempts: null,
      },
    })
    expect(JSON.parse(nonce)).toEqual({
      challenge: expect.stringMatching(/^[\w-]{44}$/),
      timeout: 60_000,
      rpId: 'localhost',
      userVerification: 'required',
      allowCredentials: [],
    })
    fapi.clock.advance(minute)
    const { body } = await attempt(id, await passkey.use(nonce))
    expect(body.response).toMatchObject({
      status: 'complete',
      identifier: ann.identifier,
      first_factor_verification: { status: 'verified' },
    })
    expect(body.response.first_factor_verification!.nonce).toBeUndefined()
    expect(body.client).toMatchObject({
      sign_in: null,
      last_authentication_strategy: 'passkey',
      sessions: [{ user: { passkeys: [{ last_used_at: expect.any(Number) }] } }],
    })
    expect((await owner.ask('GET', '/v1/me')).status).toBe(200)
  })

  test.each(['in one step', 'in two'])('default: who it is was said before, %s', async (steps) => {
    const { begin, attempt, call, passkey } = await withPasskey()
    const identifier = ann.identifier
    const strategy = 'passkey'
    let id: string
    let nonce: string
    if (steps === 'in two') {
      const { body } = await call('POST', signIns, { form: { identifier } })
      id = body.response.id
      expect(body.response.supported_first_factors).toMatchObject([
        { strategy: 'password' },
        { strategy },
        { strategy: 'email_code' },
        {},
        {},
      ])
      const prepared = await call('POST', `${signIns}/${id}/prepare_first_factor`, { form: { strategy } })
      nonce = prepared.body.response.first_factor_verification!.nonce!
    } else ({ id, nonce } = await begin({ identifier }))
    expect(JSON.parse(nonce).allowCredentials).toEqual([{ type: 'public-key', id: passkey.id }])
    expect((await attempt(id, await passkey.use(nonce))).body.response.status).toBe('complete')
  })

  test('behavior: a second factor is asked for, where there is one', async () => {
    const { use, passkey } = await withPasskey({ user: { totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' } })
    expect((await use(passkey)).body.response).toMatchObject({
      status: 'needs_second_factor',
      first_factor_verification: { strategy: 'passkey', status: 'verified' },
    })
  })

  test('behavior: it proves again who one is', async () => {
    const { owner, passkey } = await withPasskey()
    owner.fapi.clock.advance(60 * minute)
    const path = `/v1/client/sessions/${owner.sessionId}/verify`
    const { body } = await owner.ask('POST', path, { level: 'first_factor' })
    expect(body.response.supported_first_factors).toContainEqual({ strategy: 'passkey' })
    const prepared = await owner.ask('POST', `${path}/prepare_first_factor`, { strategy: 'passkey' })
    const nonce = prepared.body.response.first_factor_verification!.nonce!
    const done = await owner.ask('POST', `${path}/attempt_first_factor`, {
      strategy: 'passkey',
      public_key_credential: await passkey.use(nonce),
    })
    expect(done.body.response).toMatchObject({
      status: 'complete',
      session: { factor_verification_age: [0, -1] },
    })
  })

  test('behavior: authenticators that do not count say 0 each time', async () => {
    const { use, passkey, call, fapi } = await withPasskey()
    for (let count = 0; count < 2; count++) {
      expect((await use(passkey, { counter: 0 })).status).toBe(200)
      await call('POST', `/v1/client/sessions/${fapi.sessions.at(-1)!.id}/remove`)
    }
  })
})

describe('what is refused', () => {
  test.each<[string, Flaw]>([
    ['at another origin', { origin: 'https://elsewhere.example' }],
    ['at another origin of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['at another port', { origin: 'https://localhost.elsewhere.example:3000' }],
    ['for another host', { rpId: 'elsewhere.example' }],
    ['for another challenge', { challenge: 'A'.repeat(44) }],
    ['in a frame of another origin', { crossOrigin: true }],
    ['for another purpose', { type: 'webauthn.create' }],
    ['with nobody there', { flags: 0x1c }],
    ['with nobody asked', { flags: 0x19 }],
    ['with a forged signature', { isForged: true }],
    ['as another user', { userHandle: 'dXNlcl8x' }],
    ['with a counter that stands still', { counter: 7 }],
    ['with a counter that went back', { counter: 3 }],
  ])('error: one used %s: nobody is signed in', async (_, flaw) => {
    const { use, passkey, fapi } = await withPasskey({}, 'ES256', { counter: 7 })
    const before = fapi.sessions.length
    expect(await use(passkey, flaw)).toMatchObject(failed)
    expect(fapi.sessions).toHaveLength(before)
    // It goes on with another challenge.
    expect((await use(passkey, { counter: 8 })).body.response.status).toBe('complete')
  })

  test('error: who it is has to be said where nobody was named before', async () => {
    const { begin, attempt, passkey } = await withPasskey()
    const silent = async (nonce: string) => {
      const credential = JSON.parse(await passkey.use(nonce))
      credential.response.userHandle = null
      return JSON.stringify(credential)
    }
    const { id, nonce } = await begin()
    expect(await attempt(id, await silent(nonce))).toMatchObject(failed)
    const named = await begin({ identifier: ann.identifier })
    expect((await attempt(named.id, await silent(named.nonce))).body.response.status).toBe('complete')
  })

  test('error: a challenge is answered once, and in time; a signature is good for no other', async () => {
    const { begin, attempt, passkey, call, fapi } = await withPasskey()
    const { id, nonce } = await begin()
    const wrong = await passkey.use(nonce, { isForged: true })
    expect(await attempt(id, wrong)).toMatchObject(failed)
    expect(await attempt(id, await passkey.use(nonce))).toMatchObject({
      status: 400,
      code: 'passkey_invalid_verification',
    })
    const second = await begin()
    const proof = await passkey.use(second.nonce)
    expect((await attempt(second.id, proof)).status).toBe(200)
    // Replayed: to the same attempt, and to another.
    expect(await attempt(second.id, proof)).toMatchObject({
      status: 400,
      code: 'verification_already_verified',
    })
    await call('POST', `/v1/client/sessions/${fapi.sessions.at(-1)!.id}/remove`)
    const third = await begin()
    expect(await attempt(third.id, proof)).toMatchObject(failed)
    const late = await begin()
    const good = await passkey.use(late.nonce)
    fapi.clock.advance(10 * minute)
    expect(await attempt(late.id, good)).toMatchObject({ status: 400, code: 'verification_expired' })
  })

  test('error: of several answers at once, one counts', async () => {
    const { begin, attempt, passkey, fapi } = await withPasskey()
    const { id, nonce } = await begin()
    const before = fapi.sessions.length
    const proofs = [await passkey.use(nonce), await passkey.use(nonce)]
    const answers = await Promise.all(proofs.map((proof) => attempt(id, proof)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(fapi.sessions).toHaveLength(before + 1)
  })

  test('error: what another client is asked for, or what was asked for before', async () => {
    const { begin, attempt, passkey, fapi } = await withPasskey()
    const other = signingIn(await createCaller({ fapi }))
    const theirs = await other.begin()
    const mine = await begin()
    const proof = await passkey.use(theirs.nonce)
    expect(await attempt(theirs.id, proof)).toMatchObject({ status: 404, code: 'resource_not_found' })
    expect(await attempt(mine.id, proof)).toMatchObject(failed)
    const newer = await begin()
    expect(await attempt(mine.id, await passkey.use(mine.nonce))).toMatchObject({
      status: 403,
      code: 'resource_forbidden',
    })
    expect(await attempt(newer.id, await passkey.use(mine.nonce))).toMatchObject(failed)
  })

  test('error: one that nobody has registered, one of another user, and one that was removed', async () => {
    const bob = { identifier: 'bob@example.com', password: 'bob-password' }
    const { begin, attempt, passkey, owner, own } = await withPasskey({ others: [bob] })
    const unknown = { status: 404, code: 'passkey_not_registered' }
    const stray = await makePasskey(
      JSON.stringify({ rp: { id: 'localhost' }, user: { id: 'dQ' }, challenge: 'A' }),
    )
    const { id, nonce } = await begin()
    expect(await attempt(id, await stray.use(nonce))).toMatchObject(unknown)
    const none = await begin({ identifier: ann.identifier })
    expect(await attempt(none.id, await stray.use(none.nonce))).toMatchObject(unknown)
    await owner.ask('DELETE', own)
    const gone = await begin()
    expect(await attempt(gone.id, await passkey.use(gone.nonce))).toMatchObject(unknown)
  })

  test('error: one that is removed while it is looked at', async () => {
    const { begin, attempt, passkey, owner, own } = await withPasskey()
    const { id, nonce } = await begin()
    const proof = await passkey.use(nonce)
    const [answer, gone] = await Promise.all([attempt(id, proof), owner.ask('DELETE', own)])
    expect([answer.status, gone.status]).toEqual([404, 200])
  })

  test('error: a user without any, a box without them, a banned user, a code instead', async () => {
    const { begin, attempt, call, passkey, fapi } = await withPasskey({
      others: [{ identifier: 'bob@example.com' }],
    })
    const strategy = 'passkey'
    const bob = await call('POST', signIns, { form: { strategy, identifier: 'bob@example.com' } })
    expect(bob).toMatchObject({ status: 400, code: 'no_passkeys_found_for_user' })
    const other = await begin()
    const code = await call('POST', `${signIns}/${other.id}/attempt_first_factor`, {
      form: { strategy: 'email_code', code: '424242' },
    })
    expect(code).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' })
    expect(await attempt(other.id, '{}')).toMatchObject({
      status: 422,
      code: 'passkey_invalid_public_key_credential',
    })
    fapi.banUser(ann.identifier)
    expect(await attempt(other.id, await passkey.use(other.nonce))).toMatchObject({
      status: 403,
      code: 'user_banned',
    })
    const without = await createCaller({ strategies: ['password'] })
    const refused = await without.call('POST', signIns, { form: { strategy } })
    expect(refused).toMatchObject({ status: 400, code: 'form_param_value_disabled' })
    expect(refused.body.meta?.client).toBeUndefined()
  })

  test('error: where the account is signed in already', async () => {
    const { owner, passkey } = await withPasskey()
    const { use } = signingIn(owner)
    expect(await use(passkey)).toMatchObject({ status: 400, code: 'identifier_already_signed_in' })
    expect((await annElsewhere(owner)).sessionId).not.toBe(owner.sessionId)
  })
})

test('error: a user who is deleted while the passkey is checked is signed in nowhere', async () => {
  const { begin, attempt, passkey, fapi, call } = await withPasskey({
    others: [{ identifier: 'ben@example.com' }],
  })
  const { id, nonce } = await begin()
  const proof = await passkey.use(nonce)
  const [{ id: user }] = fapi.users as unknown as [{ id: string }]
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const deletion = new Request(`http://localhost:4400/v1/users/${user}`, { method: 'DELETE', headers })
  // The signature takes its time.
  const verify = crypto.subtle.verify.bind(crypto.subtle)
  const slow = vi.spyOn(crypto.subtle, 'verify').mockImplementationOnce(async (...given) => {
    expect((await fapi.fetch(deletion)).status).toBe(200)
    return verify(...(given as Parameters<typeof verify>))
  })
  onTestFinished(() => slow.mockRestore())
  const answer = await attempt(id, proof)
  expect(slow).toHaveBeenCalledOnce()
  expect(answer).toMatchObject({ status: 404, code: 'passkey_not_registered' })
  expect(fapi.sessions).toEqual([])
  expect((await call('GET', '/v1/client')).body.response.sessions).toEqual([])
})
