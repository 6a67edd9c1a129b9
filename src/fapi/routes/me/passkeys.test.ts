import { describe, expect, test } from 'vitest'
import { fromBase64url, toBase64url } from '../../webauthn/base64url'
import { type Flaw, makePasskey } from '../../webauthn/testAuthenticator'
import { ann, annElsewhere, minute, schemes, sessionIn, signedInAnn, type TestUser } from './testUser'

const path = '/v1/me/passkeys'

/** A passkey that is being made: its path, and what the browser is asked for. */
async function begin({ ask }: Pick<TestUser, 'ask'>) {
  const { id, verification } = (await ask('POST', path)).body.response
  return { id, own: `${path}/${id}`, nonce: verification!.nonce! }
}

const proof = (made: string) => ({ strategy: 'passkey', public_key_credential: made })

async function register(user: Pick<TestUser, 'ask'>, flaw: Flaw = {}) {
  const { own, nonce, id } = await begin(user)
  const passkey = await makePasskey(nonce, flaw)
  return {
    ...passkey,
    own,
    passkeyId: id,
    answer: await user.ask('POST', `${own}/attempt_verification`, proof(passkey.made)),
  }
}

const invalid = { status: 422, code: 'passkey_invalid_public_key_credential' }
const failed = { status: 400, code: 'passkey_registration_failure' }

describe('making a passkey', () => {
  test.each(schemes)('default: begun, made, and it is the user’s: %s', async (scheme, options) => {
    const user = await signedInAnn(options)
    const begun = await user.ask('POST', path)
    const { id, verification } = begun.body.response
    expect(begun.body.response).toMatchObject({
      object: 'passkey',
      id: expect.stringMatching(/^idn_/),
      last_used_at: null,
      verification: {
        object: 'verification_passkey',
        status: 'unverified',
        strategy: 'passkey',
        attempts: null,
      },
    })
    const host = scheme === 'native' ? hostOf(user) : 'localhost'
    expect(JSON.parse(verification!.nonce!)).toEqual({
      challenge: expect.stringMatching(/^[\w-]{44}$/),
      timeout: 60_000,
      rp: { id: host, name: host },
      user: { id: expect.any(String), name: ann.identifier, displayName: ann.identifier },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: [],
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
    })
    // Nobody sees it before it is made.
    expect(sessionIn(begun).user.passkeys).toEqual([])
    const origin = scheme === 'native' ? `https://${host}` : 'http://localhost:3000'
    const { made } = await makePasskey(verification!.nonce!, { origin })
    const done = await user.ask('POST', `${path}/${id}/attempt_verification`, proof(made))
    expect(done.body.response.verification).toMatchObject({ status: 'verified' })
    expect(done.body.response.verification!.nonce).toBeUndefined()
    expect(sessionIn(done).user.passkeys).toMatchObject([{ id, name: 'Passkey', last_used_at: null }])
  })

  test('behavior: it is renamed and removed; one that is there is not made once more', async () => {
    const user = await signedInAnn()
    const { own, id, passkeyId } = await register(user)
    const next = await begin(user)
    expect(JSON.parse(next.nonce).excludeCredentials).toEqual([{ type: 'public-key', id }])
    const renamed = await user.ask('PATCH', own, { name: 'My key' })
    expect(sessionIn(renamed).user.passkeys).toMatchObject([{ id: passkeyId, name: 'My key' }])
    expect(await user.ask('PATCH', own)).toMatchObject({ status: 422, code: 'form_param_missing' })
    const removed = await user.ask('DELETE', own)
    expect(removed.body.response).toMatchObject({ object: 'passkey', id: passkeyId, deleted: true })
    expect(sessionIn(removed).user.passkeys).toEqual([])
    expect(await user.ask('DELETE', own)).toMatchObject({ status: 404, code: 'resource_not_found' })
  })

  test('behavior: two browsers make one each at once; of one browser the last begun counts', async () => {
    const user = await signedInAnn()
    const other = await annElsewhere(user)
    const [given, replaced, here, there] = [
      await begin(user),
      await begin(user),
      await begin(user),
      await begin(other),
    ]
    for (const old of [given, replaced]) {
      const { made } = await makePasskey(old.nonce)
      const late = await user.ask('POST', `${old.own}/attempt_verification`, proof(made))
      expect(late).toMatchObject({ status: 404, code: 'resource_not_found' })
    }
    for (const [{ ask }, { own, nonce }] of [
      [user, here],
      [other, there],
    ] as const) {
      const { made } = await makePasskey(nonce)
      expect((await ask('POST', `${own}/attempt_verification`, proof(made))).status).toBe(200)
    }
    expect(sessionIn(await user.ask('GET', '/v1/me')).user.passkeys).toHaveLength(2)
  })
})

describe('what is refused', () => {
  test.each<[string, Flaw]>([
    ['made at another origin', { origin: 'https://elsewhere.example' }],
    ['made at another origin of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['made at an origin that looks alike', { origin: 'http://localhost:3000.elsewhere.example' }],
    ['bound to another host', { rpId: 'elsewhere.example' }],
    ['for another challenge', { challenge: 'A'.repeat(44) }],
    ['in a frame of another origin', { crossOrigin: true }],
    ['used instead of made', { type: 'webauthn.get' }],
    ['with nobody there', { flags: 0x5c }],
    ['with nobody asked', { flags: 0x59 }],
    ['with an attestation', { format: 'packed', attests: 'certified' }],
    ['with an attestation of no format', { attests: 'algorithm' }],
  ])('error: one %s; and it is not kept', async (_, flaw) => {
    const user = await signedInAnn()
    const { answer } = await register(user, flaw)
    expect(answer).toMatchObject(failed)
    expect(sessionIn(await user.ask('GET', '/v1/me')).user.passkeys).toEqual([])
  })

  test('error: bytes that are none, cut short or too many', async () => {
    const user = await signedInAnn()
    const change = (made: string, name: string, bytes: (old: Uint8Array) => number[]) => {
      const credential = JSON.parse(made)
      const old = fromBase64url(credential.response[name])
      credential.response[name] = toBase64url(new Uint8Array(bytes(old)))
      return JSON.stringify(credential)
    }
    const wrong: ((made: string) => string)[] = [
      () => '{',
      () => '[]',
      () => '"text"',
      (made) => made.slice(0, -1),
      (made) => JSON.stringify({ ...JSON.parse(made), rawId: 'AAAA' }),
      (made) => JSON.stringify({ ...JSON.parse(made), type: 'password' }),
      (made) => JSON.stringify({ ...JSON.parse(made), response: null }),
      (made) =>
        JSON.stringify({ ...JSON.parse(made), response: { clientDataJSON: '%', attestationObject: '%' } }),
      (made) => change(made, 'clientDataJSON', () => [123]),
      (made) => change(made, 'attestationObject', (old) => [...old.slice(0, -1)]),
      (made) => change(made, 'attestationObject', (old) => [...old, 0]),
      (made) => change(made, 'attestationObject', (old) => [...old.slice(0, 40)]),
      // A length of four gigabytes.
      (made) => change(made, 'attestationObject', () => [0x5a, 255, 255, 255, 255]),
      (made) => change(made, 'attestationObject', () => [0xba, 255, 255, 255, 255]),
      (made) => change(made, 'attestationObject', () => Array(100_000).fill(0x81)),
    ]
    for (const spoil of wrong) {
      const { own, nonce } = await begin(user)
      const { made } = await makePasskey(nonce)
      expect(
        await user.ask('POST', `${own}/attempt_verification`, proof(spoil(made))),
        spoil(made),
      ).toMatchObject(invalid)
    }
  })

  test.each<[string, Flaw]>([
    ['a key that is none', { isKeyless: true }],
    ['flags that contradict each other', { flags: 0x55 }],
    ['extensions that it does not have', { flags: 0xdd }],
    ['no credential', { flags: 0x1d }],
  ])('error: one with %s', async (_, flaw) => {
    const { answer } = await register(await signedInAnn(), flaw)
    expect(answer).toMatchObject(invalid)
  })

  test('error: one that is given up while it is looked at', async () => {
    const user = await signedInAnn()
    const { own, nonce } = await begin(user)
    const { made } = await makePasskey(nonce)
    const attempt = user.ask('POST', `${own}/attempt_verification`, proof(made))
    const [answer, gone] = await Promise.all([attempt, user.ask('DELETE', own)])
    expect([answer.status, gone.status]).toEqual([404, 200])
    expect(sessionIn(await user.ask('GET', '/v1/me')).user.passkeys).toEqual([])
  })

  test('error: a challenge is answered once, rightly or not, and in time', async () => {
    const user = await signedInAnn()
    const done = await register(user)
    const again = await user.ask('POST', `${done.own}/attempt_verification`, proof(done.made))
    expect(again).toMatchObject({ status: 400, code: 'verification_already_verified' })
    const { own, nonce } = await begin(user)
    const attempt = async (flaw: Flaw) =>
      user.ask('POST', `${own}/attempt_verification`, proof((await makePasskey(nonce, flaw)).made))
    expect(await attempt({ flags: 0x5c })).toMatchObject(failed)
    expect(await attempt({})).toMatchObject({ status: 400, code: 'passkey_invalid_verification' })
    const late = await begin(user)
    const { made } = await makePasskey(late.nonce)
    user.fapi.clock.advance(10 * minute)
    const answer = await user.ask('POST', `${late.own}/attempt_verification`, proof(made))
    expect(answer).toMatchObject({ status: 400, code: 'verification_expired' })
  })

  test('error: of several answers at once, one counts', async () => {
    const user = await signedInAnn()
    const { own, nonce } = await begin(user)
    const answers = await Promise.all(
      [1, 2, 3].map(async () =>
        user.ask('POST', `${own}/attempt_verification`, proof((await makePasskey(nonce)).made)),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    expect(sessionIn(await user.ask('GET', '/v1/me')).user.passkeys).toHaveLength(1)
  })

  test('error: what another client, or another user, began', async () => {
    const bob = { identifier: 'bob@example.com', password: 'bob-password' }
    const user = await signedInAnn({ others: [bob] })
    const { own, nonce } = await begin(user)
    const { made } = await makePasskey(nonce)
    const elsewhere = await annElsewhere(user)
    for (const method of ['PATCH', 'DELETE']) {
      expect(await elsewhere.ask(method, own, { name: 'Mine' })).toMatchObject({ status: 404 })
    }
    const taken = await elsewhere.ask('POST', `${own}/attempt_verification`, proof(made))
    expect(taken).toMatchObject({ status: 404, code: 'resource_not_found' })
    // The very passkey of somebody else, for a challenge of one's own.
    const other = await begin(elsewhere)
    expect(JSON.parse(other.nonce).challenge).not.toBe(JSON.parse(nonce).challenge)
    const foreign = await elsewhere.ask('POST', `${other.own}/attempt_verification`, proof(made))
    expect(foreign).toMatchObject(failed)
  })

  test('error: one that is registered already', async () => {
    const user = await signedInAnn()
    const { made } = await register(user)
    const { own, nonce } = await begin(user)
    const challenge = JSON.parse(nonce).challenge
    // As a browser that does not look at what is excluded would send it.
    const credential = JSON.parse(made)
    const said = JSON.parse(new TextDecoder().decode(fromBase64url(credential.response.clientDataJSON)))
    credential.response.clientDataJSON = toBase64url(
      new TextEncoder().encode(JSON.stringify({ ...said, challenge })),
    )
    const answer = await user.ask('POST', `${own}/attempt_verification`, proof(JSON.stringify(credential)))
    expect(answer).toMatchObject(invalid)
    expect(sessionIn(await user.ask('GET', '/v1/me')).user.passkeys).toHaveLength(1)
  })

  test('error: more than ten, also when begun before', async () => {
    const user = await signedInAnn()
    for (let count = 0; count < 9; count++) expect((await register(user)).answer.status).toBe(200)
    const elsewhere = await annElsewhere(user)
    const { own, nonce } = await begin(elsewhere)
    await register(user)
    const quota = { status: 403, code: 'passkey_quota_exceeded' }
    expect(await user.ask('POST', path)).toMatchObject(quota)
    const { made } = await makePasskey(nonce)
    expect(await elsewhere.ask('POST', `${own}/attempt_verification`, proof(made))).toMatchObject(quota)
  })

  test('error: no proof, another way, a stale session, a box without passkeys', async () => {
    const user = await signedInAnn()
    const { own } = await begin(user)
    const attempt = `${own}/attempt_verification`
    expect(await user.ask('POST', attempt)).toMatchObject({ status: 422, code: 'form_param_missing' })
    const code = { strategy: 'phone_code', public_key_credential: '{}' }
    expect(await user.ask('POST', attempt, code)).toMatchObject({
      status: 422,
      code: 'form_param_value_invalid',
    })
    user.fapi.clock.advance(10 * minute)
    for (const [method, at] of [
      ['POST', path],
      ['DELETE', own],
    ] as const) {
      expect(await user.ask(method, at)).toMatchObject({
        status: 403,
        code: 'session_reverification_required',
      })
    }
    const without = await signedInAnn({ strategies: ['password'] })
    expect(await without.ask('POST', path)).toMatchObject({ status: 400, code: 'form_param_value_disabled' })
  })
})

function hostOf({ fapi }: Pick<TestUser, 'fapi'>): string {
  return atob(fapi.publishableKey.split('_')[2]!).replace('$', '')
}
