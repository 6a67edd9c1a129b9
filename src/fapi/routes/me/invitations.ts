import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { readPage } from '../../http/page'
import { serializeSuggestion } from '../../resources/domain'
import { serializeOwnInvitation } from '../../resources/invitation'
import { asking } from '../../security/asking'
import { clientCall } from '../../security/middleware'
import { acceptSuggestion, suggestionsOf } from '../../state/enrolling'
import { acceptInvitation, invitationsOf } from '../../state/joining'

const path = '/v1/me/organization_invitations'
const suggestions = '/v1/me/organization_suggestions'

/** Into which organizations a user is asked, or may ask to be let, and joining them. */
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
  .get(suggestions, clientCall, (c) => {
    const box = c.get('box')
    const status = c.get('query').get('status')?.split(',')
    const shown = suggestionsOf(box, asking(c).user)
      .filter((suggestion) => status?.includes(suggestion.status) ?? true)
      .map((suggestion) => serializeSuggestion(box, suggestion))
    return withClient(c, readPage(c, shown))
  })
  .post(`${suggestions}/:id/accept`, clientCall, (c) => {
    const suggestion = acceptSuggestion(c.get('box'), asking(c).user, c.req.param('id'))
    return withClient(c, serializeSuggestion(c.get('box'), suggestion))
  })
