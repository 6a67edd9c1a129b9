import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose'
import { createIds, type Ids } from './ids'

/** A private RSA key as a JSON Web Key, e.g. from {@link generateSigningKey}. Its `kid` names it; one is made up otherwise. */
export type SigningKey = JsonWebKey & { kid?: string | undefined }

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

/** Makes an RSA-2048 key that several instances may share, so that tests and stories need not wait for one each. */
export async function generateSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...((await exportJWK(privateKey)) as JsonWebKey), kid: createIds().newId('ins') }
}

export function createKeys(ids: Ids, given?: SigningKey): Keys {
  const kid = given?.kid ?? ids.newId('ins')
  let pair: Promise<{ privateKey: CryptoKey; publicKey: CryptoKey }> | undefined
  let made: Promise<SigningKey> | undefined
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
    pem: async () => exportSPKI((await keyPair()).publicKey),
    async jwk() {
      const { kty, n, e } = await exportJWK((await keyPair()).publicKey)
      return { kty, n, e, kid, alg: 'RS256', use: 'sig' } as JWK
    },
  }
}

async function importPair(key: SigningKey) {
  const { kty, n, e } = key
  const [privateKey, publicKey] = await Promise.all([
    importJWK(key as JWK, 'RS256'),
    importJWK({ kty, n, e } as JWK, 'RS256', { extractable: true }),
  ])
  return { privateKey: privateKey as CryptoKey, publicKey: publicKey as CryptoKey }
}
