import { describe, expect, test } from 'vitest'
import { readAuthenticatorData } from './authenticatorData'
import { fromBase64url, toBase64url } from './base64url'
import { readCbor } from './cbor'
import { checkMade, checkUsed, type Expected, Mismatch, readCredential } from './ceremony'
import { isSignedBy } from './signature'
import { type Flaw, makePasskey } from './testAuthenticator'

const hex = (text: string) => Uint8Array.from(text.match(/../g)!, (byte) => Number.parseInt(byte, 16))

// What Chromium 141's authenticator made and signed at http://localhost:3007, for the relying party localhost.
const challenge = 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH'
const id = 'mgt6ScH0xVRjc7gjMGzSW3L7WjBf6LwSL4WSckAhUDI'
const made = {
  clientDataJSON:
    'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQndjSEJ3Y0hCd2NIQndjSEJ3Y0hCd2NIQndjSEJ3Y0hCd2NIQndjSEJ3Y0giLCJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0OjMwMDciLCJjcm9zc09yaWdpbiI6ZmFsc2V9',
  attestationObject:
    'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NdAAAAAQECAwQFBgcIAQIDBAUGBwgAIJoLeknB9MVUY3O4IzBs0lty-1owX-i8Ei-FknJAIVAypQECAyYgASFYIIxHMNs2QiZO4bD-COVB7mDqGRN3E9PG0LMV0bDrlx33IlggHMnc1cNSomgRxteRMtTqkz5PsPT9VWIIonGwIVBOr7U',
}
const usedClient =
  'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQndjSEJ3Y0hCd2NIQndjSEJ3Y0hCd2NIQndjSEJ3Y0hCd2NIQndjSEJ3Y0giLCJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0OjMwMDciLCJjcm9zc09yaWdpbiI6ZmFsc2V9'
const used = [
  {
    clientDataJSON: usedClient,
    authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MdAAAAAg',
    // Both of its numbers begin with a zero, so that they are not negative.
    signature:
      'MEYCIQCDmKf56qfrUgRlfAewNNVZcgiduMxNHKQ0nZavGX8XqgIhALxDRCXKExCc8fJIL5BrrtpKkjiYYpx_wyF7G9W9kLi4',
  },
  {
    clientDataJSON: usedClient,
    authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MdAAAAAw',
    signature:
      'MEUCIQDFneYUac1X4rw2zPzSFOBqHHYhfVxeNWZ2tB1TND8G-wIgIo4I83MkWxt7B-T7PfDWkgHmPvRwONX9njkL47syqjQ',
  },
]
const expected: Expected = {
  challenge,
  rpId: 'localhost',
  allowsOrigin: (origin: string) => origin === 'http://localhost:3007',
}

describe('what a browser’s authenticator made and signed', () => {
  test('default: is taken, and its counter goes up', async () => {
    const passkey = await checkMade({ id, response: made }, expected)
    expect(passkey).toMatchObject({ credentialId: id, publicKey: { kty: 'EC', crv: 'P-256' }, counter: 1 })
    expect(await checkUsed({ id, response: used[0]! }, passkey, expected)).toBe(2)
    expect(await checkUsed({ id, response: used[1]! }, { ...passkey, counter: 2 }, expected)).toBe(3)
  })

  test.each<[string, Partial<Expected>]>([
    ['another challenge', { challenge: challenge.replace('H', 'I') }],
    ['another host', { rpId: 'localhost.example' }],
    ['another origin', { allowsOrigin: () => false }],
  ])('error: for %s', async (_, other) => {
    const passkey = await checkMade({ id, response: made }, expected)
    await expect(checkMade({ id, response: made }, { ...expected, ...other })).rejects.toThrow(Mismatch)
    const use = checkUsed({ id, response: used[0]! }, passkey, { ...expected, ...other })
    await expect(use).rejects.toThrow(Mismatch)
  })

  test('error: one use as the other, with a counter that went back, or with another key', async () => {
    const passkey = await checkMade({ id, response: made }, expected)
    const swapped = { ...used[0]!, signature: used[1]!.signature }
    await expect(checkUsed({ id, response: swapped }, passkey, expected)).rejects.toThrow(Mismatch)
    for (const counter of [2, 3]) {
      const use = checkUsed({ id, response: used[0]! }, { ...passkey, counter }, expected)
      await expect(use).rejects.toThrow('Its counter went back.')
    }
    await expect(checkMade({ id: `A${id.slice(1)}`, response: made }, expected)).rejects.toThrow(Mismatch)
  })
})

// The example "Packed Attestation with RS256 Credential" of Web Authentication, Level 3. Its authenticator asked nobody.
test('RS256: the signature of that example is right, and no other', async () => {
  // Its key is the product of two primes that fit on a line.
  const n = (2n ** 1279n - 1n) * (2n ** 2203n - 1n)
  const key = { kty: 'RSA', n: toBase64url(hex(`0${n.toString(16)}`)), e: 'AQAB' }
  const authenticatorData = hex('bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000')
  const clientData = new TextEncoder().encode(
    '{"type":"webauthn.get","challenge":"KV9Z9fqP5ixayp4nYmx4yNo3aubYzS3SmuutYB4bxMU","origin":"https://example.org","crossOrigin":false}',
  )
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', clientData))
  const signature = hex(
    '01063d52d7c39b4d432fc7063c5d93e582bdcb16889cd71f888d67d880ea730a428498d3bc8e1ee11f2b1ecbe6c292b118c55ffaaddefa8cad0a54dd137c51f1eec673f1bb6c4d1789d6826a222b22d0f585fc901fdc933212e579d199b89d672aa44891333e6a1355536025e82b25590256c3538229b55737083b2f6b9377e49e2472f11952f79fdd0da180b5ffd901b4049a8f081bb40711bef76c62aed943571f2d0575304cb549d68d8892f95086a30f93716aee818f8dc06e96c0d5e0ed4cfa9fd8773d90464b68cf140f7986666ff9c9e3302acd0535d60d769f465e2ab57ef8aabc89fccfef7ba32a64154a8b3d26be2298f470b8cc5377dbe3dfd4b0b45f8f01e63bde6cfc76b62771f9b70aa27cf40152cad93aa5acd784fd4b90f676e2ea828d0bf2400aebbaae4153e5838f537f88b6228346782a93a899be66ec77de45b3efcf311da6321c92e6b0cd11bfe653bf3e98cee8e341f02d67dbb6f9c98d9e8178090cfb5b70fbc6d541599ac794ae2f1d4de1286ec8de8c2daf7b1d15c8438e90d924df5c19045220a4c8438c1b979bbe016cf3d0eeec23c3999d4882cc645b776de930756612cdc6dd398160ff02a6',
  )
  expect(await isSignedBy(key, signature, new Uint8Array([...authenticatorData, ...hash]))).toBe(true)
  expect(await isSignedBy(key, signature, new Uint8Array([...hash, ...authenticatorData]))).toBe(false)
})

describe('what is not as it must be', () => {
  const asked = JSON.stringify({ rp: { id: 'localhost' }, user: { id: 'dQ' }, challenge })
  const request = JSON.stringify({ rpId: 'localhost', challenge })
  const here = { ...expected, allowsOrigin: (origin: string) => origin === 'http://localhost:3000' }

  const flaws: [string, Flaw][] = [
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['no origin', { origin: '' }],
    ['another host', { rpId: 'elsewhere.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['a frame of another origin', { crossOrigin: true }],
    ['another purpose', { type: 'payment.get' }],
  ]

  test.each([
    ...flaws,
    ['nobody there', { flags: 0x5c }],
    ['nobody asked', { flags: 0x59 }],
    ['an attestation', { format: 'packed', attests: 'certified' }],
    ['an attestation that says nothing', { format: 'packed' }],
    ['an attestation that nobody signed', { format: 'packed', attests: 'algorithm' }],
    ['an attestation of another kind', { format: 'fido-u2f', attests: 'self' }],
    ['an attestation of no kind', { attests: 'self' }],
    ['an attestation that another key signed', { format: 'packed', attests: 'self', isForged: true }],
  ] as [string, Flaw][])('error: made with %s', async (_, flaw) => {
    const passkey = await makePasskey(asked, flaw)
    await expect(checkMade(readCredential(passkey.made), here)).rejects.toThrow(Mismatch)
  })

  test.each([
    ...flaws,
    ['nobody there', { flags: 0x1c }],
    ['nobody asked', { flags: 0x19 }],
    ['a forged signature', { isForged: true }],
    ['a counter that stands still', { counter: 7 }],
  ] as [string, Flaw][])('error: used with %s', async (_, flaw) => {
    const passkey = await makePasskey(asked)
    const known = await checkMade(readCredential(passkey.made), here)
    const credential = readCredential(await passkey.use(request, { counter: 7, ...flaw }))
    await expect(checkUsed(credential, { ...known, counter: 7 }, here)).rejects.toThrow(Mismatch)
  })

  test.each(['ES256', 'EdDSA', 'RS256'] as const)('default: without a flaw it is taken: %s', async (alg) => {
    const passkey = await makePasskey(asked, {}, alg)
    const known = await checkMade(readCredential(passkey.made), here)
    expect(await checkUsed(readCredential(await passkey.use(request)), known, here)).toBe(1)
    // Authenticators that do not count say 0 each time.
    expect(await checkUsed(readCredential(await passkey.use(request, { counter: 0 })), known, here)).toBe(0)
  })

  // Browsers let that through, though nobody asked: it tells nothing of what made the passkey.
  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'default: one that its own key attests is taken: %s',
    async (alg) => {
      const passkey = await makePasskey(asked, { format: 'packed', attests: 'self' }, alg)
      const known = await checkMade(readCredential(passkey.made), here)
      expect(await checkUsed(readCredential(await passkey.use(request)), known, here)).toBe(1)
    },
  )

  test.each([
    ['', 'null', '[]', '{}'],
    ['{"id":"a","rawId":"b","type":"public-key","response":{}}'],
    ['{"id":"a","rawId":"a","type":"public-key","response":null}'],
  ])('error: %s is no credential', (...texts) => {
    for (const text of texts) expect(() => readCredential(text)).toThrow('It is no credential.')
  })

  test('error: bytes cut or added anywhere are never taken', async () => {
    const whole = fromBase64url(made.attestationObject)
    for (let end = 0; end < whole.length; end++) {
      const response = { ...made, attestationObject: toBase64url(whole.slice(0, end)) }
      await expect(checkMade({ id, response }, expected)).rejects.toThrow()
    }
    const data = fromBase64url(used[0]!.authenticatorData)
    expect(() => readAuthenticatorData(new Uint8Array([...data, 0]))).toThrow()
    for (let end = 0; end < data.length; end++)
      expect(() => readAuthenticatorData(data.slice(0, end))).toThrow()
  })

  test('error: a signature whose numbers are malformed', async () => {
    const { publicKey } = await checkMade({ id, response: made }, expected)
    const right = fromBase64url(used[1]!.signature)
    for (const wrong of [[], [0x30, 0], [0x31, ...right.slice(1)], [...right, 0], [...right.slice(0, -1)]]) {
      await expect(isSignedBy(publicKey, new Uint8Array(wrong), new Uint8Array())).rejects.toThrow(
        'malformed',
      )
    }
  })
})

describe('readCbor', () => {
  // Of RFC 8949, appendix A.
  test.each<[string, unknown]>([
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['1903e8', 1000],
    ['1a000f4240', 1_000_000],
    ['20', -1],
    ['3903e7', -1000],
    ['4401020304', hex('01020304')],
    ['6449455446', 'IETF'],
    ['62c3bc', 'ü'],
    ['83010203', [1, 2, 3]],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    [
      'a201020304',
      new Map([
        [1, 2],
        [3, 4],
      ]),
    ],
  ])('default: %s', (text, value) => {
    expect(readCbor(hex(text))).toEqual([value, text.length / 2])
  })

  test.each([
    ['one that ends too early', '4401'],
    ['a length that is not said', '5f42010243030405ff'],
    ['a length beyond all', '5b00000001000000000102'],
    ['a list that goes on and on', '9affffffff00'],
    ['a float', 'fb3ff199999999999a'],
    ['a tag', 'c11a514b67b0'],
    ['a key twice', 'a201020103'],
    ['text that is none', '62c328'],
    ['one nested too deep', '81818181818100'],
  ])('error: %s', (_, text) => {
    expect(() => readCbor(hex(text))).toThrow()
  })
})
