import type * as Internal from '@clerk/backend/internal'
import { FrontdeskError } from '../core/wire/errors'
import type { Claims, Permission } from './auth'
import type { Backend } from './backend'
import type { Copy } from './copy'
import type { Settings } from './settings'

/** What the engine makes of a request that has been cleaned for it. */
export interface Outcome {
  readonly status: 'signed-in' | 'signed-out' | 'handshake'
  /** Clerk's word for why somebody is not signed in; empty if they are. */
  readonly reason: string
  /** The cookies to set, as whole lines. */
  readonly setCookies: readonly string[]
  /** Where to send the browser. */
  readonly location: string | undefined
  /** The verified session token of who is signed in. */
  readonly token: string | undefined
}

/** What has been fetched for the engine, which has no network of its own. */
export interface Fetched {
  /** The public keys to verify with, in PEM: while an instance changes its key, tokens of both come along. */
  readonly jwtKeys: readonly string[]
  /** What the nonce stands for. */
  readonly directives: readonly string[] | undefined
  /** Whose tokens count. */
  readonly parties: readonly string[]
}

/** Clerk's own table and rules, behind two functions, so that they can be exchanged. */
export interface Engine {
  /** Decides who sends a request. */
  decide(request: Copy, fetched: Fetched): Promise<Outcome>
  /** Whether who holds a verified token has a role, a permission, a feature, a plan. */
  allows(token: string, claims: Claims, what: Permission): boolean
}

type Create = typeof Internal.createAuthenticateRequest
type Authenticate = ReturnType<Create>['authenticateRequest']
type Check = ReturnType<typeof Internal.signedInAuthObject>['has']

export function createEngine(settings: Settings, backend: Backend): Engine {
  let loading: Promise<typeof Internal> | undefined
  let engine: typeof Internal | undefined
  let plain: Authenticate | undefined
  const { publishableKey, secretKey, satellite, organizations, clockSkewInMs, frontendApi } = settings
  const create = (from: typeof Internal, directives?: readonly string[]): Authenticate => {
    const apiClient: unknown = {
      clients: { getHandshakePayload: async () => ({ directives }) },
      sessions: { refreshSession: (id: string, how: Record<string, unknown>) => refresh(backend, id, how) },
    }
    return from.createAuthenticateRequest({
      options: { publishableKey, secretKey },
      apiClient: apiClient as Parameters<Create>[0]['apiClient'],
    }).authenticateRequest
  }
  return {
    // Who has a token has been decided on.
    allows: (token, claims, what) =>
      engine!.signedInAuthObject({}, token, claims as never).has(what as Parameters<Check>[0]),
    async decide(copy, { jwtKeys, directives, parties }) {
      loading ??= loadEngine()
      engine = await loading
      plain ??= create(engine)
      const authenticateRequest = directives ? create(engine, directives) : plain
      // It makes two copies of a `Request`, which takes as long as verifying a token; what looks like its own it takes.
      const { url } = copy
      const request: unknown = { ...copy, url: url.href, clerkUrl: url }
      const ask = async (jwtKey: string) => {
        const state = await authenticateRequest(request as Request, {
          jwtKey,
          authorizedParties: [...parties],
          proxyUrl: frontendApi(url.origin),
          ...(clockSkewInMs !== undefined && { clockSkewInMs }),
          ...(organizations && {
            organizationSyncOptions: organizations as Internal.OrganizationSyncOptions,
          }),
          ...(satellite && {
            isSatellite: true,
            domain: satellite.domain,
            signInUrl: satellite.signInUrl,
            satelliteAutoSync: satellite.autoSync ?? false,
          }),
        })
        return {
          status: state.status,
          reason: state.reason ?? '',
          setCookies: state.headers.getSetCookie(),
          location: state.headers.get('location') ?? undefined,
          token: state.token ?? undefined,
        }
      }
      return firstFitting(jwtKeys, ask)
    },
  }
}

/** The engine takes one key. Which of some is the right one shows in what it says. */
async function firstFitting(
  keys: readonly string[],
  ask: (key: string) => Promise<Outcome>,
): Promise<Outcome> {
  const [key = '-', ...others] = keys
  const outcome = ask(key)
  if (others.length === 0) return outcome
  const isWrong = await outcome.then(
    ({ reason }) => reason === wrongSignature,
    () => true,
  )
  return isWrong ? firstFitting(others, ask) : outcome
}

/** What the engine says of a token that another key has signed, or nobody. */
export const wrongSignature = 'token-invalid-signature'

async function loadEngine(): Promise<typeof Internal> {
  try {
    return await import('@clerk/backend/internal')
  } catch (cause) {
    throw new FrontdeskError('clerk_backend_missing', { cause })
  }
}

/** Trades an expired token for cookies with a new one. @throws what the engine reads a reason from */
async function refresh(backend: Backend, id: string, how: Readonly<Record<string, unknown>>) {
  const { suffixed_cookies: isSuffixed, ...body } = how
  const path = `/sessions/${encodeURIComponent(id)}/refresh?suffixed_cookies=${isSuffixed}`
  const answer = await backend('POST', path, body)
  const { cookies } = answer.body ?? {}
  if (!answer.failure && isDirectives(cookies)) return { cookies }
  throw Object.assign(new Error('not refreshed'), { errors: answer.body?.errors })
}

/** Whether these are lines for `Set-Cookie`, all of them: nothing but what a header can hold. */
export function isDirectives(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((line) => typeof line === 'string' && /^[\w-]+=[ -~]*$/.test(line))
}
