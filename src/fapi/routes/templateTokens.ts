import { Hono } from 'hono/tiny'
import { type FapiEnv, hostHeader } from '../http/env'
import { notFound } from '../http/errors'
import { clientCall } from '../security/middleware'
import { liveSession } from '../security/session'
import { templateNamed } from '../state/jwtTemplates'
import { createTemplateToken } from '../tokens/templateToken'

/** Tokens of a session that a JWT template says more in. */
export const templateTokenRoutes = new Hono<FapiEnv>().post(
  '/v1/client/sessions/:id/tokens/:template',
  clientCall,
  async (c) => {
    const { session } = liveSession(c, c.req.param('id'))
    const template = templateNamed(c.get('box'), c.req.param('template'))
    if (!template) throw notFound(`JWT template "${c.req.param('template')}"`)
    const jwt = await createTemplateToken(c.get('box'), session, template, hostHeader(c, 'origin'))
    return c.json({ object: 'token', jwt })
  },
)
