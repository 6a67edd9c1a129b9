import type { HandshakeRecord } from './handshakes'
import type { SignUpFields } from './signUpFields'
import type { Verification } from './verifications'

/** A browser's or device's client. Times are milliseconds. */
export interface ClientRecord {
  id: string
  /** Its sessions, oldest first; those that are over stay known until the client goes. */
  sessionIds: string[]
  signInId: string | undefined
  signUpId: string | undefined
  lastActiveSessionId: string | null
  lastAuthenticationStrategy: string | null
  /** What a client token must carry besides the id. A sign-in changes it, so that a token planted before is worthless. */
  rotatingToken: string
  createdAt: number
  /** Moves with sign-in and sign-out only: a session token older than this counts as stale. */
  updatedAt: number
}

export type SessionStatus = 'active' | 'pending' | 'ended' | 'removed' | 'expired' | 'revoked'

/** Who acts as somebody else: `sub` is their id, and there may be more, e.g. why. */
export interface Actor {
  [claim: string]: unknown
  sub: string
}

/** One user signed in on one client. Times are milliseconds. */
export interface SessionRecord {
  id: string
  clientId: string
  userId: string
  /** Who acts as the user, where it is not the user. */
  actor?: Actor | undefined
  status: SessionStatus
  /** What the user still has to do; the session is `pending` while there is something. */
  tasks: string[]
  /** The organization it is active in; null: none, the user's own account. */
  organizationId: string | null
  /** When the password was last checked. */
  verifiedAt: number
  lastActiveAt: number
  expireAt: number
  abandonAt: number
  createdAt: number
  updatedAt: number
  /** What an app's server holds beside an expired token to get a fresh one; production only, from the first handshake on. */
  refreshToken?: string | undefined
  /** The token last handed out, reused while it is fresh. `issuedAt` is in seconds. */
  lastToken: { jwt: string; issuedAt: number; origin: string | undefined } | undefined
}

export interface SignInRecord {
  id: string
  clientId: string
  status: 'needs_identifier' | 'needs_first_factor' | 'complete'
  identifier: string | null
  userId: string | undefined
  /** How the first factor is being verified, once that has begun. */
  verification: Verification | undefined
  /** The other ways that were begun before, e.g. with a code that was sent. */
  otherVerifications?: Verification[] | undefined
  createdSessionId: string | null
  abandonAt: number
}

export interface SignUpRecord {
  id: string
  clientId: string
  fields: SignUpFields
  unsafeMetadata: Record<string, unknown>
  /** How the email address is being verified, once that has begun. */
  verification: Verification | undefined
  createdSessionId: string | null
  createdUserId: string | null
  abandonAt: number
}

/** What stands for the browser in development, where cookies of another site do not work. */
export interface DevBrowserRecord {
  token: string
  clientId: string | undefined
  createdAt: number
}

/** A user with what seeding filled in. Times are milliseconds. */
export interface UserRecord {
  id: string
  emailId: string
  /** The email address. */
  identifier: string
  password: string | undefined
  firstName: string | null
  lastName: string | null
  username: string | null
  publicMetadata: Record<string, unknown>
  unsafeMetadata: Record<string, unknown>
  tasks: string[]
  banned: boolean
  locked: boolean
  createdAt: number
  updatedAt: number
  lastSignInAt: number | null
}

/** One user's place in an organization. Times are milliseconds. */
export interface MemberRecord {
  id: string
  userId: string
  /** E.g. `org:admin`. */
  role: string
  /** E.g. `org:sys_memberships:read`. */
  permissions: string[]
  createdAt: number
  updatedAt: number
}

/** An organization with its members. Times are milliseconds. */
export interface OrganizationRecord {
  id: string
  name: string
  slug: string
  members: MemberRecord[]
  createdAt: number
  updatedAt: number
}

/** Everything an instance remembers. */
export interface State {
  users: Map<string, UserRecord>
  organizations: Map<string, OrganizationRecord>
  clients: Map<string, ClientRecord>
  sessions: Map<string, SessionRecord>
  signIns: Map<string, SignInRecord>
  signUps: Map<string, SignUpRecord>
  devBrowsers: Map<string, DevBrowserRecord>
  /** By nonce. */
  handshakes: Map<string, HandshakeRecord>
}

export function createState(): State {
  return {
    users: new Map(),
    organizations: new Map(),
    clients: new Map(),
    sessions: new Map(),
    signIns: new Map(),
    signUps: new Map(),
    devBrowsers: new Map(),
    handshakes: new Map(),
  }
}
