import { toBase64url } from './base64url'

/** What a test makes go wrong. */
export interface Flaw {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  crossOrigin?: boolean
  /** Bits of the authenticator's flags: 1 user there, 4 user verified, 8 may be backed up, 16 is, 64 a credential, 128 extensions. */
  flags?: number
  counter?: number
  format?: string
  userHandle?: string
  /** Says something about the authenticator, too: `self` with a signature of the new key, `certified` with a certificate beside it. */
  attests?: 'algorithm' | 'self' | 'certified'
  /** Its public key is none: no point of the curve. */
  isKeyless?: boolean
  /** Changes one byte of what was signed. */
  isForged?: boolean
}

/** A passkey of an authenticator made of Web Crypto, which writes what real ones write. */
export interface TestPasskey {
  id: string
  /** A JSON Web Key. */
  publicKey: Record<string, unknown>
  /** What clerk-js sends when it was made. */
  made: string
  /** Uses it: gives what clerk-js sends then. `nonce` is what the Frontend API has asked for. */
  use(nonce: string, flaw?: Flaw): Promise<string>
}

const algorithms = {
  EdDSA: { name: 'Ed25519' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
}

/** -8, -7 and -257 in CBOR. */
const coseAlgorithms = { EdDSA: [0x27], ES256: [0x26], RS256: [0x39, 1, 0] }

/** Makes a passkey, as the Frontend API has asked for it. */
export async function makePasskey(
  nonce: string,
  flaw: Flaw = {},
  alg: keyof typeof algorithms = 'ES256',
): Promise<TestPasskey> {
  const asked = JSON.parse(nonce) as { rp: { id: string }; user: { id: string }; challenge: string }
  const algorithm = algorithms[alg]
  const generated = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { privateKey, publicKey } = generated as CryptoKeyPair
  const jwk = await crypto.subtle.exportKey('jwk', publicKey)
  const rawId = crypto.getRandomValues(new Uint8Array(16))
  const id = toBase64url(rawId)
  if (flaw.isKeyless) jwk.x = jwk.y!
  let counter = flaw.counter ?? 0
  const attested = [...new Uint8Array(16), 0, rawId.length, ...rawId, ...coseKey(jwk)]
  const authData = await authenticatorData(flaw.rpId ?? asked.rp.id, flaw.flags ?? 0x5d, counter, attested)
  const client = clientData('webauthn.create', asked.challenge, flaw)
  const attestationObject = [
    0xa3,
    ...[...text('fmt'), ...text(flaw.format ?? 'none')],
    ...[...text('attStmt'), ...(await statement())],
    ...[...text('authData'), ...bytes(authData)],
  ]
  const response = {
    clientDataJSON: toBase64url(client),
    attestationObject: toBase64url(new Uint8Array(attestationObject)),
    transports: ['internal'],
  }

  async function sign(data: Uint8Array, client: Uint8Array<ArrayBuffer>, { isForged }: Flaw) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', client))
    const signed = new Uint8Array([...data, ...hash])
    const signature = new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, signed))
    if (isForged) signature[40]! ^= 1
    return alg === 'ES256' ? toDer(signature) : signature
  }

  async function statement(): Promise<number[]> {
    if (!flaw.attests) return [0xa0]
    const parts = [...text('alg'), ...coseAlgorithms[alg]]
    if (flaw.attests === 'algorithm') return [0xa1, ...parts]
    parts.push(...text('sig'), ...bytes(await sign(authData, client, flaw)))
    return flaw.attests === 'self' ? [0xa2, ...parts] : [0xa3, ...parts, ...text('x5c'), 0x81, 0x41, 0]
  }

  return {
    id,
    publicKey: { ...jwk },
    made: JSON.stringify({
      type: 'public-key',
      id,
      rawId: id,
      authenticatorAttachment: 'platform',
      response,
    }),
    async use(given, wrong = {}) {
      const { challenge, rpId } = JSON.parse(given) as { challenge: string; rpId: string }
      counter = wrong.counter ?? counter + 1
      const data = await authenticatorData(wrong.rpId ?? rpId, wrong.flags ?? 0x1d, counter)
      const client = clientData('webauthn.get', challenge, wrong)
      const use = {
        clientDataJSON: toBase64url(client),
        authenticatorData: toBase64url(data),
        signature: toBase64url(await sign(data, client, wrong)),
        userHandle: wrong.userHandle ?? asked.user.id,
      }
      return JSON.stringify({
        type: 'public-key',
        id,
        rawId: id,
        authenticatorAttachment: null,
        response: use,
      })
    },
  }
}

function clientData(type: string, challenge: string, flaw: Flaw): Uint8Array<ArrayBuffer> {
  const { origin = 'http://localhost:3000', crossOrigin = false } = flaw
  const said = { type: flaw.type ?? type, challenge: flaw.challenge ?? challenge, origin, crossOrigin }
  return new TextEncoder().encode(JSON.stringify(said))
}

async function authenticatorData(rpId: string, flags: number, counter: number, attested: number[] = []) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId))
  return new Uint8Array([
    ...new Uint8Array(hash),
    flags,
    ...[24, 16, 8, 0].map((bits) => (counter >> bits) & 255),
    ...attested,
  ])
}

/** A public key in COSE. */
function coseKey({ kty, x, y, n, e }: JsonWebKey): number[] {
  const part = (value: string | undefined) =>
    bytes(Uint8Array.from(atob(value!.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)))
  if (kty === 'OKP') return [0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, ...part(x)]
  return kty === 'EC'
    ? [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, ...part(x), 0x22, ...part(y)]
    : [0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, ...part(n), 0x21, ...part(e)]
}

const bytes = (content: Uint8Array) => [0x59, content.length >> 8, content.length & 255, ...content]
const text = (content: string) => [0x60 + content.length, ...new TextEncoder().encode(content)]

/** Two numbers of 32 bytes, as authenticators write them. */
function toDer(raw: Uint8Array): Uint8Array {
  const parts = [raw.slice(0, 32), raw.slice(32)].flatMap((half) => {
    const digits = [...half.slice(half.findIndex((byte) => byte !== 0))]
    const number = digits[0]! > 127 ? [0, ...digits] : digits
    return [2, number.length, ...number]
  })
  return new Uint8Array([0x30, parts.length, ...parts])
}
