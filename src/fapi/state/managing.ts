import type { Box } from '../box'
import { FapiError, notFound } from '../http/errors'
import { forgetOf } from './beyond'
import { checkMemberCount } from './memberQuota'
import { createMember, defaultPermissions, type Membership, pendingInvitations } from './organizations'
import { allSessions, outdateTokens } from './sessions'
import type { MemberRecord, OrganizationRecord, UserRecord } from './state'

/** Changes what an organization is like. */
export function updateOrganization(
  { clock }: Box,
  organization: OrganizationRecord,
  changes: Partial<OrganizationRecord>,
): void {
  Object.assign(organization, changes, { updatedAt: clock.now() })
}

/** Makes a user a member. @throws FapiError where they are, or there is no room */
export function addMember(
  box: Box,
  organization: OrganizationRecord,
  user: UserRecord,
  role: string,
): Membership {
  if (organization.members.some(({ userId }) => userId === user.id)) {
    const message = 'This user is already a member of the organization'
    throw new FapiError(400, 'already_a_member_in_organization', message)
  }
  checkMemberCount(organization, organization.members.length + pendingInvitations(organization).length + 1)
  const member = createMember(box, { userId: user.id, role })
  organization.members.push(member)
  return { organization, member }
}

/** The place of a user in an organization. @throws FapiError 404 */
export function memberOf(organization: OrganizationRecord, userId: string): MemberRecord {
  const member = organization.members.find((candidate) => candidate.userId === userId)
  if (!member) throw notFound('Organization membership')
  return member
}

/** Gives a member another role, with its permissions. @throws FapiError 400 where nobody would be left to manage */
export function setRole(
  box: Box,
  organization: OrganizationRecord,
  member: MemberRecord,
  role: string,
): void {
  const permissions = permissionsOf(box, organization, member, role)
  if (!permissions.includes(manage)) checkManaged(organization, member)
  Object.assign(member, { role, permissions, updatedAt: box.clock.now() })
  for (const session of sessionsIn(box, organization, member.userId)) outdateTokens(box, session)
}

/** Of a role of the app's own: what those who have it may do. */
function permissionsOf(
  { state }: Box,
  organization: OrganizationRecord,
  member: MemberRecord,
  role: string,
): string[] {
  const isOwn = role !== 'org:admin' && role !== 'org:member'
  const others = [organization, ...state.organizations.values()].flatMap(({ members }) => members)
  const known = isOwn ? [member, ...others].find((other) => other.role === role) : undefined
  return known ? [...known.permissions] : defaultPermissions(role)
}

/** Ends a user's membership. @throws FapiError 400 where nobody would be left to manage */
export function removeMember(box: Box, organization: OrganizationRecord, member: MemberRecord): void {
  checkManaged(organization, member)
  organization.members = organization.members.filter((other) => other !== member)
  leave(box, organization, member.userId)
}

/** Forgets an organization; whoever was active in it is in their own account. */
export function deleteOrganization(box: Box, organization: OrganizationRecord): void {
  box.state.organizations.delete(organization.id)
  forgetOf(box, 'organizationId', organization.id)
  for (const { userId } of organization.members) leave(box, organization, userId)
}

const manage = 'org:sys_memberships:manage'

function checkManaged({ members }: OrganizationRecord, leaving: MemberRecord): void {
  const manages = (member: MemberRecord) => member.permissions.includes(manage)
  if (!manages(leaving) || members.some((member) => member !== leaving && manages(member))) return
  const message = 'Somebody has to be left who can manage the members'
  throw new FapiError(400, 'organization_minimum_permissions_needed', message)
}

function leave(box: Box, organization: OrganizationRecord, userId: string): void {
  for (const session of sessionsIn(box, organization, userId)) {
    session.organizationId = null
    outdateTokens(box, session)
  }
}

function sessionsIn(box: Box, { id }: OrganizationRecord, userId: string) {
  return allSessions(box).filter((session) => session.userId === userId && session.organizationId === id)
}
