import { type Membership, maxMembers, pendingInvitations } from '../state/organizations'
import type { OrganizationRecord, UserRecord } from '../state/state'
import { imageOf } from './image'
import { serializePublicUserData } from './publicUserData'

/** An Organization as the wire has it. */
export function serializeOrganization(organization: OrganizationRecord) {
  return {
    ...organizationNames(organization),
    object: 'organization',
    members_count: organization.members.length,
    pending_invitations_count: pendingInvitations(organization).length,
    max_allowed_memberships: organization.maxMembers ?? maxMembers,
    admin_delete_enabled: true,
    public_metadata: organization.publicMetadata ?? {},
    created_at: organization.createdAt,
    updated_at: organization.updatedAt,
  }
}

/** What also those see who are not in it yet. */
export function organizationNames({ id, name, slug, image }: OrganizationRecord) {
  return { id, name, slug, ...imageOf(image) }
}

/** An OrganizationMembership as the wire has it, with its Organization. */
export function serializeMembership({ organization, member }: Membership, user: UserRecord) {
  return {
    object: 'organization_membership',
    id: member.id,
    public_metadata: member.publicMetadata ?? {},
    role: member.role,
    role_name: roleName(member.role),
    permissions: member.permissions,
    created_at: member.createdAt,
    updated_at: member.updatedAt,
    organization: serializeOrganization(organization),
    public_user_data: serializePublicUserData(user),
  }
}

/** `org:sales_lead` → `Sales lead`. */
export function roleName(role: string): string {
  const name = role.replace('org:', '').replaceAll('_', ' ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
