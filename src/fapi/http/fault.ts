import { createMiddleware } from 'hono/factory'
import type { FapiEnv } from './env'
import { misbehave } from './misbehave'

/** Lets the fault that fits a request, if any, happen to it. */
export const applyFault = createMiddleware<FapiEnv>(async (c, next) => {
  const fault = c.get('box').faults.take(c.req.method, c.req.path)
  return fault ? misbehave(c, fault, next) : next()
})
