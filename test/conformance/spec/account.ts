import * as v from 'valibot'
import { count, flag, id, metadata, text, time } from './basics'
import type { Beyond } from './beyond'
import { withClient } from './client'
import { organization, organizationMembership, publicUserData } from './organization'
import { emailAddress, externalAccount, passkey, phoneNumber, user } from './user'

const page = <S extends v.GenericSchema>(item: S) =>
  v.strictObject({ data: v.array(item), total_count: count })

const invitation = {
  object: v.literal('organization_invitation'),
  id,
  email_address: text,
  role: text,
  role_name: text,
  status: v.picklist(['pending', 'accepted', 'revoked']),
  public_metadata: metadata,
  created_at: time,
  updated_at: time,
}

/** What also those see of an organization who are not in it. */
const names = v.strictObject({ id, name: text, slug: text, image_url: text, has_image: flag })

export const sentInvitation = v.strictObject({ ...invitation, organization_id: id })
export const ownInvitation = v.strictObject({
  ...invitation,
  public_organization_data: names,
})

/** On a path that servers share: they get it without the envelope. */
function shared(operation: string, response: v.GenericSchema, forServers: v.GenericSchema): Beyond {
  return { ...answering(operation, response), body: v.union([withClient(response), forServers]) }
}

function answering(operation: string, response: v.GenericSchema): Beyond {
  const why =
    'Among the paths that the specification at hand leaves out: as clerk-js asks for it and reads it.'
  return { operation, status: 200, body: withClient(response), why }
}

const organizations = '/v1/organizations'

const totp = v.strictObject({
  object: v.literal('totp'),
  id,
  secret: v.nullable(id),
  uri: v.nullable(v.pipe(v.string(), v.regex(/^otpauth:\/\/totp\//))),
  verified: flag,
  backup_codes: v.nullable(v.array(id)),
  created_at: time,
  updated_at: time,
})

const backupCodes = v.strictObject({
  object: v.literal('backup_code'),
  id,
  codes: v.array(id),
  created_at: time,
  updated_at: time,
})

const deleted = (object: string) =>
  v.strictObject({ object: v.literal(object), id, deleted: v.literal(true) })

/** How servers see them. */
const ownedOrganization = v.strictObject({
  ...organization.entries,
  private_metadata: metadata,
  created_by: v.nullable(id),
})
const ownedMembership = v.strictObject({
  ...organizationMembership.entries,
  organization: ownedOrganization,
  private_metadata: metadata,
})
const ownedInvitation = v.strictObject({ ...sentInvitation.entries, private_metadata: metadata })

const forServers = (operation: string, body: v.GenericSchema): Beyond => ({
  operation,
  status: 200,
  body,
  why: 'Of the Backend API: how servers manage organizations.',
})

const affiliation = v.nullable(
  v.strictObject({
    status: v.picklist(['unverified', 'verified', 'failed', 'expired']),
    strategy: v.picklist(['email_code', 'admin']),
    attempts: count,
    expire_at: v.nullable(time),
    verified_at: v.nullable(time),
  }),
)

const domain = v.strictObject({
  object: v.literal('organization_domain'),
  id,
  organization_id: id,
  name: id,
  enrollment_mode: v.picklist(['manual_invitation', 'automatic_invitation', 'automatic_suggestion']),
  affiliation_email_address: v.nullable(id),
  affiliation_verification: affiliation,
  ownership_verification: v.null(),
  verification: affiliation,
  total_pending_invitations: count,
  total_pending_suggestions: count,
  created_at: time,
  updated_at: time,
})

/** Organizations on the paths that servers have to themselves. */
const serverOrganizations = [
  forServers(`GET ${organizations}`, page(ownedOrganization)),
  forServers(`PATCH ${organizations}/:id/metadata`, ownedOrganization),
  forServers(`PUT ${organizations}/:id/metadata`, ownedOrganization),
  forServers(`PATCH ${organizations}/:id/memberships/:user/metadata`, ownedMembership),
  forServers(`GET ${organizations}/:id/invitations/:invitation`, ownedInvitation),
  forServers('GET /v1/organization_memberships', page(ownedMembership)),
  forServers(`PATCH ${organizations}/:id/domains/:domain`, domain),
]

const suggestion = v.strictObject({
  object: v.literal('organization_suggestion'),
  id,
  public_organization_data: names,
  status: v.picklist(['pending', 'accepted', 'completed']),
  created_at: time,
  updated_at: time,
})

const membershipRequest = v.strictObject({
  object: v.literal('organization_membership_request'),
  id,
  organization_id: id,
  status: v.picklist(['pending', 'accepted', 'revoked']),
  public_user_data: publicUserData,
  created_at: time,
  updated_at: time,
})

export const permission = v.strictObject({
  object: v.literal('permission'),
  id,
  key: text,
  name: text,
  description: text,
  type: v.picklist(['system', 'user']),
  created_at: time,
  updated_at: time,
})

export const role = v.strictObject({
  object: v.literal('role'),
  id,
  key: text,
  name: text,
  description: text,
  is_creator_eligible: flag,
  permissions: v.array(permission),
  created_at: time,
  updated_at: time,
})

export const rolesPage = page(role)
const roles = v.strictObject({ ...rolesPage.entries, has_role_set_migration: flag })

/** What users do to their own account, and with organizations. */
export const account: readonly Beyond[] = [
  ...serverOrganizations,
  shared(`POST ${organizations}`, organization, ownedOrganization),
  shared(`GET ${organizations}/:id`, organization, ownedOrganization),
  shared(`PATCH ${organizations}/:id`, organization, ownedOrganization),
  shared(`DELETE ${organizations}/:id`, deleted('organization'), deleted('organization')),
  shared(`PUT ${organizations}/:id/logo`, organization, ownedOrganization),
  shared(`DELETE ${organizations}/:id/logo`, organization, ownedOrganization),
  answering(`GET ${organizations}/:id/roles`, roles),
  shared(`GET ${organizations}/:id/memberships`, page(organizationMembership), page(ownedMembership)),
  shared(`POST ${organizations}/:id/memberships`, organizationMembership, ownedMembership),
  shared(`PATCH ${organizations}/:id/memberships/:user`, organizationMembership, ownedMembership),
  shared(`DELETE ${organizations}/:id/memberships/:user`, organizationMembership, ownedMembership),
  answering(`GET ${organizations}/:id/membership_requests`, page(membershipRequest)),
  answering(`POST ${organizations}/:id/membership_requests/:request/accept`, membershipRequest),
  answering(`POST ${organizations}/:id/membership_requests/:request/reject`, membershipRequest),
  shared(`GET ${organizations}/:id/domains`, page(domain), page(domain)),
  shared(`POST ${organizations}/:id/domains`, domain, domain),
  answering(`GET ${organizations}/:id/domains/:domain`, domain),
  shared(
    `DELETE ${organizations}/:id/domains/:domain`,
    deleted('organization_domain'),
    deleted('organization_domain'),
  ),
  answering(`POST ${organizations}/:id/domains/:domain/update_enrollment_mode`, domain),
  answering(`POST ${organizations}/:id/domains/:domain/prepare_affiliation_verification`, domain),
  answering(`POST ${organizations}/:id/domains/:domain/attempt_affiliation_verification`, domain),
  shared(`GET ${organizations}/:id/invitations`, page(sentInvitation), page(ownedInvitation)),
  shared(`POST ${organizations}/:id/invitations`, sentInvitation, ownedInvitation),
  shared(`POST ${organizations}/:id/invitations/bulk`, v.array(sentInvitation), page(ownedInvitation)),
  shared(`POST ${organizations}/:id/invitations/:invitation/revoke`, sentInvitation, ownedInvitation),
  answering('GET /v1/me/organization_invitations', page(ownInvitation)),
  answering('POST /v1/me/organization_invitations/:id/accept', ownInvitation),
  answering('GET /v1/me/organization_suggestions', page(suggestion)),
  answering('POST /v1/me/organization_suggestions/:id/accept', suggestion),
  answering('POST /v1/me/change_password', user),
  answering('POST /v1/me/remove_password', user),
  answering('PATCH /v1/me/metadata', user),
  answering(
    'POST /v1/me/profile_image',
    v.strictObject({ object: v.literal('image'), id, name: v.null(), public_url: id }),
  ),
  answering('DELETE /v1/me/profile_image', deleted('image')),
  answering('POST /v1/me/email_addresses', emailAddress),
  answering('GET /v1/me/email_addresses/:id', emailAddress),
  answering('DELETE /v1/me/email_addresses/:id', deleted('email_address')),
  answering('POST /v1/me/email_addresses/:id/prepare_verification', emailAddress),
  answering('POST /v1/me/email_addresses/:id/attempt_verification', emailAddress),
  answering('POST /v1/me/totp', totp),
  answering('POST /v1/me/totp/attempt_verification', totp),
  answering('DELETE /v1/me/totp', deleted('totp')),
  answering('POST /v1/me/backup_codes', backupCodes),
  answering('POST /v1/me/passkeys', passkey),
  answering('POST /v1/me/passkeys/:id/attempt_verification', passkey),
  answering('PATCH /v1/me/passkeys/:id', passkey),
  answering('DELETE /v1/me/passkeys/:id', deleted('passkey')),
  answering('POST /v1/me/external_accounts', externalAccount),
  answering('PATCH /v1/me/external_accounts/:id/reauthorize', externalAccount),
  answering('DELETE /v1/me/external_accounts/:id', deleted('external_account')),
  answering('POST /v1/me/phone_numbers', phoneNumber),
  answering('PATCH /v1/me/phone_numbers/:id', phoneNumber),
  answering('DELETE /v1/me/phone_numbers/:id', deleted('phone_number')),
  answering('POST /v1/me/phone_numbers/:id/prepare_verification', phoneNumber),
  answering('POST /v1/me/phone_numbers/:id/attempt_verification', phoneNumber),
]
