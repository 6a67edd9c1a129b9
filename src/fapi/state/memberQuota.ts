import { FapiError } from '../http/errors'
import { maxMembers } from './organizations'
import type { OrganizationRecord } from './state'

/** @throws FapiError 403 where so many, with those invited, are too many */
export function checkMemberCount({ maxMembers: most = maxMembers }: OrganizationRecord, count: number): void {
  if (count > most) throw quotaExceeded(`This organization may have ${most} members, those invited included`)
}

export function quotaExceeded(message: string): FapiError {
  return new FapiError(403, 'organization_membership_quota_exceeded', message)
}
