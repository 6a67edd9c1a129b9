import { parseObject } from '../http/json'
import { type AuthenticatorData, readAuthenticatorData } from './authenticatorData'
import { fromBase64url } from './base64url'
import { readCbor } from './cbor'
import { importKey, isSignedBy } from './signature'

/** What must come back. */
export interface Expected {
  /** In Base64url. */
  challenge: string
  /** The host name that passkeys are bound to. */
  rpId: string
  /** Whether it may come from there. */
  allowsOrigin(origin: string): boolean
}

/** A credential as clerk-js sends it: JSON, with bytes in Base64url. */
export interface SentCredential {
  /** The credential's id. */
  id: string
  response: Record<string, unknown>
}

/** Says what about a credential is not as it must be. Everything else that is thrown here means that it cannot be read. */
export class Mismatch extends Error {}

/** @throws where it is malformed */
export function readCredential(text: string): SentCredential {
  const { id, rawId, type, response } = parseObject(text) ?? {}
  const isRead =
    typeof id === 'string' && id === rawId && type === 'public-key' && typeof response === 'object'
  if (!isRead || response === null) throw new Error('It is no credential.')
  return { id, response: response as Record<string, unknown> }
}

/** Checks a passkey that was made. What made it is not asked, so that nobody says it. @throws where it is not as it must be */
export async function checkMade({ id, response }: SentCredential, expected: Expected) {
  const clientData = bytesOf(response, 'clientDataJSON')
  checkClientData(clientData, 'webauthn.create', expected)
  const bytes = bytesOf(response, 'attestationObject')
  const [attestation, end] = readCbor(bytes)
  if (!(attestation instanceof Map) || end !== bytes.length) throw new Error('It is no attestation.')
  const [authData, statement] = [attestation.get('authData'), attestation.get('attStmt')]
  if (!(authData instanceof Uint8Array && statement instanceof Map)) throw new Error('It has no data.')
  // Browsers leave it as it is where the new key itself has signed: that tells nothing of what made it.
  const isOwn = attestation.get('fmt') === 'packed' && statement.has('sig') && !statement.has('x5c')
  if (!isOwn && (attestation.get('fmt') !== 'none' || statement.size > 0))
    throw new Mismatch('It has an attestation, which nobody asked for.')
  const data = readAuthenticatorData(authData)
  await checkData(data, expected)
  if (data.credential?.id !== id) throw new Mismatch('It is another credential.')
  const { publicKey } = data.credential
  // Not before it is used would anybody see that it is no key.
  await importKey(publicKey)
  if (isOwn) await checkSignature(publicKey, statement.get('sig'), authData, clientData)
  return { credentialId: id, publicKey, counter: data.counter }
}

/** Checks that a passkey was used. Gives its new counter. @throws where it is not as it must be */
export async function checkUsed(
  { response }: SentCredential,
  known: { readonly publicKey: JsonWebKey; readonly counter: number },
  expected: Expected,
): Promise<number> {
  const clientData = bytesOf(response, 'clientDataJSON')
  const authData = bytesOf(response, 'authenticatorData')
  checkClientData(clientData, 'webauthn.get', expected)
  const data = readAuthenticatorData(authData)
  await checkData(data, expected)
  await checkSignature(known.publicKey, bytesOf(response, 'signature'), authData, clientData)
  // Where an authenticator counts, a lower number is a copy's. Read only now: another use may have come first.
  const isCounted = known.counter > 0 || data.counter > 0
  if (isCounted && data.counter <= known.counter) throw new Mismatch('Its counter went back.')
  return data.counter
}

/** Checks that a key has signed what an authenticator and a browser say. */
async function checkSignature(
  key: JsonWebKey,
  signature: unknown,
  authData: Uint8Array,
  clientData: Uint8Array<ArrayBuffer>,
): Promise<void> {
  if (!(signature instanceof Uint8Array)) throw new Error('It has no signature.')
  const signed = new Uint8Array([...authData, ...(await sha256(clientData))])
  if (!(await isSignedBy(key, new Uint8Array(signature), signed)))
    throw new Mismatch('Its signature is wrong.')
}

function checkClientData(bytes: Uint8Array<ArrayBuffer>, type: string, expected: Expected): void {
  const said = parseObject(new TextDecoder().decode(bytes))
  if (!said) throw new Error('It says nothing of the client.')
  if (said.type !== type) throw new Mismatch('It was made for something else.')
  if (said.challenge !== expected.challenge) throw new Mismatch('It answers another challenge.')
  if (said.crossOrigin === true) throw new Mismatch('It was made in a frame of another origin.')
  if (typeof said.origin !== 'string' || !expected.allowsOrigin(said.origin))
    throw new Mismatch('It comes from an origin that is not allowed.')
}

async function checkData(data: AuthenticatorData, { rpId }: Expected): Promise<void> {
  const hash = await sha256(new TextEncoder().encode(rpId))
  if (hash.some((byte, index) => byte !== data.rpIdHash[index]))
    throw new Mismatch('It is bound to another host.')
  if (!data.isPresent || !data.isVerified) throw new Mismatch('The authenticator did not ask its user.')
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function bytesOf(response: SentCredential['response'], name: string): Uint8Array<ArrayBuffer> {
  const text = response[name]
  if (typeof text !== 'string') throw new Error(`It has no ${name}.`)
  return fromBase64url(text)
}
