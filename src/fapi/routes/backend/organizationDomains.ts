import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { formError } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { serializeDomain } from '../../resources/domain'
import { serverCall } from '../../security/serverCall'
import {
  createDomain,
  type Domain,
  findDomain,
  isVerified,
  readMode,
  removeDomain,
  setMode,
  setVerified,
} from '../../state/domains'
import { findDomains, readNewMode } from '../domains'
import { findOrganization } from './findOrganization'

const path = '/v1/organizations/:id/domains'

/** The domains of an organization, for servers: they say by themselves that one is verified. */
export const backendDomainRoutes = new Hono<FapiEnv>()
  .get(
    path,
    serverCall((c) => {
      checkQuery(c, ['verified', 'enrollment_mode'])
      const domains = findDomains(c, findOrganization(c)).reverse()
      return c.json(
        readPage(
          c,
          domains.map((domain) => serializeDomain(c.get('box'), domain)),
        ),
      )
    }),
  )
  .post(
    path,
    serverCall((c) => {
      const organization = findOrganization(c)
      const verified = readFlag(c.get('form'), 'verified') ?? false
      const domain = createDomain(c.get('box'), organization, readText(c, 'name'), readNewMode(c))
      setVerified(c.get('box'), organization, domain, verified)
      return answer(c, domain)
    }),
  )
  .patch(
    `${path}/:domain`,
    serverCall((c) => {
      const box = c.get('box')
      const form = c.get('form')
      const { organization, domain } = find(c)
      if ((form.get('name') ?? domain.name).toLowerCase() !== domain.name)
        throw formError('form_param_unknown', 'name', 'A domain keeps its name: make another one')
      const mode = form.get('enrollment_mode')
      const wanted = mode ? readMode(box, mode) : domain.enrollmentMode
      setVerified(box, organization, domain, readFlag(form, 'verified') ?? isVerified(domain))
      if (wanted !== domain.enrollmentMode) setMode(box, domain, wanted, false)
      return answer(c, domain)
    }),
  )
  .delete(
    `${path}/:domain`,
    serverCall((c) => {
      const { domain } = find(c)
      removeDomain(c.get('box'), domain)
      return c.json({ object: 'organization_domain', id: domain.id, deleted: true })
    }),
  )

function find(c: FapiContext) {
  const organization = findOrganization(c)
  return { organization, domain: findDomain(c.get('box'), organization, c.req.param('domain') ?? '') }
}

const answer = (c: FapiContext, domain: Domain) => c.json(serializeDomain(c.get('box'), domain))
