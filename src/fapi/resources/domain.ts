import type { Box } from '../box'
import { allOf } from '../state/beyond'
import type { Domain } from '../state/domains'
import { enroll, type MembershipRequest, type Suggestion } from '../state/enrolling'
import { verificationStatus } from '../state/verifications'
import { organizationNames } from './organization'
import { serializePublicUserData } from './publicUserData'

/** An OrganizationDomain as the wire has it. */
export function serializeDomain(box: Box, domain: Domain) {
  enroll(box, box.state.users.values())
  const isPending = (each: { domainId: string; status: string }) =>
    each.domainId === domain.id && each.status === 'pending'
  const verification = serializeVerification(box, domain)
  return {
    object: 'organization_domain',
    id: domain.id,
    organization_id: domain.organizationId,
    name: domain.name,
    enrollment_mode: domain.enrollmentMode,
    affiliation_email_address: domain.affiliationEmailAddress ?? null,
    affiliation_verification: verification,
    ownership_verification: null,
    // By its name of before.
    verification,
    total_pending_invitations: allOf(box, 'domainInvitation').filter(isPending).length,
    total_pending_suggestions: allOf(box, 'suggestion').filter(isPending).length,
    created_at: domain.createdAt,
    updated_at: domain.updatedAt,
  }
}

function serializeVerification(box: Box, { verification, verifiedAt }: Domain) {
  if (!verification) return null
  return {
    status: verificationStatus(box, verification),
    strategy: verification.strategy,
    attempts: verification.attempts,
    expire_at: verification.expireAt ?? null,
    verified_at: verifiedAt ?? null,
  }
}

/** An OrganizationSuggestion as who it is made to sees it. */
export function serializeSuggestion({ state }: Box, suggestion: Suggestion) {
  return {
    object: 'organization_suggestion',
    id: suggestion.id,
    public_organization_data: organizationNames(state.organizations.get(suggestion.organizationId)!),
    status: suggestion.status,
    created_at: suggestion.createdAt,
    updated_at: suggestion.updatedAt,
  }
}

/** An OrganizationMembershipRequest as the wire has it. */
export function serializeRequest({ state }: Box, request: MembershipRequest) {
  return {
    object: 'organization_membership_request',
    id: request.id,
    organization_id: request.organizationId,
    status: request.status,
    public_user_data: serializePublicUserData(state.users.get(request.userId)!),
    created_at: request.createdAt,
    updated_at: request.updatedAt,
  }
}
