import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../../http/env'
import { notFound } from '../../http/errors'
import { secretCall } from '../../security/middleware'
import { takeHandshake } from '../../state/handshakes'

/** `/v1/clients/handshake_payload`: where an app's server trades a handshake's nonce for the cookies to set, once. */
export const handshakePayloadRoutes = new Hono<FapiEnv>().get(
  '/v1/clients/handshake_payload',
  secretCall,
  (c) => {
    const box = c.get('box')
    const query = c.get('query')
    const directives = takeHandshake(box, query.get('nonce') ?? '')
    box.saver.changed()
    if (!directives) throw notFound('Handshake nonce')
    return c.json({ directives })
  },
)
