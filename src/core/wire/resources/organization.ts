import { orElse } from '../../host/orElse'
import { bag, list, optional, type Reader, record, string } from '../shape'
import type { Session } from './session'
import { text, time } from './user'

/** What everybody may know of an organization. */
export interface OrganizationNames {
  readonly id: string
  readonly name: string
  /** What may stand for the id; `null` where the instance has none. */
  readonly slug: string | null
  readonly imageUrl: string | null
}

/** An organization, as its members see it. */
export interface Organization extends OrganizationNames {
  /** Written by the app's servers, readable by everyone. Keys are unchanged. */
  readonly publicMetadata: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970; 0 if unknown. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 if unknown. */
  readonly updatedAt: number
}

/** A user's place in an organization. */
export interface OrganizationMembership {
  readonly id: string
  /** E.g. `org:admin`. */
  readonly role: string
  /** What people call the role, e.g. `Admin`. */
  readonly roleName: string | null
  /** E.g. `org:sys_profile:manage`. */
  readonly permissions: readonly string[]
  readonly publicMetadata: Readonly<Record<string, unknown>>
  readonly organization: Organization
  /** Whether it is the session's active organization. */
  readonly isActive: boolean
  /** Milliseconds since 1970; 0 if unknown. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 if unknown. */
  readonly updatedAt: number
}

const metadata = optional(bag, {})

const names = { id: string, name: string, slug: text, imageUrl: text }

export const readOrganizationNames: Reader<OrganizationNames> = record<OrganizationNames>(names)

export const readOrganization: Reader<Organization> = record<Organization>({
  ...names,
  publicMetadata: metadata,
  createdAt: time,
  updatedAt: time,
})

const readMembership = record<Omit<OrganizationMembership, 'isActive'>>({
  id: string,
  role: string,
  roleName: text,
  permissions: optional(list(string), []),
  publicMetadata: metadata,
  organization: readOrganization,
  createdAt: time,
  updatedAt: time,
})

/** What the user of a session is in which organizations. They come with the user, unread; what is malformed is left out. */
export function membershipsOf(session: Session | undefined): readonly OrganizationMembership[] {
  const { organizationMemberships: given } = Object(session?.user)
  if (!session || !Array.isArray(given)) return []
  return given.flatMap((item) => {
    const read = orElse(() => readMembership(item, ''))
    return read ? { ...read, isActive: read.organization.id === session.lastActiveOrganizationId } : []
  })
}
