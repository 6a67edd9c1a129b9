import type { Box } from '../box'
import { lifetime } from './codes'
import type { PasskeyRecord, UserRecord } from './state'
import { startVerification, type Verification, verificationStatus } from './verifications'

/** Milliseconds that a browser may take. */
const timeout = 60_000

/** How many passkeys a user may have. */
export const maxPasskeys = 10

/** Begins to make a passkey or to use one: `options` are what the browser is told besides, in JSON. */
export function startPasskeyVerification({ ids, clock }: Box, options: object): Verification {
  // 33 bytes: text of this length is the same again once it has been read as Base64url.
  const challenge = ids.randomText(44)
  return {
    ...startVerification('passkey'),
    expireAt: clock.now() + lifetime,
    nonce: JSON.stringify({ challenge, timeout, ...options }),
  }
}

/** Whether a browser may still answer with it. */
export function isBeingMade(box: Box, { verification }: PasskeyRecord): boolean {
  return verification !== undefined && verificationStatus(box, verification) === 'unverified'
}

/** The user who has a passkey, and the passkey. */
export function findPasskey(users: Iterable<UserRecord>, credentialId: string) {
  for (const user of users) {
    const passkey = user.passkeys.find((each) => each.credentialId === credentialId)
    if (passkey) return { user, passkey }
  }
  return undefined
}
