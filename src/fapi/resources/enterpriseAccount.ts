import type { Box } from '../box'
import type { ExternalAccountRecord } from '../state/state'
import { vouched } from './vouched'

/** An EnterpriseAccount as the wire has it: who a user is at their enterprise. */
export function serializeEnterpriseAccount({ options }: Box, account: ExternalAccountRecord) {
  const connection = options.enterpriseConnections.find(({ id }) => id === account.connectionId)
  const common = { active: true, protocol: 'saml', provider: 'saml_custom' }
  return {
    object: 'enterprise_account',
    id: account.id,
    ...common,
    email_address: account.emailAddress,
    first_name: account.firstName,
    last_name: account.lastName,
    provider_user_id: account.providerUserId,
    public_metadata: {},
    last_authenticated_at: null,
    enterprise_connection_id: account.connectionId ?? null,
    enterprise_connection: connection
      ? {
          object: 'enterprise_connection',
          ...connection,
          ...common,
          logo_public_url: null,
          allow_subdomains: false,
          allow_idp_initiated: false,
          disable_additional_identifications: false,
          sync_user_attributes: false,
          allow_organization_account_linking: false,
          created_at: account.createdAt,
          updated_at: account.createdAt,
        }
      : null,
    verification: { ...vouched, object: 'verification_saml', strategy: 'enterprise_sso' },
  }
}
