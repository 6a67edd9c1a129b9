import { Hono } from 'hono/tiny'
import { type FapiContext, type FapiEnv, hostHeader } from '../http/env'
import { withClient } from '../http/envelope'
import { serializeClient } from '../resources/client'
import { serializeSession } from '../resources/session'
import { clientCall } from '../security/middleware'
import { liveSession, ownSession } from '../security/session'
import {
  checkRunning,
  organizationFor,
  stopSession,
  switchOrganization,
  touchSession,
} from '../state/sessions'
import { createSessionToken } from '../tokens/sessionToken'

const path = '/v1/client/sessions/:id'

/** `/v1/client/sessions/{id}`: one session of the caller's client. */
export const sessionRoutes = new Hono<FapiEnv>()
  .get(path, clientCall, async (c) => {
    const { client, session } = ownSession(c, c.req.param('id') ?? '')
    return withClient(c, await serializeSession(c, client, session))
  })
  .post(`${path}/touch`, clientCall, async (c) => {
    const { client, session } = liveSession(c, c.req.param('id'))
    const box = c.get('box')
    const form = c.get('form')
    const organization = form.get('active_organization_id')
    const isSwitch = organization !== undefined && switchOrganization(box, session, organization)
    touchSession(box, client, session)
    const response = await serializeSession(c, client, session)
    // A touch on focus changes nothing that a client shows, so none rides along.
    const isFocus = form.get('intent') === 'focus' && !isSwitch
    return c.json({ response, client: isFocus ? null : await serializeClient(c, client) })
  })
  .post(`${path}/end`, clientCall, (c) => stop(c, 'ended'))
  .post(`${path}/remove`, clientCall, (c) => stop(c, 'removed'))
  .post(`${path}/tokens`, clientCall, async (c) => {
    const box = c.get('box')
    const form = c.get('form')
    const { session } = liveSession(c, c.req.param('id'))
    const asked = form.get('organization_id')
    const organizationId = asked === undefined ? undefined : organizationFor(box, session, asked)
    const jwt = await createSessionToken(box, session, hostHeader(c, 'origin'), organizationId)
    return c.json({ object: 'token', jwt })
  })

async function stop(c: FapiContext, status: 'ended' | 'removed'): Promise<Response> {
  const { client, session } = ownSession(c, c.req.param('id') ?? '')
  checkRunning(session)
  stopSession(c.get('box'), session, status)
  return withClient(c, await serializeSession(c, client, session))
}
