import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError, notFound } from '../../http/errors'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { serializeBackendSession } from '../../resources/backendSession'
import { secretCall } from '../../security/middleware'
import { createClient } from '../../state/clients'
import { findMembership } from '../../state/organizations'
import {
  allSessions,
  isSignedIn,
  revokeSession,
  startSession,
  switchOrganization,
} from '../../state/sessions'
import type { SessionRecord } from '../../state/state'
import { isTokenOf } from '../../tokens/sessionToken'
import { userNamed } from './findUsers'

/** `/v1/sessions` of the Backend API: whoever is or was signed in, on whatever client. */
export const backendSessionRoutes = new Hono<FapiEnv>()
  .get('/v1/sessions', secretCall, (c) => {
    checkQuery(c, ['client_id', 'user_id', 'status'])
    const query = c.get('query')
    const box = c.get('box')
    const fits = (name: string, value: string) => (query.get(name) || value) === value
    // The newest first.
    const sessions = allSessions(box).filter(({ clientId, userId, status }) => {
      return fits('client_id', clientId) && fits('user_id', userId) && fits('status', status)
    })
    const page = readPage(c, sessions.reverse().map(serializeBackendSession))
    return c.json(query.get('paginated') === 'true' ? page : page.data)
  })
  .post('/v1/sessions', secretCall, (c) => {
    const box = c.get('box')
    const user = userNamed(c)
    if (user.banned) throw new FapiError(403, 'user_banned', 'This user is banned')
    const organization = c.get('form').get('active_organization_id')
    if (organization) findMembership(box, user.id, organization)
    const session = startSession(box, createClient(box), user)
    if (organization) switchOrganization(box, session, organization)
    return c.json(serializeBackendSession(session))
  })
  .post('/v1/sessions/:id/verify', secretCall, async (c) => {
    const session = findSession(c)
    if (!isSignedIn(session) || !(await isTokenOf(c.get('box'), session, readText(c, 'token', 8192)))) {
      throw new FapiError(401, 'authentication_invalid', 'The token is not of this session, or that is over')
    }
    return c.json(serializeBackendSession(session))
  })
  .get('/v1/sessions/:id', secretCall, (c) => c.json(serializeBackendSession(findSession(c))))
  .post('/v1/sessions/:id/revoke', secretCall, (c) => {
    const session = findSession(c)
    revokeSession(c.get('box'), session)
    return c.json(serializeBackendSession(session))
  })

function findSession(c: FapiContext): SessionRecord {
  const session = allSessions(c.get('box')).find(({ id }) => id === c.req.param('id'))
  if (!session) throw notFound('Session')
  return session
}
