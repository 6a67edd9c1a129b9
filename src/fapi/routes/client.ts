import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, notFound } from '../http/errors'
import { serializeClient } from '../resources/client'
import { currentClient, dropClient, ensureClient } from '../security/caller'
import { clientCall } from '../security/middleware'
import { endSessions } from '../state/clients'

/** `/v1/client`: the caller's client, and all its sessions at once. */
export const clientRoutes = new Hono<FapiEnv>()
  .get('/v1/client', clientCall, async (c) => {
    const client = currentClient(c)
    if (!client) return answerMissing(c)
    return c.json({ response: await serializeClient(c, client), client: null })
  })
  .put('/v1/client', clientCall, create)
  .post('/v1/client', clientCall, create)
  .delete('/v1/client', clientCall, async (c) => {
    const client = currentClient(c)
    if (!client) throw notFound('Client')
    dropClient(c, client)
    return c.json({ response: null, client: null })
  })
  .delete('/v1/client/sessions', clientCall, async (c) => {
    const client = currentClient(c)
    if (!client) throw notFound('Client')
    endSessions(c.get('box'), client)
    return withClient(c, await serializeClient(c, client))
  })

async function create(c: FapiContext): Promise<Response> {
  return withClient(c, await serializeClient(c, ensureClient(c)))
}

function answerMissing(c: FapiContext): Response {
  const { missingClient } = c.get('box').options
  if (missingClient === 401) throw new FapiError(401, 'authentication_invalid', 'There is no client')
  if (missingClient === 404) throw notFound('Client')
  return c.json({ response: null, client: null })
}
