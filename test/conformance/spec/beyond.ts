import * as v from 'valibot'
import { account, ownInvitation, permission, role, rolesPage } from './account'
import { signUp } from './attempts'
import { count, flag, id, metadata, text, time, token } from './basics'
import { client, withClient, withoutClient } from './client'
import { type Body, keySet } from './operations'
import { organizationMembership } from './organization'
import { activeSession } from './session'
import { emailAddress, phoneNumber, user } from './user'

/** An answer that the box gives though the public specification of the Frontend API does not have it. */
export interface Beyond {
  operation: string
  status: number
  body: Body | 'none'
  why: string
}

const gone = (object: string) => v.strictObject({ object: v.literal(object), id, deleted: v.literal(true) })

/** A membership and an invitation as servers see them. */
const ownedMembership = v.strictObject({ ...organizationMembership.entries, private_metadata: metadata })
const ownedInvitation = v.strictObject({ ...ownInvitation.entries, organization_id: id })

/** A session as servers see it. */
const ownedSession = v.strictObject({ ...activeSession.entries, client_id: id, user_id: id })

/** A part of a list, and how long the whole is. */
function page<S extends v.GenericSchema>(item: S) {
  return v.strictObject({ data: v.array(item), total_count: count })
}

const ticketStatus = v.picklist(['pending', 'accepted', 'revoked'])

/** What signs a user in by a link. */
const signInToken = v.strictObject({
  object: v.literal('sign_in_token'),
  id,
  status: ticketStatus,
  user_id: id,
  token: id,
  url: id,
  created_at: time,
  updated_at: time,
})

/** What lets somebody act as a user. */
const actorToken = v.strictObject({
  ...signInToken.entries,
  object: v.literal('actor_token'),
  actor: v.looseObject({ sub: id }),
})

/** A client as servers see it. */
const ownedClient = v.strictObject({
  object: v.literal('client'),
  id,
  session_ids: v.array(id),
  sessions: v.array(ownedSession),
  sign_in_id: v.nullable(id),
  sign_up_id: v.nullable(id),
  last_active_session_id: v.nullable(id),
  last_authentication_strategy: v.nullable(text),
  created_at: time,
  updated_at: time,
})

const instance = v.strictObject({
  object: v.literal('instance'),
  id,
  environment_type: v.picklist(['development', 'production']),
  allowed_origins: v.nullable(v.array(id)),
})

const organizationSettings = v.strictObject({
  object: v.literal('organization_settings'),
  enabled: flag,
  max_allowed_memberships: count,
  max_allowed_roles: count,
  max_allowed_permissions: count,
  creator_role: text,
  admin_delete_enabled: flag,
  domains_enabled: flag,
  slug_disabled: flag,
  domains_enrollment_modes: v.array(text),
  domains_default_role: text,
})

const jwtTemplate = v.strictObject({
  object: v.literal('jwt_template'),
  id,
  name: text,
  claims: metadata,
  lifetime: count,
  allowed_clock_skew: count,
  custom_signing_key: flag,
  signing_algorithm: text,
  created_at: time,
  updated_at: time,
})

const restrictions = v.strictObject({
  object: v.literal('instance_restrictions'),
  allowlist: flag,
  blocklist: flag,
  block_email_subaddresses: flag,
  block_disposable_email_domains: flag,
  ignore_dots_for_gmail_addresses: flag,
})

/** Who may sign up, or may not. */
const listed = v.strictObject({
  object: v.picklist(['allowlist_identifier', 'blocklist_identifier']),
  id,
  identifier: id,
  identifier_type: v.picklist(['email_address', 'phone_number']),
  invitation_id: v.optional(id),
  created_at: time,
  updated_at: time,
})

const redirectUrl = v.strictObject({
  object: v.literal('redirect_url'),
  id,
  url: id,
  created_at: time,
  updated_at: time,
})

/** What an invited person gets. */
const invitation = v.strictObject({
  object: v.literal('invitation'),
  id,
  status: ticketStatus,
  email_address: id,
  public_metadata: metadata,
  revoked: flag,
  url: id,
  created_at: time,
  updated_at: time,
})

/** Of the Backend API. */
function scene(operation: string, body: v.GenericSchema): Beyond[] {
  return [{ operation, status: 200, body, why: 'Of the Backend API: how tests arrange a scene.' }]
}

/** The page of another provider. */
function provider(method: string, answers: Record<number, Body>): Beyond[] {
  const why = 'Elsewhere it is a site of its own. The box plays all providers.'
  return Object.entries(answers).map(([status, body]) => ({
    operation: `${method} /v1/oauth_provider`,
    status: Number(status),
    body,
    why,
  }))
}

/** All of them. Refusals need no entry: any operation may refuse, in the one envelope. */
export const beyond: readonly Beyond[] = [
  {
    operation: 'POST /v1/dev_browser',
    status: 200,
    body: v.strictObject({ object: v.literal('dev_browser'), id, token: id }),
    why: 'The specification leaves the body open. Browsers read `id`, other clients `token`.',
  },
  {
    operation: 'GET /v1/client/touch',
    status: 307,
    body: 'redirect',
    why: 'Where cookies soon expire, clerk-js goes this way round, so that a page load renews them.',
  },
  {
    operation: 'POST /v1/client/verify',
    status: 200,
    body: withoutClient(client),
    why: 'Where clerk-js shows that a captcha was passed. It reads the answer as a client.',
  },
  {
    operation: 'POST /v1/client/sign_ups/:id/prepare_verification',
    status: 200,
    body: withClient(signUp),
    why: 'Among the paths that the specification at hand leaves out: how an address is verified.',
  },
  {
    operation: 'POST /v1/client/sign_ups/:id/attempt_verification',
    status: 200,
    body: withClient(signUp),
    why: 'Among the paths that the specification at hand leaves out: how an address is verified.',
  },
  {
    operation: 'GET /v1/client/sign_ups/:id/enterprise_connections',
    status: 200,
    body: withClient(v.array(v.strictObject({ id, name: text }))),
    why: 'clerk-js asks for them where an enterprise has several.',
  },
  ...provider('GET', { 200: 'page', 400: 'page' }),
  ...provider('POST', { 303: 'redirect', 400: 'page', 422: 'page' }),
  {
    operation: 'GET /v1/me/organization_memberships',
    status: 200,
    body: withClient(page(organizationMembership)),
    why: 'Among the paths that the specification at hand leaves out: how an app lists what to switch to.',
  },
  {
    operation: 'POST /v1/me/sessions/:id/revoke',
    status: 200,
    body: withClient(activeSession),
    why: 'Among the paths that the specification at hand leaves out: how users end a session of another device.',
  },
  {
    operation: 'GET /v1/jwks',
    status: 200,
    body: keySet,
    why: 'Of the Backend API: how @clerk/backend gets the keys.',
  },
  {
    operation: 'GET /v1/clients/handshake_payload',
    status: 200,
    body: v.strictObject({ directives: v.pipe(v.array(id), v.nonEmpty()) }),
    why: 'Of the Backend API: how @clerk/backend gets what a nonce stands for.',
  },
  {
    operation: 'GET /v1/images/:id',
    status: 200,
    body: 'picture',
    why: 'Elsewhere on a host of its own: the pictures that were uploaded.',
  },
  ...account,
  ...scene('GET /v1/users', v.array(user)),
  ...scene('GET /v1/users/count', v.strictObject({ object: v.literal('total_count'), total_count: count })),
  ...scene('POST /v1/users', user),
  ...scene('GET /v1/users/:id', user),
  ...scene('PATCH /v1/users/:id', user),
  ...scene('DELETE /v1/users/:id', gone('user')),
  ...scene('PATCH /v1/users/:id/metadata', user),
  ...scene('PUT /v1/users/:id/metadata', user),
  ...scene('POST /v1/users/:id/profile_image', user),
  ...scene('DELETE /v1/users/:id/profile_image', user),
  ...scene('POST /v1/users/:id/remove_password', user),
  ...scene('POST /v1/users/:id/verify_password', v.strictObject({ verified: v.literal(true) })),
  ...scene(
    'POST /v1/users/:id/verify_totp',
    v.strictObject({ verified: v.literal(true), code_type: v.literal('totp') }),
  ),
  ...scene('GET /v1/users/:id/organization_memberships', page(ownedMembership)),
  ...scene('GET /v1/users/:id/organization_invitations', page(ownedInvitation)),
  ...scene('DELETE /v1/users/:id/:factor', v.strictObject({ user_id: id })),
  ...scene('POST /v1/users/:id/:verb', user),
  ...scene('POST /v1/email_addresses', emailAddress),
  ...scene('GET /v1/email_addresses/:id', emailAddress),
  ...scene('PATCH /v1/email_addresses/:id', emailAddress),
  ...scene('DELETE /v1/email_addresses/:id', gone('email_address')),
  ...scene('POST /v1/phone_numbers', phoneNumber),
  ...scene('GET /v1/phone_numbers/:id', phoneNumber),
  ...scene('PATCH /v1/phone_numbers/:id', phoneNumber),
  ...scene('DELETE /v1/phone_numbers/:id', gone('phone_number')),
  ...scene('GET /v1/sessions', v.union([v.array(ownedSession), page(ownedSession)])),
  ...scene('POST /v1/sessions', ownedSession),
  ...scene('POST /v1/sessions/:id/verify', ownedSession),
  ...scene('POST /v1/sessions/:id/tokens', token),
  ...scene('GET /v1/clients', v.union([v.array(ownedClient), page(ownedClient)])),
  ...scene('GET /v1/clients/:id', ownedClient),
  ...scene('POST /v1/clients/verify', ownedClient),
  ...scene('POST /v1/actor_tokens', actorToken),
  ...scene('POST /v1/actor_tokens/:id/revoke', actorToken),
  ...scene('GET /v1/instance', instance),
  ...scene('GET /v1/instance/organization_settings', organizationSettings),
  { operation: 'PATCH /v1/instance', status: 204, body: 'none', why: 'Of the Backend API: it says nothing.' },
  ...scene('PATCH /v1/instance/organization_settings', organizationSettings),
  ...scene('PATCH /v1/instance/restrictions', restrictions),
  ...scene('GET /v1/allowlist_identifiers', v.union([v.array(listed), page(listed)])),
  ...scene('POST /v1/allowlist_identifiers', listed),
  ...scene('DELETE /v1/allowlist_identifiers/:id', gone('allowlist_identifier')),
  ...scene('GET /v1/blocklist_identifiers', page(listed)),
  ...scene('POST /v1/blocklist_identifiers', listed),
  ...scene('DELETE /v1/blocklist_identifiers/:id', gone('blocklist_identifier')),
  ...scene('GET /v1/organization_roles', rolesPage),
  ...scene('GET /v1/organization_roles/:id', role),
  ...scene('GET /v1/organization_permissions', page(permission)),
  ...scene('GET /v1/organization_permissions/:id', permission),
  ...scene('GET /v1/jwt_templates', v.union([v.array(jwtTemplate), page(jwtTemplate)])),
  ...scene('GET /v1/jwt_templates/:id', jwtTemplate),
  ...scene('POST /v1/jwt_templates', jwtTemplate),
  ...scene('PATCH /v1/jwt_templates/:id', jwtTemplate),
  ...scene('DELETE /v1/jwt_templates/:id', gone('jwt_template')),
  ...scene('GET /v1/redirect_urls', v.union([v.array(redirectUrl), page(redirectUrl)])),
  ...scene('POST /v1/redirect_urls', redirectUrl),
  ...scene('GET /v1/redirect_urls/:id', redirectUrl),
  ...scene('DELETE /v1/redirect_urls/:id', gone('redirect_url')),
  ...scene('POST /v1/invitations/bulk', v.array(invitation)),
  ...scene('GET /v1/sessions/:id', ownedSession),
  ...scene('POST /v1/sessions/:id/revoke', ownedSession),
  {
    operation: 'POST /v1/sessions/:id/refresh',
    status: 200,
    body: v.union([
      v.strictObject({ object: v.literal('cookies'), cookies: v.pipe(v.array(id), v.nonEmpty()) }),
      token,
    ]),
    why: 'Of the Backend API: how @clerk/backend renews an expired token without a round trip.',
  },
  {
    operation: 'POST /v1/sessions/:id/tokens/:template',
    status: 200,
    body: token,
    why: 'Of the Backend API: how a server gets a token of a template.',
  },
  ...scene('POST /v1/sign_in_tokens', signInToken),
  ...scene('POST /v1/sign_in_tokens/:id/revoke', signInToken),
  ...scene('GET /v1/invitations', v.union([v.array(invitation), page(invitation)])),
  ...scene('POST /v1/invitations', invitation),
  ...scene('POST /v1/invitations/:id/revoke', invitation),
  ...scene(
    'POST /v1/testing_tokens',
    v.strictObject({ object: v.literal('testing_token'), token: id, expires_at: count }),
  ),
  {
    operation: 'GET /v1/tickets/accept',
    status: 307,
    body: 'redirect',
    why: 'Browsers follow the link in an invitation with the method they have: GET, which 307 keeps.',
  },
  {
    operation: 'OPTIONS *',
    status: 204,
    body: 'none',
    why: 'Browsers ask first where a page sends `Authorization`, as native apps in a browser do.',
  },
]

/** A field that an object has though its description does not. */
export interface BeyondField {
  object: string
  /** A field that tells this kind of the object from others. */
  kind?: string
  field: string
  schema: v.GenericSchema
  why: string
}

/** All of them. */
export const beyondFields: readonly BeyondField[] = [
  {
    object: 'sign_in_attempt',
    field: 'locale',
    schema: v.nullable(v.string()),
    why: 'The language that the SDK sends along; live instances show it, the specification does not have it.',
  },
  {
    object: 'sign_up_attempt',
    field: 'has_password',
    schema: flag,
    why: 'The name under which clerk-js reads what the specification calls `password_enabled`.',
  },
  {
    object: 'sign_up_attempt',
    field: 'locale',
    schema: v.nullable(text),
    why: 'clerk-js sends the language of the browser, and reads it back.',
  },
  ...(['created_at', 'updated_at', 'last_active_organization_id'] as const).map((field) => ({
    object: 'session',
    kind: 'latest_activity',
    field,
    schema: field === 'last_active_organization_id' ? v.nullable(id) : time,
    why: 'A list of sessions shows them; other kinds of a session have them too.',
  })),
]
