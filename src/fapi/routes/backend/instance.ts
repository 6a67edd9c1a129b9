import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../../http/env'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { serializeRoles } from '../../resources/role'
import { secretCall } from '../../security/middleware'
import { maxMembers } from '../../state/organizations'

/** What servers may ask of the instance itself: it is what the box was made with, and stays so. */
export const backendInstanceRoutes = new Hono<FapiEnv>()
  .get('/v1/instance', secretCall, (c) => {
    const { keys, options } = c.get('box')
    const isTest = options.publishableKey.keyType === 'test'
    return c.json({
      object: 'instance',
      id: keys.kid,
      environment_type: isTest ? 'development' : 'production',
      allowed_origins: null,
    })
  })
  .get('/v1/instance/organization_settings', secretCall, (c) =>
    c.json({
      object: 'organization_settings',
      enabled: true,
      max_allowed_memberships: maxMembers,
      max_allowed_roles: 10,
      max_allowed_permissions: 50,
      creator_role: 'org:admin',
      admin_delete_enabled: true,
      domains_enabled: false,
      slug_disabled: false,
      domains_enrollment_modes: [],
      domains_default_role: 'org:member',
    }),
  )
  .get('/v1/organization_roles', secretCall, (c) => {
    checkQuery(c, [])
    return c.json(readPage(c, serializeRoles(c.get('box'))))
  })
