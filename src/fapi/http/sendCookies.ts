import { createMiddleware } from 'hono/factory'
import type { FapiEnv } from './env'

/** Puts the collected cookies into the answer, and hands them to a host that cannot read them there. */
export const sendCookies = createMiddleware<FapiEnv>(async (c, next) => {
  await next()
  for (const line of c.get('setCookies')) {
    c.res.headers.append('Set-Cookie', line)
    c.env.setCookie?.(line)
  }
})
