import { createMiddleware } from 'hono/factory'
import type { FapiEnv } from './env'
import { methodNotAllowed } from './errors'

const overrides = /^(PUT|PATCH|DELETE)$/i

/** The request with the method that `_method` names: clients send every change as POST, which spares them a preflight. */
export function overrideMethod(request: Request): Request {
  if (request.method !== 'POST' || !request.url.includes('_method=')) return request
  const method = new URL(request.url).searchParams.get('_method')
  return method !== null && overrides.test(method)
    ? new Request(request, { method: method.toUpperCase() })
    : request
}

/** Refuses a `_method` that names no method a change can have. */
export const checkMethod = createMiddleware<FapiEnv>(async (c, next) => {
  const method = c.get('query').get('_method')
  if (c.req.method === 'POST' && method && method.toUpperCase() !== 'POST')
    throw methodNotAllowed(method, c.req.path)
  await next()
})
