import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../http/env'
import { notFound } from '../http/errors'

/** `/v1/images`: the pictures that were uploaded, for whoever knows the address, as on Clerk's own servers. */
export const imageRoutes = new Hono<FapiEnv>().get('/v1/images/:id', (c) => {
  const { users, organizations } = c.get('box').state
  const owners = [...users.values(), ...organizations.values()]
  const image = owners.find((owner) => owner.image?.id === c.req.param('id'))?.image
  if (!image) throw notFound('Image')
  const bytes = Uint8Array.from(atob(image.data), (character) => character.charCodeAt(0))
  return c.body(bytes, 200, {
    'content-type': image.type,
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'sandbox',
    'cross-origin-resource-policy': 'cross-origin',
  })
})
