import { Hono } from 'hono/tiny'
import { readBulk } from '../../http/bulk'
import type { FapiContext, FapiEnv } from '../../http/env'
import { notFound } from '../../http/errors'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { readRole } from '../../http/role'
import { readText } from '../../http/text'
import { serializeBackendInvitation } from '../../resources/backendOrganization'
import { serverCall } from '../../security/serverCall'
import { type Invited, inviteInto, revokeInvitation } from '../../state/joining'
import { readAddress } from '../../state/signUpFields'
import { findOrganization, readMetadataOf } from './findOrganization'

const path = '/v1/organizations/:id/invitations'

/** Who is asked into an organization, for servers. */
export const backendInvitationRoutes = new Hono<FapiEnv>()
  .get(
    path,
    serverCall((c) => {
      checkQuery(c, ['status'])
      const organization = findOrganization(c)
      const wanted = c.get('query').get('status')?.split(',')
      const invitations = organization.invitations
        .filter(({ status }) => wanted?.includes(status) ?? true)
        .map((invitation) => serializeBackendInvitation({ organization, invitation }))
      return c.json(readPage(c, invitations.reverse()))
    }),
  )
  .post(
    path,
    serverCall((c) => {
      const organization = findOrganization(c)
      const address = readAddress(readText(c, 'email_address'))
      const [invitation] = inviteInto(
        c.get('box'),
        organization,
        [address],
        readRole(c),
        readMetadataOf(c, {}),
      )
      return answer(c, { organization, invitation: invitation! })
    }),
  )
  .post(
    `${path}/bulk`,
    serverCall((c) => {
      const organization = findOrganization(c)
      const asked = readBulk(c, () => ({
        address: readAddress(readText(c, 'email_address')),
        role: readRole(c),
        more: readMetadataOf(c, {}),
      }))
      const before = organization.invitations
      try {
        // All of them or nobody: the list of before stays as it is.
        organization.invitations = [...before]
        const made = asked.flatMap(({ address, role, more }) =>
          inviteInto(c.get('box'), organization, [address], role, more),
        )
        const data = made.map((invitation) => serializeBackendInvitation({ organization, invitation }))
        return c.json({ data, total_count: data.length })
      } catch (error) {
        organization.invitations = before
        throw error
      }
    }),
  )
  .get(
    `${path}/:invitation`,
    serverCall((c) => {
      const organization = findOrganization(c)
      const invitation = organization.invitations.find(({ id }) => id === c.req.param('invitation'))
      if (!invitation) throw notFound('Organization invitation')
      return answer(c, { organization, invitation })
    }),
  )
  .post(
    `${path}/:invitation/revoke`,
    serverCall((c) => {
      const organization = findOrganization(c)
      const invitation = revokeInvitation(c.get('box'), organization, c.req.param('invitation')!)
      return answer(c, { organization, invitation })
    }),
  )

const answer = (c: FapiContext, invited: Invited) => c.json(serializeBackendInvitation(invited))
