import type { createAuthenticateRequest } from '@clerk/backend/internal'
import { FrontdeskError } from '../core/wire/errors'
import type { Permission } from './auth'
import type { Backend } from './backend'
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
  has(what: Permission): boolean
}

/** What has been fetched for the engine, which has no network of its own. */
export interface Fetched {
  /** The public key to verify with, in PEM. */
  readonly jwtKey: string
  /** What the nonce stands for. */
  readonly directives: readonly string[] | undefined
  /** Whose tokens count. */
  readonly parties: readonly string[]
}

/** Decides who sends a request: Clerk's own table, behind one function, so that it can be exchanged. */
export type Decide = (request: Request, fetched: Fetched) => Promise<Outcome>

type Create = typeof createAuthenticateRequest

export function createDecide(settings: Settings, backend: Backend): Decide {
  let loading: Promise<Create> | undefined
  const { publishableKey, secretKey, satellite, organizations, clockSkewInMs, frontendApi } = settings
  // Where it has no client of the Backend API it makes one, of dozens of parts, whenever it is asked who is there.
  return async (request, { jwtKey, directives, parties }) => {
    loading ??= loadEngine()
    const create = await loading
    const apiClient: unknown = {
      clients: { getHandshakePayload: async () => ({ directives }) },
      sessions: { refreshSession: (id: string, how: RefreshOptions) => refresh(backend, id, how) },
    }
    const { authenticateRequest } = create({
      options: { publishableKey, secretKey },
      apiClient: apiClient as Parameters<Create>[0]['apiClient'],
    })
    const state = await authenticateRequest(request, {
      jwtKey,
      authorizedParties: [...parties],
      proxyUrl: frontendApi(new URL(request.url).origin),
      ...(clockSkewInMs !== undefined && { clockSkewInMs }),
      ...(organizations && {
        organizationSyncOptions: {
          organizationPatterns: [...(organizations.organizationPatterns ?? [])],
          personalAccountPatterns: [...(organizations.personalAccountPatterns ?? [])],
        },
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
      has(what) {
        const auth = state.status === 'signed-in' && state.toAuth({ treatPendingAsSignedOut: false })
        return auth ? auth.has(what as Parameters<typeof auth.has>[0]) : false
      },
    }
  }
}

async function loadEngine(): Promise<Create> {
  try {
    return (await import('@clerk/backend/internal')).createAuthenticateRequest
  } catch (cause) {
    throw new FrontdeskError('clerk_backend_missing', { cause })
  }
}

interface RefreshOptions {
  readonly suffixed_cookies?: boolean
}

/** Trades an expired token for cookies with a new one. @throws what the engine reads a reason from */
async function refresh(backend: Backend, id: string, { suffixed_cookies, ...body }: RefreshOptions) {
  const path = `/sessions/${encodeURIComponent(id)}/refresh?suffixed_cookies=${suffixed_cookies}`
  const answer = await backend('POST', path, body)
  const { cookies } = answer.body ?? {}
  if (!answer.failure && isDirectives(cookies)) return { cookies }
  throw Object.assign(new Error('not refreshed'), { errors: answer.body?.errors })
}

/** Whether these are lines for `Set-Cookie`, all of them: no line breaks, nothing but text. */
export function isDirectives(list: unknown): list is string[] {
  return (
    Array.isArray(list) &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    list.every((line) => typeof line === 'string' && /^[\w-]+=[^\0-\x1f\x7f]*$/.test(line))
  )
}
