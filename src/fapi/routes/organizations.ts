import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { formError } from '../http/errors'
import { readImage } from '../http/image'
import { readPage } from '../http/page'
import { readRole } from '../http/role'
import { readText } from '../http/text'
import { serializeInvitation } from '../resources/invitation'
import { serializeOrganization } from '../resources/organization'
import { serializeRoles } from '../resources/role'
import { asking } from '../security/asking'
import { clientCall } from '../security/middleware'
import { permitted } from '../security/permitted'
import { checkSlug, foundOrganization, inviteInto, revokeInvitation } from '../state/joining'
import { deleteOrganization, updateOrganization } from '../state/managing'
import { findMembership } from '../state/organizations'
import type { OrganizationRecord } from '../state/state'
import { emailPattern } from '../state/users'

const path = '/v1/organizations'

/** `/v1/organizations`: those that users make, what they are like, and whom they invite. */
export const organizationRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, (c) => {
    const { user } = asking(c)
    const name = readText(c, 'name')
    const slug = c.get('form').get('slug') ? readText(c, 'slug') : undefined
    return withClient(c, serializeOrganization(foundOrganization(c.get('box'), user, name, slug)))
  })
  .get(`${path}/:id`, clientCall, (c) => {
    const { organization } = findMembership(c.get('box'), asking(c).user.id, c.req.param('id'))
    return withClient(c, serializeOrganization(organization))
  })
  .patch(`${path}/:id`, clientCall, (c) => {
    const organization = permitted(c, 'profile:manage')
    const changes = readChanges(c, organization)
    updateOrganization(c.get('box'), organization, changes)
    return withClient(c, serializeOrganization(organization))
  })
  .delete(`${path}/:id`, clientCall, (c) => {
    const organization = permitted(c, 'profile:delete')
    deleteOrganization(c.get('box'), organization)
    return withClient(c, { object: 'organization', id: organization.id, deleted: true })
  })
  .put(`${path}/:id/logo`, clientCall, async (c) => {
    const organization = permitted(c, 'profile:manage')
    updateOrganization(c.get('box'), organization, { image: await readImage(c) })
    return withClient(c, serializeOrganization(organization))
  })
  .delete(`${path}/:id/logo`, clientCall, (c) => {
    const organization = permitted(c, 'profile:manage')
    updateOrganization(c.get('box'), organization, { image: undefined })
    return withClient(c, serializeOrganization(organization))
  })
  .get(`${path}/:id/roles`, clientCall, (c) => {
    permitted(c, 'memberships:read')
    return withClient(c, { ...readPage(c, serializeRoles(c.get('box'))), has_role_set_migration: false })
  })
  .get(`${path}/:id/invitations`, clientCall, (c) => {
    const organization = manage(c)
    const status = c.get('query').get('status')?.split(',')
    const invitations = organization.invitations.filter((each) => status?.includes(each.status) ?? true)
    return withClient(
      c,
      readPage(
        c,
        invitations.map((invitation) => serializeInvitation({ organization, invitation })),
      ),
    )
  })
  .post(`${path}/:id/invitations`, clientCall, (c) => {
    const organization = manage(c)
    const [invitation] = inviteAll(c, organization, [readText(c, 'email_address')])
    return withClient(c, invitation)
  })
  .post(`${path}/:id/invitations/bulk`, clientCall, (c) => {
    const organization = manage(c)
    return withClient(c, inviteAll(c, organization, readText(c, 'email_address', 10_000).split(',')))
  })
  .post(`${path}/:id/invitations/:invitation/revoke`, clientCall, (c) => {
    const organization = manage(c)
    const invitation = revokeInvitation(c.get('box'), organization, c.req.param('invitation'))
    return withClient(c, serializeInvitation({ organization, invitation }))
  })

/** The organization in the path, if the user may say who is in it. */
const manage = (c: FapiContext) => permitted(c, 'memberships:manage')

/** What the form says of an organization anew. @throws FapiError 422 */
function readChanges(c: FapiContext, organization: OrganizationRecord): Partial<OrganizationRecord> {
  const form = c.get('form')
  const slug = form.get('slug') ? readText(c, 'slug') : undefined
  if (slug !== undefined) checkSlug(c.get('box'), slug, organization)
  return {
    ...(form.get('name') !== undefined && { name: readText(c, 'name') }),
    ...(slug !== undefined && { slug }),
  }
}

function inviteAll(c: FapiContext, organization: OrganizationRecord, addresses: readonly string[]) {
  const role = readRole(c)
  const normal = addresses.map((address) => address.trim().toLowerCase())
  if (!normal.every((address) => emailPattern.test(address))) {
    throw formError('form_param_format_invalid', 'email_address', 'Enter a valid email address')
  }
  return inviteInto(c.get('box'), organization, normal, role).map((invitation) =>
    serializeInvitation({ organization, invitation }),
  )
}
