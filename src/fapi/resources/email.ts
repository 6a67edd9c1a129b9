import type { Box } from '../box'
import { connectionsOf } from '../state/connections'
import { isEnterprise, isSame } from '../state/externalAccounts'
import type { EmailRecord, UserRecord } from '../state/state'
import { emailOf } from '../state/users'
import { identificationOf } from './externalAccount'
import { serializeVerification } from './verification'
import { vouched } from './vouched'

/** A user's EmailAddresses as the wire has them, the primary one first. */
export function serializeEmails(box: Box, user: UserRecord) {
  const emailAddress = emailOf(user)
  const { emailId: id, createdAt } = user
  const primary = emailAddress ? [{ id, emailAddress, verified: true, createdAt }] : []
  return [...primary, ...user.emails].map((email) => serializeEmail(box, user, email))
}

/** An EmailAddress as the wire has it. */
export function serializeEmail(box: Box, user: UserRecord, email: EmailRecord) {
  const { id, emailAddress, verified, verification, createdAt } = email
  return {
    object: 'email_address',
    id,
    email_address: emailAddress,
    reserved: false,
    verification: verification ? serializeVerification(box, verification) : verified ? vouched : null,
    linked_to: user.externalAccounts
      .filter((account) => isSame(account.emailAddress, emailAddress))
      .map((account) => ({
        type: isEnterprise(account) ? 'saml' : `oauth_${account.provider}`,
        id: identificationOf(account),
      })),
    matches_sso_connection: connectionsOf(box.options, emailAddress).length > 0,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
