import { toBase64url } from './base64url'
import { type Cbor, readCbor } from './cbor'

/** What an authenticator says beside a signature. */
export interface AuthenticatorData {
  /** The SHA-256 of the relying party's id. */
  rpIdHash: Uint8Array<ArrayBuffer>
  /** Whether a user was there. */
  isPresent: boolean
  /** Whether it was the user: by a fingerprint, a PIN, … */
  isVerified: boolean
  counter: number
  /** The credential that was made, where one was. */
  credential: { id: string; publicKey: JsonWebKey } | undefined
}

/** @throws where it is malformed */
export function readAuthenticatorData(bytes: Uint8Array<ArrayBuffer>): AuthenticatorData {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = view.getUint8(32)
  const has = (bit: number) => (flags & (1 << bit)) !== 0
  // What is backed up can be.
  if (has(4) && !has(3)) throw new Error('Its flags contradict each other.')
  let end = 37
  let credential: AuthenticatorData['credential']
  if (has(6)) {
    const idLength = view.getUint16(53)
    const keyStart = 55 + idLength
    const [key, keyEnd] = readCbor(bytes, keyStart)
    credential = { id: toBase64url(bytes.subarray(55, keyStart)), publicKey: toJwk(key) }
    end = keyEnd
  }
  if (has(7)) [, end] = readCbor(bytes, end)
  if (end !== bytes.length) throw new Error('There is more than it says.')
  return {
    rpIdHash: bytes.slice(0, 32),
    isPresent: has(0),
    isVerified: has(2),
    counter: view.getUint32(33),
    credential,
  }
}

/** A public key in COSE (RFC 9053) as a JSON Web Key: for ES256, EdDSA or RS256. */
function toJwk(key: Cbor): JsonWebKey {
  const get = (label: number) => (key instanceof Map ? key.get(label) : undefined)
  const text = (label: number) => {
    const value = get(label)
    if (!(value instanceof Uint8Array)) throw new Error('A part of its key is missing.')
    return toBase64url(value)
  }
  if (get(1) === 2 && get(3) === -7 && get(-1) === 1)
    return { kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) }
  if (get(1) === 1 && get(3) === -8 && get(-1) === 6) return { kty: 'OKP', crv: 'Ed25519', x: text(-2) }
  if (get(1) === 3 && get(3) === -257) return { kty: 'RSA', n: text(-1), e: text(-2) }
  throw new Error('Its key is for none of the algorithms asked for.')
}
