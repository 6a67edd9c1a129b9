import { createMiddleware } from 'hono/factory'
import type { FapiEnv } from './env'

/** Holds an answer back until what it rests on is saved. A `GET` that changes something says so itself. */
export const persist = createMiddleware<FapiEnv>(async (c, next) => {
  const { saver } = c.var.box
  await next()
  if (c.req.method !== 'GET') saver.changed()
  await saver.saved()
})
