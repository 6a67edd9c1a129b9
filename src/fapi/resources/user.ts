import type { Box } from '../box'
import { isEnterprise } from '../state/externalAccounts'
import { lockedFor, triesLeft } from '../state/locks'
import { membershipsOf } from '../state/organizations'
import type { UserRecord } from '../state/state'
import { emailOf, usablePasskeys } from '../state/users'
import { hasSecondFactor } from '../strategies/secondFactors'
import { serializeEmails } from './email'
import { serializeEnterpriseAccount } from './enterpriseAccount'
import { serializeExternalAccount } from './externalAccount'
import { imageOf } from './image'
import { serializeMembership } from './organization'
import { serializePasskey } from './passkey'
import { serializePhone } from './phone'

/** A User as the wire has it. */
export function serializeUser(box: Box, user: UserRecord) {
  const locked = lockedFor(box, user)
  return {
    object: 'user',
    id: user.id,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    ...imageOf(user.image),
    primary_email_address_id: emailOf(user) ? user.emailId : null,
    primary_phone_number_id: user.phones.find(({ verified }) => verified)?.id ?? null,
    primary_web3_wallet_id: null,
    password_enabled: user.password !== undefined,
    two_factor_enabled: hasSecondFactor(box, user),
    totp_enabled: user.totpSecret !== undefined,
    backup_code_enabled: (user.backupCodes?.length ?? 0) > 0,
    email_addresses: serializeEmails(box, user),
    phone_numbers: user.phones.map((phone) => serializePhone(box, user, phone)),
    web3_wallets: [],
    passkeys: usablePasskeys(user).map((passkey) => serializePasskey(box, passkey)),
    organization_memberships: membershipsOf(box, user.id).map((membership) =>
      serializeMembership(membership, user),
    ),
    external_accounts: [...user.externalAccounts, ...(user.connecting ?? [])]
      .filter((account) => !isEnterprise(account))
      .map((account) => serializeExternalAccount(box, account)),
    saml_accounts: [],
    enterprise_accounts: user.externalAccounts
      .filter(isEnterprise)
      .map((account) => serializeEnterpriseAccount(box, account)),
    password_last_updated_at: user.password === undefined ? null : (user.passwordChangedAt ?? user.createdAt),
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    external_id: user.externalId ?? null,
    last_sign_in_at: user.lastSignInAt,
    banned: user.banned,
    locked: locked !== undefined,
    lockout_expires_in_seconds: locked ?? null,
    verification_attempts_remaining: triesLeft(box, user),
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    delete_self_enabled: true,
    create_organization_enabled: true,
    last_active_at: user.lastSignInAt,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    legal_accepted_at: user.legalAcceptedAt ?? null,
  }
}
