import * as v from 'valibot'
import { signIn, signUp } from './attempts'
import { id, text, token } from './basics'
import { client, errors, withClient, withoutClient } from './client'
import { environment } from './environment'
import { reverification } from './reverification'
import { activeSession, session } from './session'
import { user } from './user'

/** What an answer's body must be. `redirect`: none, and a `Location` instead. `page`: HTML for people. `picture`: what was uploaded. */
export type Body = v.GenericSchema | 'redirect' | 'page' | 'picture'

export type Answers = Readonly<Record<number, Body>>

const refusals = (...statuses: number[]): Answers =>
  Object.fromEntries(statuses.map((status) => [status, errors]))

const verifying = (step: string) => ({
  [`POST /v1/client/sessions/:id/verify/${step}`]: {
    200: withClient(reverification),
    ...refusals(400, 401, 403, 422),
  },
})

const gone = (object: string) => v.strictObject({ object: v.literal(object), id, deleted: v.literal(true) })
const deletedUser = gone('user')
const deletedMembership = gone('organization_membership')

const created = { 200: withoutClient(v.nullable(client)), 307: 'redirect' } as const satisfies Answers
const deleted = withoutClient(v.nullable(client))

/** The public keys: of those that the public spec allows, the box has RSA ones. Nothing private is among them. */
export const keySet = v.strictObject({
  keys: v.pipe(
    v.array(
      v.strictObject({
        kid: id,
        alg: v.literal('RS256'),
        use: v.literal('sig'),
        kty: v.literal('RSA'),
        n: text,
        e: text,
      }),
    ),
    v.nonEmpty(),
  ),
})

/**
 * What Clerk's public specification of the Frontend API (version 2026-05-12) says of the operations that the box
 * has: the shape of each answer, by status. In our own words, and narrower where the box never uses the room.
 */
export const operations: Readonly<Record<string, Answers>> = {
  'GET /v1/client': { 200: withoutClient(v.nullable(client)), ...refusals(400, 401, 403) },
  'PUT /v1/client': created,
  'POST /v1/client': created,
  'DELETE /v1/client': { 200: deleted, 307: 'redirect', ...refusals(404) },
  'DELETE /v1/client/sessions': { 200: deleted, ...refusals(401, 404) },
  'GET /v1/client/handshake': { 307: 'redirect', ...refusals(400, 403, 404, 422, 500) },
  'GET /v1/client/sessions/:id': { 200: withClient(session), ...refusals(401, 404) },
  'POST /v1/client/sessions/:id/touch': {
    200: withoutClient(session),
    ...refusals(400, 401, 403, 404, 422),
  },
  'POST /v1/client/sessions/:id/end': { 200: withClient(session), ...refusals(400, 401, 404) },
  'POST /v1/client/sessions/:id/remove': { 200: withClient(session), ...refusals(400, 401, 404) },
  'POST /v1/client/sessions/:id/tokens': { 200: token, ...refusals(401, 403, 404) },
  'POST /v1/client/sessions/:id/tokens/:template': { 200: token, ...refusals(401, 404) },
  'POST /v1/client/sign_ins': {
    200: withClient(signIn),
    307: 'redirect',
    ...refusals(400, 403, 404, 409, 422),
  },
  'GET /v1/client/sign_ins/:id': { 200: withClient(signIn), ...refusals(400, 401, 404) },
  'POST /v1/client/sign_ins/:id/prepare_first_factor': {
    200: withClient(signIn),
    ...refusals(400, 401, 403, 404, 422, 429),
  },
  'POST /v1/client/sign_ins/:id/attempt_first_factor': {
    200: withClient(signIn),
    307: 'redirect',
    ...refusals(400, 401, 403, 404, 422, 429),
  },
  'POST /v1/client/sign_ins/:id/prepare_second_factor': {
    200: withClient(signIn),
    ...refusals(400, 401, 403, 422),
  },
  'POST /v1/client/sign_ins/:id/attempt_second_factor': {
    200: withClient(signIn),
    307: 'redirect',
    ...refusals(400, 401, 403, 422),
  },
  'POST /v1/client/sign_ins/:id/reset_password': {
    200: withClient(signIn),
    ...refusals(400, 401, 403, 422),
  },
  'POST /v1/client/sign_ups': {
    200: withClient(signUp),
    307: 'redirect',
    ...refusals(400, 403, 404, 409, 422),
  },
  'GET /v1/client/sign_ups/:id': { 200: withClient(signUp), ...refusals(400, 401, 404) },
  'PATCH /v1/client/sign_ups/:id': {
    200: withClient(signUp),
    307: 'redirect',
    ...refusals(400, 401, 403, 404, 422),
  },
  'GET /v1/oauth_callback': { 301: 'redirect', 303: 'redirect', ...refusals(400, 403) },
  'POST /v1/oauth_callback': { 303: 'redirect' },
  'GET /v1/verify': { 303: 'redirect', ...refusals(400) },
  'POST /v1/client/sessions/:id/verify': { 200: withClient(reverification), ...refusals(401, 422) },
  ...verifying('prepare_first_factor'),
  ...verifying('attempt_first_factor'),
  ...verifying('prepare_second_factor'),
  ...verifying('attempt_second_factor'),
  'GET /v1/environment': { 200: environment, ...refusals(400, 401) },
  'PATCH /v1/environment': { 200: environment, ...refusals(400, 401) },
  'GET /v1/me': { 200: withClient(user), ...refusals(401, 403, 404) },
  'PATCH /v1/me': { 200: withClient(user), ...refusals(400, 401, 403, 404, 422) },
  'DELETE /v1/me': { 200: withClient(deletedUser), ...refusals(401, 403, 404, 500) },
  'DELETE /v1/me/organization_memberships/:organization': {
    200: withClient(deletedMembership),
    ...refusals(400, 401, 403, 404, 422),
  },
  'GET /v1/me/sessions/active': { 200: v.array(activeSession), ...refusals(401) },
  'GET /.well-known/jwks.json': { 200: keySet, ...refusals(500) },
}
