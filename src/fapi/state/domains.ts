import type { Box } from '../box'
import { FapiError, formError, notFound } from '../http/errors'
import { allOf, change, forget, keep } from './beyond'
import { type EnrollmentMode, enrollmentModes, type Kept } from './beyondKinds'
import { checkCode } from './codes'
import { settingsOf } from './settings'
import type { OrganizationRecord } from './state'
import { type Verification, verificationError } from './verifications'

export type Domain = Kept<'domain'>

/** How many an organization may have. */
const limit = 10

const pattern = /^(?=.{4,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/

/** Where anybody gets an address. */
const common =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|proton|protonmail|mail|zoho|yandex|qq)\.(com?\.)?[a-z]{2,4}$/

/** Whether it is known that somebody of the organization is at the domain: only then anybody gets in by it. */
export const isVerified = ({ verification }: Domain): boolean => verification?.verified ?? false

/** Those of an organization, oldest first. */
export function domainsOf(box: Box, { id }: OrganizationRecord): Domain[] {
  return allOf(box, 'domain').filter(({ organizationId }) => organizationId === id)
}

/** @throws FapiError 404 */
export function findDomain(box: Box, organization: OrganizationRecord, id: string): Domain {
  const domain = domainsOf(box, organization).find((candidate) => candidate.id === id)
  if (!domain) throw notFound('Organization domain')
  return domain
}

/** The domain of an address, e.g. `acme.example`. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Gives an organization a domain. @throws FapiError 422, 403 where there are too many, or the mode is not one of the instance's */
export function createDomain(
  box: Box,
  organization: OrganizationRecord,
  given: string,
  enrollmentMode: EnrollmentMode,
): Domain {
  const name = given.toLowerCase()
  checkMode(box, enrollmentMode)
  if (!pattern.test(name))
    throw formError('form_param_format_invalid', 'name', 'Enter a domain such as acme.example')
  if (common.test(name))
    throw formError(
      'organization_domain_common',
      'name',
      'Anybody gets an address there: use a domain of your own',
    )
  const own = domainsOf(box, organization)
  if (own.some((domain) => domain.name === name)) throw taken('You have this domain already')
  checkFree(box, organization, name)
  if (own.length >= limit)
    throw new FapiError(
      403,
      'organization_domain_quota_exceeded',
      `An organization may have ${limit} domains`,
    )
  return keep(box, 'domain', 'orgdmn', { organizationId: organization.id, name, enrollmentMode })
}

/** @throws FapiError 422 where another organization has shown that the domain is its own */
function checkFree(box: Box, organization: OrganizationRecord, name: string): void {
  const isTaken = allOf(box, 'domain').some(
    (domain) => domain.name === name && domain.organizationId !== organization.id && isVerified(domain),
  )
  if (isTaken) throw taken('Another organization has this domain')
}

/** @throws FapiError 422 for what is none, 403 for one that the instance has not */
export function readMode(box: Box, text: string): EnrollmentMode {
  const mode = readKnownMode(text, 'enrollment_mode')
  checkMode(box, mode)
  return mode
}

/** @throws FapiError 422 for what is none */
export function readKnownMode(text: string, field: string): EnrollmentMode {
  const mode = enrollmentModes.find((known) => known === text)
  if (mode) return mode
  throw formError('form_param_value_invalid', field, `Choose one of ${enrollmentModes.join(', ')}`)
}

function checkMode(box: Box, mode: EnrollmentMode): void {
  if (settingsOf(box).enrollmentModes.includes(mode)) return
  const message = `Nobody gets in by "${mode}" here`
  throw new FapiError(403, 'organization_domain_enrollment_mode_not_enabled', message)
}

/** Says how people get in from now on. @param forgetsPending - whether those who were asked, or told, before no longer are */
export function setMode(
  box: Box,
  domain: Domain,
  enrollmentMode: EnrollmentMode,
  forgetsPending: boolean,
): void {
  change(box, domain, { enrollmentMode })
  if (forgetsPending) forgetPending(box, domain)
}

/** Begins to verify it by a code that was sent to an address there. */
export function beginVerification(
  box: Box,
  domain: Domain,
  address: string,
  verification: Verification,
): void {
  change(box, domain, { affiliationEmailAddress: address, verification })
}

/** Takes the code. @throws FapiError for a wrong one, and where another organization was faster */
export function attemptVerification(
  box: Box,
  organization: OrganizationRecord,
  domain: Domain,
  code: string,
): void {
  if (isVerified(domain)) throw verificationError('verified')
  if (!domain.verification) throw verificationError('missing')
  checkFree(box, organization, domain.name)
  checkCode(box, domain.verification, code)
  change(box, domain, { verifiedAt: box.clock.now() })
}

/** What servers say: that it is verified, or not. @throws FapiError 422 where it is another organization's */
export function setVerified(
  box: Box,
  organization: OrganizationRecord,
  domain: Domain,
  verified: boolean,
): void {
  if (verified === isVerified(domain)) return
  if (!verified) {
    change(box, domain, { verification: undefined, verifiedAt: undefined })
    return
  }
  checkFree(box, organization, domain.name)
  const verification = { strategy: 'admin', attempts: 0, verified, code: undefined, expireAt: undefined }
  change(box, domain, { verification, verifiedAt: box.clock.now() })
}

/** Forgets it, and who was asked or told because of it. */
export function removeDomain(box: Box, { id }: Domain): void {
  forget(box, 'domainInvitation', ({ domainId }) => domainId === id)
  forget(box, 'suggestion', ({ domainId }) => domainId === id)
  box.state.beyond.delete(id)
}

function forgetPending(box: Box, { id }: Domain): void {
  forget(box, 'domainInvitation', ({ domainId, status }) => domainId === id && status === 'pending')
  forget(box, 'suggestion', ({ domainId, status }) => domainId === id && status === 'pending')
}

const taken = (message: string) => formError('organization_domain_already_exists', 'name', message)
