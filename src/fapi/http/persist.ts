import { createMiddleware } from 'hono/factory'
import type { Saver } from '../storage'
import type { FapiEnv } from './env'

/** Holds each answer back until what it rests on is saved. A `GET` that changes something says so itself. */
export function persist(saver: Saver) {
  let writing = 0
  return createMiddleware<FapiEnv>(async (c, next) => {
    const writes = c.req.method === 'GET' ? 0 : 1
    writing += writes
    try {
      await next()
      // Also for a `GET`, which may have seen what another request has changed and not come to say.
      if (writing > 0) saver.changed()
    } finally {
      writing -= writes
    }
    await saver.saved()
  })
}
