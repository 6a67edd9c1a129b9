import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { currentClient } from '../security/caller'
import { checkListed } from '../state/identifierLists'
import { deleteSignIn } from '../state/leftovers'
import { namesakeOf, ownerOf } from '../state/owners'
import { openSignIn } from '../state/signIns'
import { verificationOf } from '../state/signUps'
import type { ClientRecord, SignUpRecord } from '../state/state'
import { startVerification, type Verification } from '../state/verifications'
import { nothingToTransfer } from './external'
import { finishElsewhere } from './finishSignUp'
import { checkPending } from './ownSignUp'

/** What a sign-in has found that nobody here is, to be taken over: it is gone from the sign-in then. @throws FapiError 400 */
export function readTransfer(c: FapiContext): (signUp: SignUpRecord) => void {
  const box = c.get('box')
  const client = currentClient(c)
  const found = client && openSignIn(box, client)?.verification
  const { strategy, account, isTransferable, expireAt } = found ?? {}
  if (!client || !strategy || !account || !isTransferable) throw nothingToTransfer()
  checkListed(box, account.emailAddress, undefined)
  return (signUp) => {
    deleteSignIn(box, client)
    signUp.external = { ...startVerification(strategy), expireAt, account }
    takeOver(signUp, signUp.external)
  }
}

/** Takes over who came back from a provider. @throws FapiError */
export function arriveSignUp(
  c: FapiContext,
  client: ClientRecord,
  signUp: SignUpRecord,
  verification: Verification,
): void {
  const box = c.get('box')
  checkPending(box, { client, signUp })
  const account = verification.account!
  if (ownerOf(box, account) ?? namesakeOf(box, account)) {
    verification.isTransferable = true
    throw new FapiError(422, 'external_account_exists', 'This account exists already', {
      longMessage: 'This account exists already: sign in with it.',
    })
  }
  checkListed(box, account.emailAddress, undefined)
  takeOver(signUp, verification)
  finishElsewhere(c, client, signUp)
}

/** What the provider says counts as said by who signs up, where they have not said it themselves. */
function takeOver(signUp: SignUpRecord, external: Verification): void {
  const { fields } = signUp
  const { strategy, account } = external
  const { emailAddress, isVerified, firstName, lastName } = account!
  external.verified = true
  fields.first_name ||= firstName ?? ''
  fields.last_name ||= lastName ?? ''
  fields.email_address ||= emailAddress
  if (fields.email_address !== emailAddress || verificationOf(signUp, 'email_address')?.verified) return
  const from = strategy === 'enterprise_sso' ? 'saml' : `from_${strategy}`
  signUp.verification = { ...startVerification(from), verified: isVerified, to: emailAddress }
}
