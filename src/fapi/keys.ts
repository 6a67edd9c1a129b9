import type { JWK } from 'jose'
import { createIds, type Ids } from './ids'
import { requireWebCrypto } from './webCrypto'

/** A private RSA key as a JSON Web Key, e.g. from {@link generateSigningKey}. Its `kid` names it; one is made up otherwise. */
export type SigningKey = {
  [Member in 'kty' | 'kid' | 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi']?: string | undefined
}

/** The one key pair of an instance: made when it is first needed, because RSA takes its time. */
export interface Keys {
  /** The key's name, which every token carries. */
  readonly kid: string
  privateKey(): Promise<CryptoKey>
  publicKey(): Promise<CryptoKey>
  /** The private key as it is saved. */
  privateJwk(): Promise<SigningKey>
  /** The public key in PEM (SPKI). */
  pem(): Promise<string>
  /** The public key as a JSON Web Key Set holds it. */
  jwk(): Promise<JWK>
}

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** Makes an RSA-2048 key that several instances may share, so that tests and stories need not wait for one each. */
export async function generateSigningKey(): Promise<SigningKey> {
  requireWebCrypto()
  const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
  const { privateKey } = await crypto.subtle.generateKey({ ...algorithm, ...size }, true, ['sign'])
  const { key_ops: _, ext: __, alg: ___, ...key } = await crypto.subtle.exportKey('jwk', privateKey)
  return { ...key, kid: createIds().newId('ins') }
}

export function createKeys(ids: Ids, given?: SigningKey): Keys {
  const kid = given?.kid ?? ids.newId('ins')
  let made: Promise<SigningKey> | undefined
  let pair: ReturnType<typeof importPair> | undefined
  const privateJwk = async () => {
    made ??= given ? Promise.resolve(given) : generateSigningKey()
    return { ...(await made), kid }
  }
  const keyPair = () => {
    pair ??= privateJwk().then(importPair)
    return pair
  }
  return {
    kid,
    privateJwk,
    privateKey: async () => (await keyPair()).privateKey,
    publicKey: async () => (await keyPair()).publicKey,
    async pem() {
      const bytes = new Uint8Array(await crypto.subtle.exportKey('spki', (await keyPair()).publicKey))
      const lines = btoa(String.fromCharCode(...bytes))
        .match(/.{1,64}/g)!
        .join('\n')
      return `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----`
    },
    async jwk() {
      const { n, e } = await privateJwk()
      return { kty: 'RSA', n, e, kid, alg: 'RS256', use: 'sig' } as JWK
    },
  }
}

async function importPair({ n, e, d, p, q, dp, dq, qi }: SigningKey) {
  const open = { kty: 'RSA', n, e } as JsonWebKey
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...open, d, p, q, dp, dq, qi } as JsonWebKey, algorithm, false, [
      'sign',
    ]),
    crypto.subtle.importKey('jwk', open, algorithm, true, ['verify']),
  ])
  return { privateKey, publicKey }
}
