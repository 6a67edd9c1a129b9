import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../http/env'
import { secretCall } from '../security/middleware'

/** The public key, for everyone and, under the Backend API's name, for servers. */
export const jwksRoutes = new Hono<FapiEnv>()
  .get('/.well-known/jwks.json', async (c) => c.json({ keys: [await c.get('box').keys.jwk()] }))
  .get('/v1/jwks', secretCall, async (c) => c.json({ keys: [await c.get('box').keys.jwk()] }))
