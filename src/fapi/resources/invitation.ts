import type { Invited } from '../state/joining'
import { organizationNames, roleName } from './organization'

function serializeBase({ invitation }: Invited) {
  return {
    object: 'organization_invitation',
    id: invitation.id,
    email_address: invitation.emailAddress,
    role: invitation.role,
    role_name: roleName(invitation.role),
    status: invitation.status,
    public_metadata: invitation.publicMetadata ?? {},
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  }
}

/** An OrganizationInvitation as the organization's members see it. */
export function serializeInvitation(invited: Invited) {
  return { ...serializeBase(invited), organization_id: invited.organization.id }
}

/** An OrganizationInvitation as who is invited sees it. */
export function serializeOwnInvitation(invited: Invited) {
  return {
    ...serializeBase(invited),
    public_organization_data: organizationNames(invited.organization),
  }
}
