import type { Box } from '../box'
import type { Invited } from '../state/joining'
import type { Membership } from '../state/organizations'
import type { OrganizationRecord } from '../state/state'
import { serializeInvitation } from './invitation'
import { serializeMembership, serializeOrganization } from './organization'

/** An Organization as servers see it. */
export function serializeBackendOrganization(organization: OrganizationRecord) {
  return {
    ...serializeOrganization(organization),
    private_metadata: organization.privateMetadata ?? {},
    created_by: organization.createdBy ?? null,
  }
}

/** An OrganizationMembership as servers see it. */
export function serializeBackendMembership({ state }: Box, { organization, member }: Membership) {
  return {
    ...serializeMembership({ organization, member }, state.users.get(member.userId)!),
    organization: serializeBackendOrganization(organization),
    private_metadata: member.privateMetadata ?? {},
  }
}

/** An OrganizationInvitation as servers see it. */
export function serializeBackendInvitation(invited: Invited) {
  return { ...serializeInvitation(invited), private_metadata: invited.invitation.privateMetadata ?? {} }
}
