import { createMiddleware } from 'hono/factory'
import { type FapiEnv, hostHeader } from './env'

const exposed = 'Authorization, Clerk-Db-Jwt, Retry-After, X-Country'

/**
 * Lets pages read the answers, errors included. Every origin is echoed, foreign ones too: those get nothing
 * but the error that says so, which an app must be able to show. Ours, as `hono/cors` halves what the box serves
 * (its headers are set on a response that is thrown away), and takes every `OPTIONS` for a preflight.
 */
export const cors = createMiddleware<FapiEnv>(async (c, next) => {
  const origin = hostHeader(c, 'origin')
  const isPreflight =
    c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
  if (isPreflight) c.res = new Response(null, { status: 204 })
  else await next()
  // `c.header` would make a new response for each header once there is one.
  const { headers } = c.res
  headers.append('Vary', 'Origin')
  if (origin === undefined) return
  headers.set('Access-Control-Allow-Origin', origin)
  headers.set('Access-Control-Allow-Credentials', 'true')
  headers.set('Access-Control-Expose-Headers', exposed)
  if (isPreflight) {
    headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE')
    headers.set('Access-Control-Allow-Headers', c.req.header('Access-Control-Request-Headers') ?? '*')
  }
})
