import { Hono } from 'hono'
import type { FapiContext, FapiEnv } from '../../http/env'
import { notFound } from '../../http/errors'
import { readPage } from '../../http/page'
import { serializeSessionActivity } from '../../resources/activity'
import { secretCall } from '../../security/middleware'
import { allSessions, revokeSession } from '../../state/sessions'
import type { SessionRecord } from '../../state/state'

/** `/v1/sessions` of the Backend API: whoever is or was signed in, on whatever client. */
export const backendSessionRoutes = new Hono<FapiEnv>()
  .get('/v1/sessions', secretCall, (c) => {
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
  .get('/v1/sessions/:id', secretCall, (c) => c.json(serializeBackendSession(findSession(c))))
  .post('/v1/sessions/:id/revoke', secretCall, (c) => {
    const session = findSession(c)
    revokeSession(c.get('box'), session)
    return c.json(serializeBackendSession(session))
  })

function serializeBackendSession(session: SessionRecord) {
  return { ...serializeSessionActivity(session), client_id: session.clientId, user_id: session.userId }
}

function findSession(c: FapiContext): SessionRecord {
  const session = allSessions(c.get('box')).find(({ id }) => id === c.req.param('id'))
  if (!session) throw notFound('Session')
  return session
}
