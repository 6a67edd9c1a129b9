import type { Box } from '../box'
import type { ExternalAccountRecord } from '../state/state'
import { serializeVerification } from './verification'
import { vouched } from './vouched'

/** What else than the account it is known by: a way to be found. */
export const identificationOf = ({ id }: ExternalAccountRecord) => id.replace('eac_', 'idn_')

/** An ExternalAccount as the wire has it; of one that is being connected, too. */
export function serializeExternalAccount(box: Box, account: ExternalAccountRecord) {
  const strategy = `oauth_${account.provider}`
  return {
    object: 'external_account',
    id: account.id,
    provider: strategy,
    identification_id: identificationOf(account),
    provider_user_id: account.providerUserId,
    approved_scopes: '',
    email_address: account.emailAddress,
    first_name: account.firstName,
    last_name: account.lastName,
    image_url: '',
    username: null,
    phone_number: null,
    label: null,
    public_metadata: {},
    created_at: account.createdAt,
    updated_at: account.createdAt,
    verification: account.verification
      ? serializeVerification(box, account.verification)
      : { ...vouched, object: 'verification_oauth', strategy },
  }
}
