import { Hono } from 'hono'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { formError } from '../http/errors'
import { readPage } from '../http/page'
import { readText } from '../http/text'
import { serializeInvitation } from '../resources/invitation'
import { serializeOrganization } from '../resources/organization'
import { asking } from '../security/asking'
import { clientCall } from '../security/middleware'
import { foundOrganization, invite, permittedMembership, revokeInvitation } from '../state/joining'
import { findMembership } from '../state/organizations'
import type { OrganizationRecord } from '../state/state'
import { emailPattern } from '../state/users'

const path = '/v1/organizations'

/** `/v1/organizations`: those that users make, and whom they invite. */
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
function manage(c: FapiContext) {
  const { user } = asking(c)
  const id = c.req.param('id') ?? ''
  return permittedMembership(c.get('box'), user, id, 'org:sys_memberships:manage').organization
}

function inviteAll(c: FapiContext, organization: OrganizationRecord, addresses: readonly string[]) {
  const role = readText(c, 'role')
  if (!/^org:\w+$/.test(role)) {
    throw formError('form_param_value_invalid', 'role', 'Name a role such as org:member')
  }
  const normal = addresses.map((address) => address.trim().toLowerCase())
  if (!normal.every((address) => emailPattern.test(address))) {
    throw formError('form_param_format_invalid', 'email_address', 'Enter a valid email address')
  }
  return invite(c.get('box'), organization, normal, role).map((invitation) =>
    serializeInvitation({ organization, invitation }),
  )
}
