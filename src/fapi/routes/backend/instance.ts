import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { formError } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { isOpenableOrigin } from '../../http/origins'
import { serializeRoles } from '../../resources/role'
import { secretCall } from '../../security/middleware'
import { readKnownMode } from '../../state/domains'
import { maxMembers } from '../../state/organizations'
import { changeSettings, settingsOf } from '../../state/settings'
import { emailPattern } from '../../state/users'

/** How many origins there may be besides those of the options. */
const maxOrigins = 100

/** `/v1/instance` of the Backend API. What the options of the box decide is refused: it would not come true. */
export const backendInstanceRoutes = new Hono<FapiEnv>()
  .get('/v1/instance', secretCall, (c) => {
    const { keys, options } = c.get('box')
    const isTest = options.publishableKey.keyType === 'test'
    return c.json({
      object: 'instance',
      id: keys.kid,
      environment_type: isTest ? 'development' : 'production',
      allowed_origins: settingsOf(c.get('box')).allowedOrigins,
    })
  })
  .patch('/v1/instance', secretCall, (c) => {
    checkFixed(c, {
      test_mode: 'true',
      hibp: String(c.get('box').options.passwords.leaked.size > 0),
      enhanced_email_deliverability: 'false',
      clerk_js_version: '',
      development_origin: '',
      cookieless_dev: 'true',
      url_based_session_syncing: 'true',
    })
    const said = {
      ...kept(c, 'support_email', 'supportEmail', readSupport),
      ...kept(c, 'allowed_origins', 'allowedOrigins', readOrigins),
      ...kept(c, 'preferred_sign_in_strategy_when_password_required', 'preferredSignIn', readPreferred),
    }
    changeSettings(c.get('box'), said)
    return c.body(null, 204)
  })
  .get('/v1/instance/organization_settings', secretCall, (c) => c.json(serializeOrganizationSettings(c)))
  .patch('/v1/instance/organization_settings', secretCall, (c) => {
    checkFixed(c, {
      enabled: 'true',
      max_allowed_memberships: String(maxMembers),
      admin_delete_enabled: 'true',
      slug_disabled: 'false',
      creator_role_id: 'role_admin',
    })
    const box = c.get('box')
    const domainsEnabled = readFlag(c.get('form'), 'domains_enabled')
    changeSettings(box, {
      ...(domainsEnabled !== undefined && { domainsEnabled }),
      ...kept(c, 'domains_enrollment_modes', 'enrollmentModes', (text, name) =>
        text
          .split(',')
          .filter(Boolean)
          .map((mode) => readKnownMode(mode, name)),
      ),
      ...kept(c, 'domains_default_role_id', 'domainsDefaultRole', (text, name) => readRoleId(c, text, name)),
    })
    return c.json(serializeOrganizationSettings(c))
  })
  .patch('/v1/instance/restrictions', secretCall, (c) => {
    checkFixed(c, {
      block_disposable_email_domains: 'false',
      ignore_dots_for_gmail_addresses: 'false',
      // Whoever is a user already is let in.
      allowlist_blocklist_disabled_on_sign_in: 'true',
    })
    const flags = {
      allowlist: readFlag(c.get('form'), 'allowlist'),
      blocklist: readFlag(c.get('form'), 'blocklist'),
      blocksSubaddresses: readFlag(c.get('form'), 'block_email_subaddresses'),
    }
    const said = Object.entries(flags).filter(([, value]) => value !== undefined)
    changeSettings(c.get('box'), Object.fromEntries(said))
    const { allowlist, blocklist, blocksSubaddresses } = settingsOf(c.get('box'))
    return c.json({
      object: 'instance_restrictions',
      allowlist,
      blocklist,
      block_email_subaddresses: blocksSubaddresses,
      block_disposable_email_domains: false,
      ignore_dots_for_gmail_addresses: false,
    })
  })

/** @throws FapiError 422 where the form wants of the box what it is not */
function checkFixed(c: FapiContext, fixed: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fixed)) {
    const wanted = c.get('form').get(name)
    if (wanted === undefined || wanted === value) continue
    throw formError(
      'form_param_not_supported',
      name,
      `${name} is up to the options of the box: it stays as it is`,
    )
  }
}

/** A field of the form, by the name that it is kept by; nothing where it is not said. */
function kept<Name extends string, Value>(
  c: FapiContext,
  field: string,
  name: Name,
  read: (text: string, field: string) => Value,
): Partial<Record<Name, Value>> {
  const text = c.get('form').get(field)
  return text === undefined ? {} : ({ [name]: read(text, field) } as Record<Name, Value>)
}

function readSupport(text: string, name: string): string {
  if (text === '' || emailPattern.test(text)) return text
  throw formError('form_param_format_invalid', name, 'Enter a valid email address')
}

function readOrigins(text: string, name: string): string[] {
  const origins = text.split(',').filter(Boolean)
  if (origins.length <= maxOrigins && origins.every(isOpenableOrigin)) return origins
  const message = `Name at most ${maxOrigins} origins such as https://app.example.com or capacitor://localhost`
  throw formError('form_param_format_invalid', name, message)
}

function readPreferred(text: string, name: string): 'password' | 'otp' | '' {
  if (text === 'password' || text === 'otp' || text === '') return text
  throw formError('form_param_value_invalid', name, 'Say password or otp')
}

function readRoleId(c: FapiContext, id: string, name: string): string {
  const role = serializeRoles(c.get('box')).find((known) => known.id === id)
  if (role) return role.key
  throw formError('form_param_value_invalid', name, 'There is no such role')
}

function serializeOrganizationSettings(c: FapiContext) {
  const { domainsEnabled, enrollmentModes, domainsDefaultRole } = settingsOf(c.get('box'))
  return {
    object: 'organization_settings',
    enabled: true,
    max_allowed_memberships: maxMembers,
    max_allowed_roles: 10,
    max_allowed_permissions: 50,
    creator_role: 'org:admin',
    admin_delete_enabled: true,
    domains_enabled: domainsEnabled,
    slug_disabled: false,
    domains_enrollment_modes: enrollmentModes,
    domains_default_role: domainsDefaultRole,
  }
}
