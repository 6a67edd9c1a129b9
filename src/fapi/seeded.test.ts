import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFapi, type FapiOptions, type FapiState, testSigningKey } from '../fapi'
import { createIds } from './ids'
import { createSeededBytes } from './seededBytes'
import { createCaller } from './testCaller'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Everything a browser is told while it signs in, asks for a token, and errs. */
async function transcript(options: FapiOptions) {
  const caller = await createCaller({ storage: undefined, ...options })
  const signedIn = await caller.signIn('alice')
  const path = `/v1/client/sessions/${signedIn.body.response.created_session_id}`
  const answers = [
    signedIn,
    await caller.call('POST', `${path}/tokens`),
    await caller.call('GET', '/v1/client'),
    await caller.call('GET', '/.well-known/jwks.json'),
    await caller.signIn('nobody'),
  ]
  const said = answers.map(({ status, headers, body }) => ({ status, headers: [...headers], body }))
  return JSON.stringify([caller.fapi.publishableKey, caller.fapi.secretKey, said])
}

describe('parameters: idSeed', () => {
  test.each(['test', 'live'] as const)(
    'with a %s key, a fixed key and a fixed time two boxes answer the same, byte for byte',
    async (keyType) => {
      const options: FapiOptions = { idSeed: 'a', signingKey: testSigningKey, keyType }
      const first = await transcript(options)
      expect(await transcript(options)).toBe(first)
      expect(await transcript({ ...options, idSeed: 'b' })).not.toBe(first)
    },
  )

  test('what follows from a seed stays what it is', () => {
    const ids = createIds(createSeededBytes('a'))
    expect([ids.newId('user'), ids.randomDigits(6)]).toMatchInlineSnapshot(`
      [
        "user_xHp1myHLpYtwauk28wtaNixoOZ7",
        "363149",
      ]
    `)
  })

  test('near seeds have nothing in common', () => {
    const first = (seed: string) => createIds(createSeededBytes(seed)).randomText(8)
    const texts = Array.from({ length: 1000 }, (_, index) => first(`test ${index}`))
    expect(new Set([...texts, first('')]).size).toBe(1001)
    expect(new Set(texts.map((text) => text[0])).size).toBe(62)
  })

  test('the sequence goes on where a saved one was, also after a run without a seed', async () => {
    let saved: FapiState | undefined
    const storage = {
      load: () => saved,
      save(state: FapiState) {
        saved = structuredClone(state)
      },
    }
    const ids: string[] = []
    for (const idSeed of ['a', 'a', undefined, 'a', 'b']) {
      const options = { storage, signingKey: testSigningKey, ...(idSeed && { idSeed }) }
      ids.push((await createFapi(options).seedClient()).clientId)
    }
    expect(new Set(ids).size).toBe(5)
    expect(saved!.clients).toEqual(ids.map((id) => expect.objectContaining({ id })))
  })
})

test('testSigningKey: is an RSA key that signs what its public half verifies', async () => {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const { kty, n, e, kid } = testSigningKey
  const [key, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', testSigningKey as JsonWebKey, algorithm, true, ['sign']),
    crypto.subtle.importKey('jwk', { kty: kty!, n: n!, e: e! }, algorithm, false, ['verify']),
  ])
  const data = new TextEncoder().encode('signed')
  const signature = await crypto.subtle.sign(algorithm, key, data)
  expect(await crypto.subtle.verify(algorithm, publicKey, signature, data)).toBe(true)
  expect(key.algorithm).toMatchObject({ modulusLength: 2048 })
  expect(kid).toBe('ins_test')
  // Another implementation's idea of the same key: `d` may differ, the rest may not.
  const { d: _, key_ops: __, ext: ___, alg: ____, ...exported } = await crypto.subtle.exportKey('jwk', key)
  expect(testSigningKey).toMatchObject(exported)
})
