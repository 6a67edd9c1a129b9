import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../http/env'
import { serializeClient } from '../resources/client'
import { requireClient } from '../security/caller'
import { verifyCaptcha } from '../security/captcha'
import { clientCall } from '../security/middleware'

/** `/v1/client/verify`: where a browser shows that it has passed a captcha that it was asked for in the middle. */
export const captchaRoutes = new Hono<FapiEnv>().post('/v1/client/verify', clientCall, async (c) => {
  const client = requireClient(c)
  verifyCaptcha(c)
  return c.json({ response: await serializeClient(c, client), client: null })
})
