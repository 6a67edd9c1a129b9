import { Hono } from 'hono/tiny'
import { isSecure } from '../http/cookies'
import type { FapiContext, FapiEnv } from '../http/env'
import { serializeEnvironment } from '../resources/environment'
import { clientCall } from '../security/middleware'

/** `/v1/environment`: the instance's settings. `PATCH` tells it where the app runs, which the box need not know. */
export const environmentRoutes = new Hono<FapiEnv>().on(
  ['GET', 'PATCH'],
  '/v1/environment',
  clientCall,
  (c) => c.json(serializeEnvironment(c.get('box'), originOf(c))),
)

/** Where people reach the box: behind TLS that ends before it, too. */
const originOf = (c: FapiContext) => `${isSecure(c) ? 'https' : 'http'}://${c.get('url').host}`
