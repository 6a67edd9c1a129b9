import { FrontdeskError } from '../core/wire/errors'
import { type Auth, readIdentity, type TokenOptions } from './auth'
import type { Backend } from './backend'
import { deny } from './deny'
import type { Found } from './found'
import type { Parts } from './parts'

const nobody = {
  userId: undefined,
  sessionId: undefined,
  organizationId: undefined,
  organizationRole: undefined,
  actor: undefined,
  claims: undefined,
  has: undefined,
  getToken: undefined,
} as const

/** What the app gets to know of who sends a request. Methods, not members, hold the token: no JSON shows it. */
export function createAuth({ settings, backend, engine }: Parts, found: Found): Auth {
  const { status, verdict, claims, token = '' } = found
  const denied = { deny: () => deny(settings, found) }
  const identity = claims && readIdentity(claims)
  if (status === 'unknown') return { status, ...nobody, ...denied, verdict: verdict! }
  if (status === 'signed-out' || !identity) return { status: 'signed-out', ...nobody, ...denied, verdict }
  if (status === 'pending') {
    return { status, ...identity, ...denied, verdict: undefined, has: undefined, getToken: undefined }
  }
  return {
    status,
    ...identity,
    verdict: undefined,
    deny: undefined,
    has: (what) => engine.allows(token, identity.claims, what),
    getToken: (options = {}) =>
      options.template === undefined
        ? Promise.resolve(token)
        : templateToken(backend, identity.sessionId, options.template, options),
  }
}

async function templateToken(
  backend: Backend,
  sessionId: string,
  template: string,
  { expiresInSeconds }: TokenOptions,
): Promise<string> {
  const path = `/sessions/${encodeURIComponent(sessionId)}/tokens/${encodeURIComponent(template)}`
  const body = expiresInSeconds === undefined ? {} : { expires_in_seconds: expiresInSeconds }
  const answer = await backend('POST', path, body)
  const { jwt, errors } = answer.body ?? {}
  if (!answer.failure && typeof jwt === 'string') return jwt
  const [error] = (Array.isArray(errors) ? errors : []) as { code?: unknown; message?: unknown }[]
  const own = answer.status === undefined ? (answer.isLate ? 'timeout' : 'network_error') : 'request_failed'
  const code = typeof error?.code === 'string' ? error.code : own
  const message = typeof error?.message === 'string' ? error.message : undefined
  throw new FrontdeskError(code, { status: answer.status, about: answer.failure, message })
}
