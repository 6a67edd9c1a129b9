import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { isSame, linkAccount } from '../state/externalAccounts'
import type { Connecting } from '../state/links'
import { namesakeOf, ownerOf } from '../state/owners'
import { isSignedIn } from '../state/sessions'
import { emailsOf } from '../state/users'

/** Connects the account of who came back from a provider with the user who was signed in there. @throws FapiError */
export function arriveAccount(box: Box, { user, record, verification }: Connecting): void {
  const session = box.state.sessions.get(record.sessionId ?? '')
  if (!session || !isSignedIn(session))
    throw new FapiError(401, 'signed_out', 'You have signed out meanwhile')
  const account = verification.account!
  // With the address of another user it would be a way to be that one.
  const owners = [ownerOf(box, account), namesakeOf(box, account)]
  if (owners.some((owner) => owner && owner !== user)) {
    throw new FapiError(422, 'external_account_exists', 'This account exists already', {
      longMessage: 'This account belongs to another user. Choose another one.',
    })
  }
  const isKnown = user.externalAccounts.includes(record)
  if (isKnown && !isSame(record.emailAddress, account.emailAddress)) {
    throw new FapiError(422, 'external_account_not_found', 'This is another account than the one connected')
  }
  const isOwn = emailsOf(user).some((email) => isSame(email.emailAddress, account.emailAddress))
  if (!isKnown && !account.isVerified && !isOwn) {
    const code = 'external_account_email_address_verification_required'
    throw new FapiError(422, code, 'The provider does not vouch for this address', {
      longMessage: 'Verify the address at the provider, or add it here first.',
    })
  }
  if (!isKnown && user.externalAccounts.some(({ provider }) => provider === account.provider))
    throw alreadyConnected()
  verification.verified = true
  user.updatedAt = box.clock.now()
  if (isKnown) return
  user.connecting = user.connecting!.filter((each) => each !== record)
  linkAccount(box, user, account)
  Object.assign(user.externalAccounts.at(-1)!, { id: record.id, verification })
}

/** 400 where the user has one already. */
export function alreadyConnected(): FapiError {
  return new FapiError(
    400,
    'oauth_account_already_connected',
    'An account of this provider is connected already',
  )
}
