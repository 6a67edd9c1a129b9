import * as v from 'valibot'
import type { Box } from '../box'
import { notFound } from '../http/errors'
import { check, checkUnique, text, time } from './parse'
import type { MemberRecord, OrganizationRecord } from './state'
import { namedUser, type SavedUser } from './users'

const memberSchema = v.strictObject({
  user: text,
  role: v.optional(v.pipe(v.string(), v.regex(/^org:\w+$/, 'must look like org:admin'))),
  permissions: v.optional(
    v.array(v.pipe(v.string(), v.regex(/^org:\w+:\w+$/, 'must look like org:invoices:read'))),
  ),

  id: v.optional(text),
  createdAt: v.optional(time),
  updatedAt: v.optional(time),
})

/** How an organization is written down. What follows the empty lines is what only a saved state says. */
export const organizationFields = {
  id: v.optional(v.pipe(v.string(), v.regex(/^org_\w+$/, 'must look like org_acme'))),
  name: text,
  slug: v.optional(v.pipe(v.string(), v.regex(/^[a-z\d-]+$/, 'must be of a-z, 0-9 and hyphens'))),
  members: v.array(memberSchema),

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

function slugify(name: string): string {
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
  const members = organization.members.map(({ user, role = 'org:member', ...member }) => ({
    id: member.id ?? box.ids.newId('orgmem'),
    userId: namedUser(box, user).id,
    role,
    permissions: member.permissions ?? defaultPermissions(role),
    createdAt: member.createdAt ?? now,
    updatedAt: member.updatedAt ?? now,
  }))
  const record = { id, name, slug, members, createdAt, updatedAt }
  box.state.organizations.set(id, record)
  return record
}

function defaultPermissions(role: string): string[] {
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
  if (!found) throw notFound(`Organization "${idOrSlug}"`)
  return found
}
