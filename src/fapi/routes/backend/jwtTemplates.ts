import { Hono } from 'hono/tiny'
import { answerList } from '../../http/answerList'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError, formError, notFound } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { parseObject } from '../../http/json'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { secretCall } from '../../security/middleware'
import { keep } from '../../state/beyond'
import { changeTemplate, removeTemplate, type Template, templatesOf } from '../../state/jwtTemplates'

const path = '/v1/jwt_templates'

/** How many there may be. */
const limit = 100

/** What a token says of itself, which no template may. */
const reserved = ['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub']

/** `/v1/jwt_templates` of the Backend API. */
export const backendTemplateRoutes = new Hono<FapiEnv>()
  .get(path, secretCall, (c) => {
    checkQuery(c, [])
    return answerList(c, templatesOf(c.get('box')).map(serializeTemplate))
  })
  .post(path, secretCall, (c) => {
    const box = c.get('box')
    const { name, claims, lifetime = 60, allowedClockSkew = 5 } = readSaid(c)
    if (!name) throw formError('form_param_missing', 'name', 'Say the name')
    if (!claims) throw formError('form_param_missing', 'claims', 'Say the claims')
    if (templatesOf(box).length >= limit)
      throw new FapiError(403, 'quota_exceeded', `There may be ${limit} templates`)
    return answer(c, keep(box, 'jwtTemplate', 'jtmp', { name, claims, lifetime, allowedClockSkew }))
  })
  .get(`${path}/:id`, secretCall, (c) => answer(c, find(c)))
  .patch(`${path}/:id`, secretCall, (c) => {
    const template = find(c)
    const said = Object.entries(readSaid(c, template)).filter(([, value]) => value !== undefined)
    return answer(c, changeTemplate(c.get('box'), template, Object.fromEntries(said)))
  })
  .delete(`${path}/:id`, secretCall, (c) => {
    const template = find(c)
    removeTemplate(c.get('box'), template)
    return c.json({ object: 'jwt_template', id: template.id, deleted: true })
  })

/** What the form says of a template. @throws FapiError 422 */
function readSaid(c: FapiContext, own?: Template) {
  const form = c.get('form')
  if (readFlag(form, 'custom_signing_key') || form.get('signing_key')) {
    const message = 'The box signs all tokens with its own key'
    throw formError('form_param_not_supported', 'custom_signing_key', message)
  }
  return {
    name: form.get('name') === undefined ? undefined : readName(c, own),
    claims: readClaims(c),
    lifetime: readNumber(c, 'lifetime', 30, 315_360_000),
    allowedClockSkew: readNumber(c, 'allowed_clock_skew', 0, 300),
  }
}

function readName(c: FapiContext, own: Template | undefined): string {
  const name = readText(c, 'name')
  if (!/^[\w-]+$/.test(name))
    throw formError('form_param_format_invalid', 'name', 'Use letters, digits, _ and - only')
  const isTaken = templatesOf(c.get('box')).some((other) => other.name === name && other.id !== own?.id)
  if (isTaken) throw formError('form_identifier_exists', 'name', 'Another template has this name')
  return name
}

function readClaims(c: FapiContext): Record<string, unknown> | undefined {
  const text = c.get('form').get('claims')
  if (text === undefined) return undefined
  const claims = parseObject(text)
  if (!claims) throw formError('form_param_format_invalid', 'claims', 'Send a JSON object')
  const taken = reserved.find((name) => Object.hasOwn(claims, name))
  if (taken) throw formError('jwt_template_reserved_claim', 'claims', `No template says "${taken}"`)
  return claims
}

function readNumber(c: FapiContext, name: string, min: number, max: number): number | undefined {
  const text = c.get('form').get(name)
  if (!text) return undefined
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw formError('form_param_value_invalid', name, `Must be a whole number from ${min} to ${max}`)
}

/** @throws FapiError 404 */
function find(c: FapiContext): Template {
  const template = templatesOf(c.get('box')).find(({ id }) => id === c.req.param('id'))
  if (!template) throw notFound('JWT template')
  return template
}

const answer = (c: FapiContext, template: Template) => c.json(serializeTemplate(template))

function serializeTemplate({ id, name, claims, lifetime, allowedClockSkew, createdAt, updatedAt }: Template) {
  return {
    object: 'jwt_template',
    id,
    name,
    claims,
    lifetime,
    allowed_clock_skew: allowedClockSkew,
    custom_signing_key: false,
    signing_algorithm: 'RS256',
    created_at: createdAt,
    updated_at: updatedAt,
  }
}
