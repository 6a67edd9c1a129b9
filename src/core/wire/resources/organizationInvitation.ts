import type { Open } from '../open'
import { bag, optional, type Reader, record, string } from '../shape'
import { type OrganizationNames, readOrganizationNames } from './organization'
import { text, time } from './user'

/** A user's invitation into an organization. */
export interface OrganizationInvitation {
  readonly id: string
  readonly status: Open<'pending' | 'accepted' | 'revoked' | 'expired'>
  /** The address that was invited. */
  readonly emailAddress: string | null
  /** E.g. `org:member`. */
  readonly role: string | null
  readonly organization: OrganizationNames
  readonly publicMetadata: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970; 0 if unknown. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 if unknown. */
  readonly updatedAt: number
}

const readFields = record({
  id: string,
  status: string,
  emailAddress: text,
  role: text,
  publicOrganizationData: readOrganizationNames,
  publicMetadata: optional(bag, {}),
  createdAt: time,
  updatedAt: time,
})

export const readInvitation: Reader<OrganizationInvitation> = (value, place) => {
  const { publicOrganizationData: organization, ...invitation } = readFields(value, place)
  return { ...invitation, organization }
}
