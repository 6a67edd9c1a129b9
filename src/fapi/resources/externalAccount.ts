import type { ExternalAccountRecord } from '../state/state'

/** What else than the account it is known by: a way to be found. */
export const identificationOf = ({ id }: ExternalAccountRecord) => id.replace('eac_', 'idn_')

/** Whether it is an account at an enterprise. */
export const isEnterprise = ({ provider }: ExternalAccountRecord) => provider === 'enterprise_sso'

/** An ExternalAccount as the wire has it. */
export function serializeExternalAccount(account: ExternalAccountRecord) {
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
    verification: {
      object: 'verification_oauth',
      status: 'verified',
      strategy,
      attempts: null,
      expire_at: null,
    },
  }
}
