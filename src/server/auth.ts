import type { Json } from '../core/store/initialState'
import type { Verdict } from './verdicts'

/** A verified token's claims. */
export type Claims = Readonly<Record<string, unknown>>

/** What `has()` is asked for; all of it must hold. */
export interface Permission {
  /** A role in the active organization, e.g. `org:admin`. */
  readonly role?: string | undefined
  /** A permission in the active organization, e.g. `org:invoices:create`. */
  readonly permission?: string | undefined
  /** A feature of the user's or the organization's plan. */
  readonly feature?: string | undefined
  /** The user's or the organization's plan. */
  readonly plan?: string | undefined
  /** How long ago the user may have proved who they are. */
  readonly reverification?:
    | 'strict_mfa'
    | 'strict'
    | 'moderate'
    | 'lax'
    | { readonly level: 'first_factor' | 'second_factor' | 'multi_factor'; readonly afterMinutes: number }
    | undefined
}

/** What `getToken()` takes. */
export interface TokenOptions {
  /** The name of a JWT template: then the Backend API makes the token, and limits how many. */
  readonly template?: string | undefined
  /** How long a template's token lives, in seconds. Default: as the template says. */
  readonly expiresInSeconds?: number | undefined
}

interface Known {
  readonly userId: string
  readonly sessionId: string
  /** The active organization; `null` in the personal workspace. */
  readonly organizationId: string | null
  /** The user's role there, e.g. `org:admin`. */
  readonly organizationRole: string | null
  /** The impersonator, if the user is impersonated. */
  readonly actor: { readonly sub: string } | null
  readonly claims: Claims
}

type Nobody = { readonly [Key in keyof Known]: undefined }

interface Denied {
  /**
   * An answer to who may not go on, by the kind of request: a page load is sent round, to `signInUrl` or to `tasksUrl`,
   * anything else gets 401, or 503 where the Backend API is out of reach.
   */
  deny(): Response
  readonly has: undefined
  readonly getToken: undefined
}

/** Somebody is signed in. */
export interface SignedIn extends Known {
  readonly status: 'signed-in'
  readonly verdict: undefined
  readonly deny: undefined
  /** Whether the user has a role, a permission, a feature, a plan, all of what is asked for. */
  has(what: Permission): boolean
  /**
   * The request's own session token, or one of a template.
   * @throws FrontdeskError `network_error`, `timeout`, or Clerk's code, for templates only
   */
  getToken(options?: TokenOptions): Promise<string>
}

/** Somebody is signed in, but has a task to complete first. */
export interface Pending extends Known, Denied {
  readonly status: 'pending'
  readonly verdict: undefined
}

/** Nobody is signed in. */
export interface SignedOut extends Nobody, Denied {
  readonly status: 'signed-out'
  /** Why a token was refused, if there was one. */
  readonly verdict: Verdict | undefined
}

/** This server cannot tell: an outage, a stale token, foreign keys, a loop. Not to be taken for signed out. */
export interface Unknown extends Nobody, Denied {
  readonly status: 'unknown'
  readonly verdict: Verdict
}

/** Who sends a request. Every state has every key. */
export type Auth = SignedIn | Pending | SignedOut | Unknown

/** What a token's claims say of whom it is for; undefined where a name is missing. */
export function readIdentity(claims: Claims): Known | undefined {
  const { sub, sid } = claims
  if (typeof sub !== 'string' || typeof sid !== 'string') return undefined
  const organization = isRecord(claims.o) ? claims.o : {}
  const organizationId = text(organization.id) ?? text(claims.org_id) ?? null
  const role = text(organization.rol)
  const actor = isRecord(claims.act) ? text(claims.act.sub) : undefined
  return {
    userId: sub,
    sessionId: sid,
    organizationId,
    organizationRole: role ? `org:${role.replace(/^org:/, '')}` : (text(claims.org_role) ?? null),
    actor: actor === undefined ? null : { sub: actor },
    claims,
  }
}

/** Role and permissions in the active organization, in the token's own words. */
export function organizationClaims({ o, fea, org_role, org_permissions }: Claims): Record<string, Json> {
  const { id, rol, per, fpm } = isRecord(o) ? o : {}
  const claims = {
    o: isRecord(o) ? { id, rol, per, fpm } : undefined,
    fea: isRecord(o) ? fea : undefined,
    org_role,
    org_permissions,
  }
  // Without what is not there.
  return JSON.parse(JSON.stringify(claims)) as Record<string, Json>
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
