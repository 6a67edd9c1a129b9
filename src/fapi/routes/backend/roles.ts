import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { notFound } from '../../http/errors'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { serializeRoles } from '../../resources/role'
import { secretCall } from '../../security/middleware'

/** The roles and permissions of organizations, for servers to look at: they are Clerk's own, and those of members. */
export const backendRoleRoutes = new Hono<FapiEnv>()
  .get('/v1/organization_roles', secretCall, (c) => answerPage(c, rolesIn(c)))
  .get('/v1/organization_roles/:id', secretCall, (c) => answerOne(c, rolesIn(c), 'Organization role'))
  .get('/v1/organization_permissions', secretCall, (c) => answerPage(c, permissionsIn(c)))
  .get('/v1/organization_permissions/:id', secretCall, (c) =>
    answerOne(c, permissionsIn(c), 'Organization permission'),
  )

interface Named {
  id: string
  key: string
  name: string
}

const rolesIn = (c: FapiContext) => serializeRoles(c.get('box'))

function permissionsIn(c: FapiContext) {
  const all = rolesIn(c).flatMap(({ permissions }) => permissions)
  return [...new Map(all.map((permission) => [permission.id, permission])).values()]
}

/** Those that the query is after: of an id, or with it in their key or name. @throws FapiError 422 */
function answerPage(c: FapiContext, all: readonly Named[]): Response {
  checkQuery(c, ['query'])
  const text = (c.get('query').get('query') ?? '').trim().toLowerCase()
  return c.json(
    readPage(
      c,
      all.filter(
        ({ id, key, name }) => id === text || [key, name].some((value) => value.toLowerCase().includes(text)),
      ),
    ),
  )
}

/** @throws FapiError 404 */
function answerOne(c: FapiContext, all: readonly Named[], what: string): Response {
  const found = all.find(({ id }) => id === c.req.param('id'))
  if (!found) throw notFound(what)
  return c.json(found)
}
