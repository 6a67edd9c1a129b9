import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { formError, notFound } from '../../http/errors'
import { readImage } from '../../http/image'
import { readPage } from '../../http/page'
import { checkQuery, sortedBy, wantedBy } from '../../http/query'
import { readText } from '../../http/text'
import { serializeBackendOrganization } from '../../resources/backendOrganization'
import { serverCall } from '../../security/serverCall'
import { checkSlug, freeSlug } from '../../state/joining'
import { deleteOrganization, updateOrganization } from '../../state/managing'
import { createOrganization } from '../../state/organizations'
import type { OrganizationRecord } from '../../state/state'
import { findOrganization, readMetadataOf } from './findOrganization'
import { backendDomainRoutes } from './organizationDomains'
import { backendInvitationRoutes } from './organizationInvitations'
import { backendMembershipRoutes } from './organizationMemberships'

const path = '/v1/organizations'

/** `/v1/organizations` of the Backend API, on the paths that pages have, too. */
export const backendOrganizationRoutes = new Hono<FapiEnv>()
  .get(
    path,
    serverCall((c) => c.json(readPage(c, findOrganizations(c).map(serializeBackendOrganization)))),
  )
  .post(
    path,
    serverCall((c) => {
      const box = c.get('box')
      const createdBy = c.get('form').get('created_by') || undefined
      if (createdBy && !box.state.users.has(createdBy)) throw notFound('User')
      const name = readText(c, 'name')
      const { slug = freeSlug(box, name), ...said } = readSaid(c)
      const members = createdBy ? [{ user: createdBy, role: 'org:admin' }] : []
      return answer(c, createOrganization(box, { ...said, name, slug, members, createdBy }))
    }),
  )
  .get(
    `${path}/:id`,
    serverCall((c) => answer(c, findOrganization(c))),
  )
  .patch(
    `${path}/:id`,
    serverCall((c) => {
      const organization = findOrganization(c)
      const name = c.get('form').get('name') === undefined ? organization.name : readText(c, 'name')
      return update(c, organization, { ...readSaid(c, organization), name })
    }),
  )
  .delete(
    `${path}/:id`,
    serverCall((c) => {
      const { id } = findOrganization(c)
      deleteOrganization(c.get('box'), findOrganization(c))
      return c.json({ object: 'organization', id, deleted: true })
    }),
  )
  .on(
    ['PATCH', 'PUT'],
    `${path}/:id/metadata`,
    serverCall((c) => {
      const organization = findOrganization(c)
      const isAll = c.req.method === 'PUT'
      return update(c, organization, readMetadataOf(c, organization, isAll))
    }),
  )
  .put(
    `${path}/:id/logo`,
    serverCall(async (c) => update(c, findOrganization(c), { image: await readImage(c) })),
  )
  .delete(
    `${path}/:id/logo`,
    serverCall((c) => update(c, findOrganization(c), { image: undefined })),
  )
  .route('/', backendMembershipRoutes)
  .route('/', backendInvitationRoutes)
  .route('/', backendDomainRoutes)

function findOrganizations(c: FapiContext): OrganizationRecord[] {
  checkQuery(c, ['query', 'user_id', 'organization_id', 'include_members_count'])
  const text = (c.get('query').get('query') ?? '').trim().toLowerCase()
  const ids = wantedBy(c, 'organization_id')
  const users = wantedBy(c, 'user_id')
  const all = [...c.get('box').state.organizations.values()].filter(({ id, name, slug, members }) => {
    const isMember = members.some(({ userId }) => users?.includes(userId.toLowerCase()))
    return (
      [id, name, slug].some((value) => value.toLowerCase().includes(text)) &&
      (ids?.includes(id.toLowerCase()) ?? true) &&
      (isMember || !users)
    )
  })
  return sortedBy(c, all, {
    name: ({ name }) => name.toLowerCase(),
    created_at: ({ createdAt }) => createdAt,
    members_count: ({ members }) => members.length,
  })
}

/** What else the form says of an organization. @throws FapiError 422 */
function readSaid(c: FapiContext, own?: OrganizationRecord) {
  const slug = c.get('form').get('slug') ? readText(c, 'slug') : undefined
  if (slug !== undefined) checkSlug(c.get('box'), slug, own)
  const most = c.get('form').get('max_allowed_memberships')
  if (most !== undefined && !/^\d{1,6}$/.test(most)) {
    throw formError('form_param_value_invalid', 'max_allowed_memberships', 'Must be a whole number')
  }
  return {
    ...(slug !== undefined && { slug }),
    // Zero is as many as everywhere.
    ...(most !== undefined && { maxMembers: Number(most) || undefined }),
    ...readMetadataOf(c, own ?? {}, true),
  }
}

function update(c: FapiContext, organization: OrganizationRecord, changes: Partial<OrganizationRecord>) {
  updateOrganization(c.get('box'), organization, changes)
  return answer(c, organization)
}

const answer = (c: FapiContext, organization: OrganizationRecord) =>
  c.json(serializeBackendOrganization(organization))
