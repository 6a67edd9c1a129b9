import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { readPage } from '../http/page'
import { serializeRequest } from '../resources/domain'
import { clientCall } from '../security/middleware'
import { permitted } from '../security/permitted'
import { answerRequest, requestsOf } from '../state/enrolling'

const path = '/v1/organizations/:id/membership_requests'

/** Who has asked to be let into an organization. */
export const membershipRequestRoutes = new Hono<FapiEnv>()
  .get(path, clientCall, (c) => {
    const organization = permitted(c, 'memberships:manage')
    const status = c.get('query').get('status')?.split(',')
    const requests = requestsOf(c.get('box'), organization)
      .filter((request) => status?.includes(request.status) ?? true)
      .map((request) => serializeRequest(c.get('box'), request))
    return withClient(c, readPage(c, requests))
  })
  .post(`${path}/:request/accept`, clientCall, (c) => answer(c, true))
  .post(`${path}/:request/reject`, clientCall, (c) => answer(c, false))

function answer(c: FapiContext, isLetIn: boolean): Promise<Response> {
  const organization = permitted(c, 'memberships:manage')
  const request = answerRequest(c.get('box'), organization, c.req.param('request') ?? '', isLetIn)
  return withClient(c, serializeRequest(c.get('box'), request))
}
