import * as v from 'valibot'
import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { check, checkUnique, image, metadata, text, time } from './parse'
import type { InvitationRecord, MemberRecord, OrganizationRecord } from './state'
import { emailPattern, namedUser, type SavedUser } from './users'

const role = v.optional(v.pipe(v.string(), v.regex(/^org:\w+$/, 'must look like org:admin')))

const memberSchema = v.strictObject({
  user: text,
  role,
  permissions: v.optional(
    v.array(v.pipe(v.string(), v.regex(/^org:\w+:\w+$/, 'must look like org:invoices:read'))),
  ),

  id: v.optional(text),
  publicMetadata: metadata,
  privateMetadata: metadata,
  createdAt: v.optional(time),
  updatedAt: v.optional(time),
})

const invitationSchema = v.strictObject({
  emailAddress: v.pipe(v.string(), v.regex(emailPattern, 'must be an email address')),
  role,

  id: v.optional(text),
  status: v.optional(v.picklist(['pending', 'accepted', 'revoked'])),
  publicMetadata: metadata,
  privateMetadata: metadata,
  createdAt: v.optional(time),
  updatedAt: v.optional(time),
})

/** What a slug is of. */
export const slugPattern = /^[a-z\d-]+$/

/** How an organization is written down. What follows the empty lines is what only a saved state says. */
export const organizationFields = {
  id: v.optional(v.pipe(v.string(), v.regex(/^org_\w+$/, 'must look like org_acme'))),
  name: text,
  slug: v.optional(v.pipe(v.string(), v.regex(slugPattern, 'must be of a-z, 0-9 and hyphens'))),
  members: v.array(memberSchema),
  invitations: v.optional(v.array(invitationSchema)),
  publicMetadata: metadata,
  privateMetadata: metadata,

  image,
  createdBy: v.optional(text),
  maxMembers: v.optional(v.number()),
  createdAt: v.optional(time),
  updatedAt: v.optional(time),
}

const organizationsSchema = v.array(v.strictObject(organizationFields))

/** An organization as a saved state has it. */
export type SavedOrganization = v.InferOutput<typeof organizationsSchema>[number]

/** A user's place in an organization. */
export interface FapiMember {
  /** The user's email address, username or id. */
  user: string
  /** Default: `org:member`. */
  role?: string | undefined
  /** E.g. `org:invoices:create`. Default: Clerk's own for administrators (`org:admin`) or for members. */
  permissions?: string[] | undefined
}

/** An organization that the box knows. */
export interface FapiOrganization {
  /** Default: a new `org_…`. */
  id?: string | undefined
  name: string
  /** What may stand for the id. Default: made from the name. */
  slug?: string | undefined
  members: readonly FapiMember[]
  /** Who may join: `role` is `org:member` unless given. They accept it themselves. Default: nobody. */
  invitations?: readonly { emailAddress: string; role?: string | undefined }[] | undefined
  /** Shown to its members as `public_metadata`. Default: empty. */
  publicMetadata?: Record<string, unknown> | undefined
  /** What only servers see. Default: empty. */
  privateMetadata?: Record<string, unknown> | undefined
}

/** The organization of a box that was given no users. */
export const defaultOrganizations: readonly FapiOrganization[] = [
  {
    name: 'Acme',
    members: [{ user: 'alice@example.com', role: 'org:admin' }, { user: 'carol@example.com' }],
  },
]

/** An organization and what a user is there. */
export interface Membership {
  organization: OrganizationRecord
  member: MemberRecord
}

/** Checks organizations that come from outside, and that their members are users. @throws TypeError that names the place */
export function parseOrganizations(input: unknown, users: readonly SavedUser[]): SavedOrganization[] {
  const organizations = check(organizationsSchema, input, 'organizations')
  const known = new Map(
    users.flatMap(({ identifier, username = identifier, id = identifier }) =>
      [identifier, username, id].map((name) => [name.toLowerCase(), identifier]),
    ),
  )
  checkUnique(
    organizations.flatMap(({ id, name, slug = slugify(name) }, index) => [
      [`organizations[${index}].id`, id] as const,
      [`organizations[${index}].slug`, slug] as const,
    ]),
  )
  organizations.forEach(({ members }, index) => {
    const identifiers = members.map(({ user }, at) => {
      const place = `organizations[${index}].members[${at}].user`
      const identifier = known.get(user.toLowerCase())
      if (identifier === undefined) throw new TypeError(`${place}: there is no user "${user}"`)
      return [place, identifier] as const
    })
    checkUnique(identifiers)
  })
  return organizations
}

/** `Acme & Sons` → `acme-sons`. */
export function slugify(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z\d]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'organization'
  )
}

const systemPermissions: Record<string, string> = {
  'org:admin':
    'profile:manage profile:delete memberships:read memberships:manage domains:read domains:manage billing:read billing:manage',
  'org:member': 'memberships:read billing:read',
}

/** Adds an organization, filling in what was left out. Its members are users already. */
export function createOrganization(box: Box, organization: SavedOrganization): OrganizationRecord {
  const now = box.clock.now()
  const {
    id = box.ids.newId('org'),
    name,
    slug = slugify(name),
    createdAt = now,
    updatedAt = now,
  } = organization
  const members = organization.members.map(({ user, ...member }) =>
    createMember(box, { ...member, userId: namedUser(box, user).id }),
  )
  const invitations = (organization.invitations ?? []).map((invitation) => createInvitation(box, invitation))
  const record = { ...organization, id, name, slug, members, invitations, createdAt, updatedAt }
  box.state.organizations.set(id, record)
  return record
}

/** A member, with what was left out filled in. */
export function createMember(
  { ids, clock }: Box,
  member: Omit<v.InferOutput<typeof memberSchema>, 'user'> & { userId: string },
): MemberRecord {
  const { role = 'org:member' } = member
  const now = clock.now()
  return {
    ...member,
    id: member.id ?? ids.newId('orgmem'),
    role,
    permissions: member.permissions ?? defaultPermissions(role),
    createdAt: member.createdAt ?? now,
    updatedAt: member.updatedAt ?? now,
  }
}

/** An invitation, with what was left out filled in. */
export function createInvitation(
  { ids, clock }: Box,
  invitation: v.InferOutput<typeof invitationSchema>,
): InvitationRecord {
  const now = clock.now()
  return {
    ...invitation,
    id: invitation.id ?? ids.newId('orginv'),
    emailAddress: invitation.emailAddress.toLowerCase(),
    role: invitation.role ?? 'org:member',
    status: invitation.status ?? 'pending',
    createdAt: invitation.createdAt ?? now,
    updatedAt: invitation.updatedAt ?? now,
  }
}

/** What a role may do, unless a member says itself. */
export function defaultPermissions(role: string): string[] {
  const names = systemPermissions[role] ?? systemPermissions['org:member']!
  return names.split(' ').map((name) => `org:sys_${name}`)
}

/** The organizations that a user belongs to. */
export function membershipsOf({ state }: Box, userId: string): Membership[] {
  return [...state.organizations.values()].flatMap((organization) => {
    const member = organization.members.find((candidate) => candidate.userId === userId)
    return member ? [{ organization, member }] : []
  })
}

/** A user's place in the organization of an id or slug. @throws FapiError 404 when there is none */
export function findMembership(box: Box, userId: string, idOrSlug: string): Membership {
  const found = membershipsOf(box, userId).find(
    ({ organization: { id, slug } }) => id === idOrSlug || slug === idOrSlug,
  )
  // One that others belong to is none here: ids can be guessed.
  if (!found) {
    throw new FapiError(
      404,
      'organization_not_found_or_unauthorized',
      `You are in no organization "${idOrSlug}"`,
    )
  }
  return found
}

/** How many organizations a user may be in when they make another one. */
export const maxOrganizations = 100

/** How many members an organization may have unless it says itself, with those who are invited; a scene may write down more. */
export const maxMembers = 100

export function pendingInvitations({ invitations }: OrganizationRecord): InvitationRecord[] {
  return invitations.filter(({ status }) => status === 'pending')
}
