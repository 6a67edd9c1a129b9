import { Hono } from 'hono'
import type { FapiEnv } from '../http/env'
import { serializeEnvironment } from '../resources/environment'
import { clientCall } from '../security/middleware'

/** `/v1/environment`: the instance's settings. `PATCH` tells it where the app runs, which the box need not know. */
export const environmentRoutes = new Hono<FapiEnv>().on(
  ['GET', 'PATCH'],
  '/v1/environment',
  clientCall,
  (c) => c.json(serializeEnvironment(c.get('box'), new URL(c.req.url).origin)),
)
