import type { Membership } from '../state/organizations'
import type { UserRecord } from '../state/state'
import { serializePublicUserData } from './publicUserData'

/** An OrganizationMembership as the wire has it, with its Organization. */
export function serializeMembership({ organization, member }: Membership, user: UserRecord) {
  return {
    object: 'organization_membership',
    id: member.id,
    public_metadata: {},
    role: member.role,
    role_name: roleName(member.role),
    permissions: member.permissions,
    created_at: member.createdAt,
    updated_at: member.updatedAt,
    organization: {
      object: 'organization',
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      image_url: '',
      has_image: false,
      members_count: organization.members.length,
      pending_invitations_count: 0,
      max_allowed_memberships: 0,
      admin_delete_enabled: true,
      public_metadata: {},
      created_at: organization.createdAt,
      updated_at: organization.updatedAt,
    },
    public_user_data: serializePublicUserData(user),
  }
}

/** `org:sales_lead` → `Sales lead`. */
function roleName(role: string): string {
  const name = role.replace('org:', '').replaceAll('_', ' ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
