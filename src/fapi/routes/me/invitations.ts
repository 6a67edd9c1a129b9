import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { readPage } from '../../http/page'
import { serializeOwnInvitation } from '../../resources/invitation'
import { asking } from '../../security/asking'
import { clientCall } from '../../security/middleware'
import { acceptInvitation, invitationsOf } from '../../state/joining'

const path = '/v1/me/organization_invitations'

/** Into which organizations a user is asked, and joining them. */
export const invitationRoutes = new Hono<FapiEnv>()
  .get(path, clientCall, (c) => {
    const status = c.get('query').get('status')?.split(',')
    const invited = invitationsOf(c.get('box'), asking(c).user).filter(
      ({ invitation }) => status?.includes(invitation.status) ?? true,
    )
    return withClient(c, readPage(c, invited.map(serializeOwnInvitation)))
  })
  .post(`${path}/:id/accept`, clientCall, (c) => {
    const invited = acceptInvitation(c.get('box'), asking(c).user, c.req.param('id'))
    return withClient(c, serializeOwnInvitation(invited))
  })
  // Clerk's forms ask for both at once. Organizations have no domains here, so there is nothing to suggest.
  .get('/v1/me/organization_suggestions', clientCall, (c) => {
    asking(c)
    return withClient(c, readPage(c, []))
  })
