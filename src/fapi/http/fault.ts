import { createMiddleware } from 'hono/factory'
import { beyond } from './beyond'
import type { FapiEnv } from './env'

/** Lets the fault that fits a request, if any, happen to it. */
export const applyFault = createMiddleware<FapiEnv>(async (c, next) => {
  const fault = c.get('box').faults.take(c.req.method, c.req.path)
  return fault ? (await beyond()).misbehave(c, fault, next) : next()
})
