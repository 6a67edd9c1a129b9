import type { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { FapiEnv } from './env'
import { methodNotAllowed } from './errors'

const overrides = /^(PUT|PATCH|DELETE)$/i

/**
 * The request with the method that `_method` names: clients send every change as POST, which spares them a preflight.
 * Ours, as `hono/method-override` takes any name for a method, and a second turn through the whole app.
 */
export function overrideMethod(request: Request): Request {
  if (request.method !== 'POST' || !request.url.includes('_method=')) return request
  const method = new URL(request.url).searchParams.get('_method')
  return method !== null && overrides.test(method)
    ? new Request(request, { method: method.toUpperCase() })
    : request
}

/** The methods of each path; `/v1/clients/verify` before `/v1/clients/:id`, which it is not. */
export function methodsByPath(routes: readonly Hono<FapiEnv>[]): Map<string, Set<string>> {
  const methods = new Map<string, Set<string>>()
  for (const { path, method } of routes.flatMap((route) => route.routes)) {
    const known = methods.get(path) ?? new Set()
    methods.set(path, known.add(method))
    if (method === 'GET') known.add('HEAD')
  }
  const variables = (path: string) => path.split(':').length
  return new Map([...methods].sort(([one], [other]) => variables(one) - variables(other)))
}

/**
 * Refuses what a path does not take, a `_method` that names no change too. Ours, as `hono/method-not-allowed` looks
 * only after a 404, when the body has been read and refused already.
 */
export function allowMethods(methods: ReadonlySet<string>) {
  return createMiddleware<FapiEnv>(async (c, next) => {
    if (c.get('isAllowed')) return next()
    const { method, path } = c.req
    const named = (method === 'POST' && c.get('query').get('_method')?.toUpperCase()) || method
    if (named !== method || !methods.has(method)) throw methodNotAllowed(named, path, methods)
    c.set('isAllowed', true)
    await next()
  })
}
