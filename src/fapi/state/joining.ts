import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'
import { domainInvitationsOf, enroll } from './enrolling'
import { checkMemberCount, quotaExceeded } from './memberQuota'
import {
  createInvitation,
  createMember,
  createOrganization,
  findMembership,
  type Membership,
  maxOrganizations,
  membershipsOf,
  pendingInvitations,
  slugify,
  slugPattern,
} from './organizations'
import type { InvitationRecord, OrganizationRecord, UserRecord } from './state'
import { emailsOf } from './users'

/** How many invitations that were accepted or revoked stay known. */
const limit = 100

/** An invitation, and where to. */
export interface Invited {
  organization: OrganizationRecord
  invitation: InvitationRecord
}

/** Makes an organization of which the user is an administrator. Without a slug one is made from the name. @throws FapiError */
export function foundOrganization(
  box: Box,
  user: UserRecord,
  name: string,
  slug = freeSlug(box, name),
): OrganizationRecord {
  if (membershipsOf(box, user.id).length >= maxOrganizations) {
    throw quotaExceeded(`You may be in ${maxOrganizations} organizations`)
  }
  checkSlug(box, slug)
  return createOrganization(box, {
    name,
    slug,
    members: [{ user: user.id, role: 'org:admin' }],
    createdBy: user.id,
  })
}

/** @throws FapiError 422 for one that is taken by another organization, or none */
export function checkSlug(box: Box, slug: string, own?: OrganizationRecord): void {
  if (!slugPattern.test(slug))
    throw formError('form_param_format_invalid', 'slug', 'Use a-z, 0-9 and hyphens')
  if (isTaken(box, slug, own)) throw formError('form_identifier_exists', 'slug', 'That one is taken')
}

/** Ids may stand for slugs. */
function isTaken({ state }: Box, slug: string, but?: OrganizationRecord): boolean {
  return [...state.organizations.values()].some(
    (other) => other !== but && (other.slug === slug || other.id === slug),
  )
}

/** A slug made from a name, which no other organization has. */
export function freeSlug(box: Box, name: string): string {
  const slug = slugify(name)
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? slug : `${slug}-${count}`
    if (!isTaken(box, candidate)) return candidate
  }
}

/** A user's place in an organization, if they may do what a permission names there. @throws FapiError 404, 403 */
export function permittedMembership(
  box: Box,
  user: UserRecord,
  organizationId: string,
  permission: string,
): Membership {
  const membership = findMembership(box, user.id, organizationId)
  if (membership.member.permissions.includes(permission)) return membership
  throw new FapiError(403, 'missing_organization_permission', 'You are not permitted to do this', {
    meta: { permissions: [permission] },
  })
}

/** Invites people; all of them or, where one cannot be, nobody. @throws FapiError */
export function inviteInto(
  box: Box,
  organization: OrganizationRecord,
  addresses: readonly string[],
  role: string,
  more: Pick<InvitationRecord, 'publicMetadata' | 'privateMetadata'> = {},
): InvitationRecord[] {
  const pending = pendingInvitations(organization)
  const invited = new Set(pending.map(({ emailAddress }) => emailAddress))
  const members = new Set(
    organization.members.flatMap(({ userId }) => addressesOf(box.state.users.get(userId)!)),
  )
  for (const address of addresses) {
    if (members.has(address)) {
      const message = `${address} is already a member of the organization`
      throw new FapiError(400, 'already_a_member_in_organization', message)
    }
    if (invited.has(address)) {
      throw new FapiError(400, 'organization_invitation_not_unique', `${address} is invited already`)
    }
    invited.add(address)
  }
  checkMemberCount(organization, organization.members.length + invited.size)
  const made = addresses.map((emailAddress) => createInvitation(box, { emailAddress, role, ...more }))
  organization.invitations.push(...made)
  return made
}

const addressesOf = (user: UserRecord) => emailsOf(user).map(({ emailAddress }) => emailAddress.toLowerCase())

/** The invitations to a user's addresses, those of domains among them, oldest first. */
export function invitationsOf(box: Box, user: UserRecord): Invited[] {
  enroll(box, [user])
  const addresses = addressesOf(user)
  return [...box.state.organizations.values()].flatMap((organization) =>
    [...organization.invitations, ...domainInvitationsOf(box, organization)]
      .filter(({ emailAddress }) => addresses.includes(emailAddress))
      .map((invitation) => ({ organization, invitation })),
  )
}

/** Makes the user a member. @throws FapiError where there is no such invitation, or it does not count any more */
export function acceptInvitation(box: Box, user: UserRecord, id: string): Invited {
  const found = invitationsOf(box, user).find(({ invitation }) => invitation.id === id)
  if (!found) throw invitationNotFound(id)
  const { organization, invitation } = found
  if (invitation.status === 'accepted') {
    const message = 'This invitation has been accepted already'
    throw new FapiError(400, 'organization_invitation_already_accepted', message)
  }
  if (invitation.status === 'revoked') {
    throw new FapiError(400, 'organization_invitation_revoked_code', 'This invitation has been revoked')
  }
  const isMember = organization.members.some(({ userId }) => userId === user.id)
  if (!isMember) {
    const count = organization.members.length + pendingInvitations(organization).length
    // Who is invited by name has a place already.
    if (!organization.invitations.includes(invitation)) checkMemberCount(organization, count + 1)
    organization.members.push(
      createMember(box, { ...pickMetadata(invitation), userId: user.id, role: invitation.role }),
    )
  }
  settle(box, found, 'accepted')
  return found
}

/** Takes an invitation back. @throws FapiError where there is none that is pending */
export function revokeInvitation(box: Box, organization: OrganizationRecord, id: string): InvitationRecord {
  const invitation = organization.invitations.find((candidate) => candidate.id === id)
  if (!invitation) throw invitationNotFound(id)
  if (invitation.status !== 'pending') {
    throw new FapiError(404, 'organization_invitation_not_pending', 'This invitation is not pending')
  }
  settle(box, { organization, invitation }, 'revoked')
  return invitation
}

const pickMetadata = ({ publicMetadata, privateMetadata }: InvitationRecord) => ({
  publicMetadata,
  privateMetadata,
})

function settle(box: Box, { organization, invitation }: Invited, status: 'accepted' | 'revoked'): void {
  Object.assign(invitation, { status, updatedAt: box.clock.now() })
  const settled = organization.invitations.filter((other) => other.status !== 'pending')
  const forgotten = new Set(settled.slice(0, -limit))
  organization.invitations = organization.invitations.filter((other) => !forgotten.has(other))
}

function invitationNotFound(id: string): FapiError {
  return new FapiError(404, 'organization_invitation_not_found', `There is no invitation "${id}"`)
}
