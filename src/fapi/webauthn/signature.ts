const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** By the kind of key: ES256, EdDSA and RS256. */
const algorithms: Readonly<Record<string, { name: string }>> = {
  EC: ec,
  OKP: { name: 'Ed25519' },
  RSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as { name: string },
}

/** @throws where it is no key, or none that Web Crypto can use here */
export function importKey(publicKey: JsonWebKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', publicKey, algorithms[publicKey.kty!]!, false, ['verify'])
}

/** Whether a signature is right. @throws where the key or the signature is malformed */
export async function isSignedBy(
  publicKey: JsonWebKey,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const algorithm = algorithms[publicKey.kty!]!
  const raw = algorithm === ec ? toRaw(signature) : signature
  return crypto.subtle.verify(algorithm, await importKey(publicKey), raw, data)
}

/** Two numbers in DER, as authenticators write them, as Web Crypto reads them: 32 bytes each. */
function toRaw(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(64)
  let at = 2
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Error('The signature is malformed.')
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0
    const number = der.subarray(at + 2, at + 2 + length)
    const digits = number.subarray(number.findIndex((byte) => byte !== 0))
    if (der[at] !== 2 || number.length !== length || digits.length > 32)
      throw new Error('The signature is malformed.')
    raw.set(digits, end - digits.length)
    at += 2 + length
  }
  if (at !== der.length) throw new Error('The signature is malformed.')
  return raw
}
