import type { Box } from '../box'
import { type EnrollmentMode, enrollmentModes } from './beyondKinds'

/** What holds for all organizations of an instance. */
export interface OrganizationSettings {
  domainsEnabled: boolean
  /** How people may get in by a domain. */
  enrollmentModes: readonly EnrollmentMode[]
  /** What they are then, e.g. `org:member`. */
  domainsDefaultRole: string
}

export function organizationSettings(_: Box): OrganizationSettings {
  return { domainsEnabled: true, enrollmentModes, domainsDefaultRole: 'org:member' }
}
