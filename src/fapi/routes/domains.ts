import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, formError } from '../http/errors'
import { readFlag } from '../http/flag'
import { readPage } from '../http/page'
import { readText } from '../http/text'
import { serializeDomain } from '../resources/domain'
import { clientCall } from '../security/middleware'
import { permitted } from '../security/permitted'
import { checkResend } from '../state/codes'
import {
  attemptVerification,
  beginVerification,
  createDomain,
  type Domain,
  domainOf,
  domainsOf,
  findDomain,
  isVerified,
  readMode,
  removeDomain,
  setMode,
} from '../state/domains'
import { settingsOf } from '../state/settings'
import { readAddress } from '../state/signUpFields'
import type { OrganizationRecord } from '../state/state'
import { verificationError } from '../state/verifications'
import { sendCode } from '../strategies/sendCode'

const path = '/v1/organizations/:id/domains'

/** The domains of an organization: who has an address there may join it. */
export const domainRoutes = new Hono<FapiEnv>()
  .get(path, clientCall, (c) => {
    const organization = permittedTo(c, 'read')
    const domains = findDomains(c, organization)
    return withClient(
      c,
      readPage(
        c,
        domains.map((domain) => serializeDomain(c.get('box'), domain)),
      ),
    )
  })
  .post(path, clientCall, (c) => {
    const organization = permittedTo(c, 'manage')
    return answer(c, createDomain(c.get('box'), organization, readText(c, 'name'), readNewMode(c)))
  })
  .get(`${path}/:domain`, clientCall, (c) => answer(c, find(c, permittedTo(c, 'read'))))
  .delete(`${path}/:domain`, clientCall, (c) => {
    const domain = find(c, permittedTo(c, 'manage'))
    removeDomain(c.get('box'), domain)
    return withClient(c, { object: 'organization_domain', id: domain.id, deleted: true })
  })
  .post(`${path}/:domain/update_enrollment_mode`, clientCall, (c) => {
    const domain = find(c, permittedTo(c, 'manage'))
    const mode = readMode(c.get('box'), readText(c, 'enrollment_mode'))
    setMode(c.get('box'), domain, mode, readFlag(c.get('form'), 'delete_pending') ?? false)
    return answer(c, domain)
  })
  .post(`${path}/:domain/prepare_affiliation_verification`, clientCall, (c) => {
    const domain = find(c, permittedTo(c, 'manage'))
    const address = readAffiliation(c, domain)
    if (isVerified(domain)) throw verificationError('verified')
    checkResend(c.get('box'), domain.verification)
    beginVerification(c.get('box'), domain, address, sendCode(c, address, 'verification'))
    return answer(c, domain)
  })
  .post(`${path}/:domain/attempt_affiliation_verification`, clientCall, (c) => {
    const organization = permittedTo(c, 'manage')
    const domain = find(c, organization)
    attemptVerification(c.get('box'), organization, domain, readText(c, 'code'))
    return answer(c, domain)
  })

/** Those that the query is after: which are verified, or not, or of a mode. @throws FapiError 422 */
export function findDomains(c: FapiContext, organization: OrganizationRecord): Domain[] {
  const verified = readFlag(c.get('query'), 'verified')
  const modes = c.get('query').get('enrollment_mode')?.split(',')
  return domainsOf(c.get('box'), organization).filter(
    (domain) =>
      (verified === undefined || verified === isVerified(domain)) &&
      (modes?.includes(domain.enrollmentMode) ?? true),
  )
}

/** The mode that the form wants for a new one. @throws FapiError 422, 403 */
export function readNewMode(c: FapiContext) {
  return readMode(c.get('box'), c.get('form').get('enrollment_mode') || 'manual_invitation')
}

/** Somebody's address at the domain. @throws FapiError 422 */
function readAffiliation(c: FapiContext, { name }: Domain): string {
  const field = 'affiliation_email_address'
  const address = readAddress(readText(c, field), field)
  if (domainOf(address) === name) return address
  throw formError('organization_domain_mismatch', field, `Enter an address of ${name}`)
}

function permittedTo(c: FapiContext, what: 'read' | 'manage'): OrganizationRecord {
  const organization = permitted(c, `domains:${what}`)
  if (settingsOf(c.get('box')).domainsEnabled) return organization
  throw new FapiError(403, 'organization_domains_not_enabled', 'Organizations have no domains here')
}

const find = (c: FapiContext, organization: OrganizationRecord) =>
  findDomain(c.get('box'), organization, c.req.param('domain') ?? '')

const answer = (c: FapiContext, domain: Domain) => withClient(c, serializeDomain(c.get('box'), domain))
