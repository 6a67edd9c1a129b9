import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import { anonymousCall } from '../security/middleware'
import { createDevBrowser } from '../state/clients'

/** `/v1/dev_browser`: what a browser calls first of all in development. */
export const devBrowserRoutes = new Hono<FapiEnv>().post('/v1/dev_browser', anonymousCall, (c) => {
  const box = c.get('box')
  const caller = c.get('caller')
  const { key, keyType } = box.options.publishableKey
  if (keyType === 'live') {
    const message = `A production instance has no dev browsers. An app with a pk_test_ key asks for one: the key here is ${key}.`
    throw new FapiError(400, 'request_invalid_for_environment', message)
  }
  const created = createDevBrowser(box)
  const { token } = created
  caller.token = token
  caller.holder = created
  return c.json({ object: 'dev_browser', id: token, token })
})
