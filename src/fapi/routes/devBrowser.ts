import { Hono } from 'hono'
import type { FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import { anonymousCall } from '../security/middleware'
import { createDevBrowser } from '../state/clients'

/** `/v1/dev_browser`: what a browser calls first of all in development. */
export const devBrowserRoutes = new Hono<FapiEnv>().post('/v1/dev_browser', anonymousCall, (c) => {
  const box = c.get('box')
  const caller = c.get('caller')
  if (box.options.publishableKey.keyType === 'live') {
    throw new FapiError(400, 'request_invalid_for_environment', 'A production instance has no dev browsers')
  }
  const created = createDevBrowser(box)
  const { token } = created
  caller.token = token
  caller.holder = created
  return c.json({ object: 'dev_browser', id: token, token })
})
