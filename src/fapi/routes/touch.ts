import { Hono } from 'hono/tiny'
import { readRedirect, sendOn } from '../handshake/redirect'
import type { FapiEnv } from '../http/env'
import { currentClient } from '../security/caller'
import { navigation } from '../security/middleware'

/**
 * `/v1/client/touch`: a browser comes by on its way to another page, and its client cookie is issued anew. Safari
 * lets cookies live longer that come with a navigation.
 */
export const touchRoutes = new Hono<FapiEnv>().get('/v1/client/touch', navigation, (c) => {
  const redirectUrl = readRedirect(c)
  c.get('caller').renewed = currentClient(c) !== undefined
  return sendOn(c, redirectUrl)
})
