import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { admitUser } from '../security/caller'
import { linkAccount } from '../state/externalAccounts'
import { forgive } from '../state/locks'
import type { ClientRecord, SignInRecord, UserRecord } from '../state/state'
import type { Stranger } from '../state/strangers'
import { incorrectCode, type Verification } from '../state/verifications'
import { hasSecondFactor, needsTrust } from './secondFactors'

/** What a sign-in does once its first factor is verified: it waits for more, or is complete. */
export function goOn(c: FapiContext, client: ClientRecord, signIn: SignInRecord, user: UserRecord): void {
  if (signIn.stranger) throw refuseStranger(signIn.verification!, signIn.stranger)
  if (signIn.verification!.strategy.startsWith('reset_')) signIn.status = 'needs_new_password'
  else askMore(c, client, signIn, user)
}

/** Whoever has proved an address or a number that no user has: newcomers become one by a sign-up. */
function refuseStranger(verification: Verification, stranger: Stranger): FapiError {
  verification.verified = false
  if (stranger === 'nobody') return incorrectCode()
  verification.isTransferable = true
  return new FapiError(404, 'sign_up_if_missing_transfer', 'Nobody has this account yet', {
    longMessage: 'This is yours, and no account has it yet: sign up with it.',
  })
}

/** What it does once its user is known and has a password, if one was wanted. */
export function askMore(c: FapiContext, client: ClientRecord, signIn: SignInRecord, user: UserRecord): void {
  const box = c.get('box')
  if (hasSecondFactor(box, user)) signIn.status = 'needs_second_factor'
  else if (needsTrust(box, client, signIn, user)) signIn.status = 'needs_client_trust'
  else complete(c, client, signIn, user)
}

/** Signs the user in: everything is proved. */
export function complete(c: FapiContext, client: ClientRecord, signIn: SignInRecord, user: UserRecord): void {
  const session = admitUser(c, client, user, signIn.verification!.strategy)
  if (signIn.account) linkAccount(c.get('box'), user, signIn.account)
  if (signIn.secondVerification?.verified) session.secondVerifiedAt = session.verifiedAt
  forgive(user)
  signIn.createdSessionId = session.id
  signIn.status = 'complete'
}
