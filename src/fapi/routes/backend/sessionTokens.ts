import { Hono } from 'hono/tiny'
import { sessionLines } from '../../handshake/directives'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError, formError, notFound } from '../../http/errors'
import { secretCall } from '../../security/middleware'
import { templateNamed } from '../../state/jwtTemplates'
import { allSessions, checkLive } from '../../state/sessions'
import type { SessionRecord } from '../../state/state'
import { createSessionToken, isTokenOf } from '../../tokens/sessionToken'
import { createTemplateToken } from '../../tokens/templateToken'

const path = '/v1/sessions/:id'

/** Tokens for servers, of `/v1/sessions/{id}` of the Backend API: of a template, and a fresh one in place of an expired one. */
export const backendTokenRoutes = new Hono<FapiEnv>()
  .post(`${path}/tokens`, secretCall, async (c) => {
    const jwt = await createSessionToken(c.get('box'), liveSession(c), undefined, undefined, readLifetime(c))
    return c.json({ object: 'token', jwt })
  })
  .post(`${path}/tokens/:template`, secretCall, async (c) => {
    const session = liveSession(c)
    const template = templateNamed(c.get('box'), c.req.param('template'))
    if (!template) throw notFound(`JWT template "${c.req.param('template')}"`)
    const lifetime = readLifetime(c) ?? template.lifetime
    const jwt = await createTemplateToken(c.get('box'), session, { ...template, lifetime }, undefined)
    return c.json({ object: 'token', jwt })
  })
  .post(`${path}/refresh`, secretCall, async (c) => {
    const box = c.get('box')
    const form = c.get('form')
    const session = liveSession(c)
    // The expired token alone would do for whoever once stole one: the other never leaves cookies and servers.
    const isHolder =
      session.refreshToken !== undefined &&
      form.get('refresh_token') === session.refreshToken &&
      (await isTokenOf(box, session, form.get('expired_token') ?? ''))
    if (!isHolder) {
      throw new FapiError(
        401,
        'authentication_invalid',
        'refresh_token or expired_token is not the session’s',
      )
    }
    const origin = form.get('request_origin')
    if (origin === undefined || !box.options.allowsOrigin(origin)) {
      throw new FapiError(400, 'origin_invalid', 'request_origin is not an app of this instance')
    }
    const jwt = await createSessionToken(box, session, origin)
    if (form.get('format') !== 'cookie') return c.json({ object: 'token', jwt })
    const secure = origin.startsWith('https:')
    return c.json({ object: 'cookies', cookies: await sessionLines(c, jwt, { secure }) })
  })

/** @throws FapiError 404 for an unknown one, 401 for one that is over, 403 for that of a banned user */
function liveSession(c: FapiContext): SessionRecord {
  const session = allSessions(c.get('box')).find(({ id }) => id === c.req.param('id'))
  if (!session) throw notFound('Session')
  checkLive(c.get('box'), session)
  return session
}

/** Seconds. */
function readLifetime(c: FapiContext): number | undefined {
  const name = 'expires_in_seconds'
  const text = c.get('form').get(name)
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw formError('form_param_value_invalid', name, 'Must be whole seconds')
  return Number(text)
}
