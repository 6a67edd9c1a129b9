import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { notFound } from '../http/errors'
import { readPage } from '../http/page'
import { serializeSessionActivity } from '../resources/activity'
import { serializeMembership } from '../resources/organization'
import { serializeUser } from '../resources/user'
import { asking } from '../security/asking'
import { freshlyAsking } from '../security/fresh'
import { clientCall } from '../security/middleware'
import { membershipsOf } from '../state/organizations'
import { revokeSession, sessionsOf } from '../state/sessions'
import { emailRoutes } from './me/emailAddresses'
import { externalAccountRoutes } from './me/externalAccounts'
import { invitationRoutes } from './me/invitations'
import { passkeyRoutes } from './me/passkeys'
import { passwordRoutes } from './me/password'
import { phoneRoutes } from './me/phoneNumbers'
import { profileRoutes } from './me/profile'
import { totpRoutes } from './me/totp'

/** `/v1/me`: the user of the session that `_clerk_session_id` in the query names. */
export const meRoutes = new Hono<FapiEnv>()
  .get('/v1/me', clientCall, (c) => withClient(c, serializeUser(c.get('box'), asking(c).user)))
  .get('/v1/me/organization_memberships', clientCall, (c) => {
    const { user } = asking(c)
    const memberships = membershipsOf(c.get('box'), user.id)
    return withClient(
      c,
      readPage(
        c,
        memberships.map((membership) => serializeMembership(membership, user)),
      ),
    )
  })
  // Bare, as Clerk answers here.
  .get('/v1/me/sessions/active', clientCall, (c) =>
    c.json(sessionsOf(c.get('box'), asking(c).user).map(serializeSessionActivity)),
  )
  .post('/v1/me/sessions/:id/revoke', clientCall, (c) => {
    const box = c.get('box')
    const { user } = freshlyAsking(c)
    const session = box.state.sessions.get(c.req.param('id'))
    if (session?.userId !== user.id) throw notFound('Session')
    revokeSession(box, session)
    return withClient(c, serializeSessionActivity(session))
  })
  .route('/', profileRoutes)
  .route('/', emailRoutes)
  .route('/', invitationRoutes)
  .route('/', totpRoutes)
  .route('/', phoneRoutes)
  .route('/', passwordRoutes)
  .route('/', passkeyRoutes)
  .route('/', externalAccountRoutes)
