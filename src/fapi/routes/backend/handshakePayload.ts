import { Hono } from 'hono'
import type { FapiEnv } from '../../http/env'
import { notFound } from '../../http/errors'
import { secretCall } from '../../security/middleware'
import { takeHandshake } from '../../state/handshakes'

/** `/v1/clients/handshake_payload`: where an app's server trades a handshake's nonce for the cookies to set, once. */
export const handshakePayloadRoutes = new Hono<FapiEnv>().get(
  '/v1/clients/handshake_payload',
  secretCall,
  (c) => {
    const directives = takeHandshake(c.var.box, c.var.query.get('nonce') ?? '')
    if (!directives) throw notFound('Handshake nonce')
    return c.json({ directives })
  },
)
