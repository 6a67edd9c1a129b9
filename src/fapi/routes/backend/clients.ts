import { Hono } from 'hono/tiny'
import type { Box } from '../../box'
import type { FapiEnv } from '../../http/env'
import { FapiError, notFound } from '../../http/errors'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { serializeBackendSession } from '../../resources/backendSession'
import { secretCall } from '../../security/middleware'
import { findClient } from '../../state/clients'
import type { ClientRecord } from '../../state/state'
import { readClientToken } from '../../tokens/clientToken'

/** `/v1/clients` of the Backend API. */
export const backendClientRoutes = new Hono<FapiEnv>()
  .get('/v1/clients', secretCall, (c) => {
    checkQuery(c, [])
    const box = c.get('box')
    const page = readPage(c, [...box.state.clients.values()].reverse())
    const data = page.data.map((client) => serializeBackendClient(box, client))
    return c.json(c.get('query').get('paginated') === 'true' ? { ...page, data } : data)
  })
  .get('/v1/clients/:id', secretCall, (c) => {
    const client = findClient(c.get('box'), c.req.param('id'))
    if (!client) throw notFound('Client')
    return c.json(serializeBackendClient(c.get('box'), client))
  })
  .post('/v1/clients/verify', secretCall, async (c) => {
    const box = c.get('box')
    const read = await readClientToken(box, readText(c, 'token', 8192))
    const client = findClient(box, read?.clientId)
    if (!client) throw new FapiError(401, 'authentication_invalid', 'The token is no client’s')
    return c.json(serializeBackendClient(box, client))
  })

/** A Client as servers see it. */
function serializeBackendClient({ state }: Box, client: ClientRecord) {
  return {
    object: 'client',
    id: client.id,
    session_ids: client.sessionIds,
    sessions: client.sessionIds.map((id) => serializeBackendSession(state.sessions.get(id)!)),
    sign_in_id: client.signInId ?? null,
    sign_up_id: client.signUpId ?? null,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}
