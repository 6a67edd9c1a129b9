import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import { FapiError, formError } from '../http/errors'
import { currentClient, ensureClient, requireClient } from '../security/caller'
import { findPasskey, startPasskeyVerification } from '../state/passkeys'
import { checkRoom, checkUser, startSignIn } from '../state/signIns'
import type { PasskeyRecord, SignInRecord, UserRecord } from '../state/state'
import { usablePasskeys } from '../state/users'
import { type Verification, verificationError, verificationStatus } from '../state/verifications'
import { toBase64url } from '../webauthn/base64url'
import { checkUsed, type Expected, Mismatch, readCredential, type SentCredential } from '../webauthn/ceremony'
import { allowsOriginFor, rpIdFor } from '../webauthn/relyingParty'
import type { Factor } from './factor'
import { goOn } from './goOn'
import { strategyDisabled, strategyInvalid } from './offers'
import { prove } from './prove'
import type { Start } from './starts'
import { answerSignIn, ownSignIn, readProof, readStrategy } from './steps'

const strategy = 'passkey'

/** Where the form has what the browser made. */
export const field = 'public_key_credential'

export const passkey: Factor = {
  field,
  send: (c, { user }) => challenge(c, usablePasskeys(user)),
  check: checkPasskey,
}

/** Asks for a passkey of those named, or for any that the browser has for this app. */
function challenge(c: FapiContext, passkeys: readonly PasskeyRecord[]): Verification {
  return startPasskeyVerification(c.get('box'), {
    rpId: rpIdFor(c),
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId }) => ({ type: 'public-key', id: credentialId })),
  })
}

async function checkPasskey(box: Box, user: UserRecord, verification: Verification, proof: string) {
  const credential = readSent(proof)
  const found = findPasskey([user], credential.id)
  if (!found) throw notRegistered()
  const expected = answering(box, verification)
  const { passkey } = found
  try {
    checkHandle(user, verification, credential)
    passkey.counter = await checkUsed(
      credential,
      // Asked for only once the signature has been checked.
      {
        publicKey: passkey.publicKey as JsonWebKey,
        get counter() {
          return passkey.counter
        },
      },
      expected,
    )
  } catch (error) {
    throw refusal(error, 'passkey_authentication_failure')
  }
  if (!user.passkeys.includes(passkey)) throw notRegistered()
  passkey.lastUsedAt = box.clock.now()
  settle(verification)
}

/** Whom the authenticator takes the user for. It has to say so where nobody had been named. */
function checkHandle(user: UserRecord, { nonce }: Verification, { response }: SentCredential): void {
  const { allowCredentials } = JSON.parse(nonce!) as { allowCredentials: unknown[] }
  const isSaid = response.userHandle !== undefined && response.userHandle !== null
  if (isSaid ? response.userHandle !== handleOf(user) : allowCredentials.length === 0)
    throw new Mismatch('It is of another user.')
}

/** What a credential has to answer. From now on that is answered. @throws FapiError 400 where it was before, or is over */
export function answering(box: Box, verification: Verification): Expected {
  const status = verificationStatus(box, verification)
  if (status === 'failed') {
    const longMessage = 'This was answered before. Ask for a new challenge.'
    throw new FapiError(400, 'passkey_invalid_verification', 'Passkey verification failed', { longMessage })
  }
  if (status === 'verified' || status === 'expired') throw verificationError(status)
  verification.attempts += 1
  const said = JSON.parse(verification.nonce!) as { challenge: string; rpId?: string; rp?: { id: string } }
  const rpId = said.rpId ?? said.rp!.id
  return { challenge: said.challenge, rpId, allowsOrigin: (origin) => allowsOriginFor(box, rpId, origin) }
}

/** Notes that it was answered rightly. */
export function settle(verification: Verification): void {
  Object.assign(verification, { verified: true, nonce: undefined })
}

/** @throws FapiError 422 */
export function readSent(text: string): SentCredential {
  try {
    return readCredential(text)
  } catch {
    throw unreadable()
  }
}

/** What to say of a credential that was not as it must be. */
export function refusal(error: unknown, code: string): FapiError {
  if (!(error instanceof Mismatch)) return unreadable()
  return new FapiError(400, code, 'Passkey verification failed', { longMessage: error.message })
}

/** What an authenticator knows a user by. */
export function handleOf({ id }: UserRecord): string {
  return toBase64url(new TextEncoder().encode(id))
}

function unreadable(): FapiError {
  return formError('passkey_invalid_public_key_credential', field, 'Invalid passkey public key credential')
}

function notRegistered(): FapiError {
  return new FapiError(404, 'passkey_not_registered', 'Passkey is not registered')
}

/** Begins to sign in whoever has a passkey. */
export const startByPasskey: Start = async (c) => {
  const box = c.get('box')
  if (!box.options.strategies.has(strategy)) throw strategyDisabled(strategy)
  checkRoom(box, currentClient(c))
  const signIn = startSignIn(box, ensureClient(c), undefined, {
    locale: c.get('form').get('locale') || undefined,
    verification: challenge(c, []),
  })
  return answerSignIn(c, signIn)
}

/** Signs in whose passkey it is, where that was not known before. */
export async function attemptByPasskey(c: FapiContext, signIn: SignInRecord): Promise<Response> {
  const box = c.get('box')
  const client = requireClient(c)
  const named = readStrategy(c)
  if (named !== strategy) throw strategyInvalid(named)
  const { user } = findPasskey(box.state.users.values(), readSent(readProof(c, field)).id) ?? {}
  if (!user) throw notRegistered()
  await prove(c, passkey, { user, strategy, begun: signIn.verification })
  // Another request may have taken this step, signed in, or deleted the user, meanwhile.
  if (ownSignIn(c, client).userId !== undefined) throw verificationError('verified')
  if (box.state.users.get(user.id) !== user) throw notRegistered()
  checkUser(box, client, user)
  Object.assign(signIn, { userId: user.id, identifier: user.identifier })
  goOn(c, client, signIn, user)
  return answerSignIn(c, signIn)
}
