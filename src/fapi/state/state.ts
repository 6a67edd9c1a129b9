import type { SignUpFields } from './attributes'
import type { FoundAccount } from './externalAccounts'
import type { HandshakeRecord } from './handshakes'
import type { Stranger } from './strangers'
import type { TicketRecord } from './tickets'
import type { Verification } from './verifications'

/** Whatever an app keeps there. */
export type Metadata = Record<string, unknown>

/** A browser's or device's client. Times are milliseconds. */
export interface ClientRecord {
  id: string
  /** Its sessions, oldest first; those that are over stay known until the client goes. */
  sessionIds: string[]
  signInId: string | undefined
  /** The sign-in that was there before. */
  replacedSignInId?: string | undefined
  signUpId: string | undefined
  /** The sign-up that the last one took the place of. */
  replacedSignUpId?: string | undefined
  /** What stands, once, for the client's new token: for a native app that signed in elsewhere. */
  nonce?: string | undefined
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

/** How far who is signed in has come in proving once more who that is. */
export interface ReverificationRecord {
  level: 'first_factor' | 'second_factor' | 'multi_factor'
  status: 'needs_first_factor' | 'needs_second_factor'
  /** How the first factor is being verified, once that has begun. */
  verification: Verification | undefined
  /** The other ways that were begun before. */
  otherVerifications?: Verification[] | undefined
  /** How the second factor is being verified, once that has begun. */
  secondVerification?: Verification | undefined
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
  /** When the first factor was last checked. */
  verifiedAt: number
  /** When the second factor was last checked, if ever. */
  secondVerifiedAt?: number | undefined
  /** How the user proves once more who they are, while that is under way. */
  reverification?: ReverificationRecord | undefined
  lastActiveAt: number
  expireAt: number
  abandonAt: number
  createdAt: number
  updatedAt: number
  /** The `User-Agent` of who signed in. */
  userAgent?: string | undefined
  /** What an app's server holds beside an expired token to get a fresh one; production only, from the first handshake on. */
  refreshToken?: string | undefined
  /** The token last handed out, reused while it is fresh. `issuedAt` is in seconds. */
  lastToken: { jwt: string; issuedAt: number; origin: string | undefined } | undefined
}

export type SignInStatus =
  | 'needs_identifier'
  | 'needs_first_factor'
  | 'needs_second_factor'
  | 'needs_client_trust'
  | 'needs_new_password'
  | 'complete'

export interface SignInRecord {
  id: string
  clientId: string
  status: SignInStatus
  /** As it was typed. */
  identifier: string | null
  /** The language of the browser, e.g. `de-CH`. */
  locale?: string | undefined
  userId: string | undefined
  /** Instead of a user: what nobody has is answered as if somebody had it. */
  stranger?: Stranger | undefined
  /** How the first factor is being verified, once that has begun. */
  verification: Verification | undefined
  /** The other ways that were begun before, e.g. with a code that was sent. */
  otherVerifications?: Verification[] | undefined
  /** Who they are at a provider that does not vouch for their address: theirs once they have proved it here. */
  account?: FoundAccount | undefined
  /** How the second factor, or the client, is being verified, once that has begun. */
  secondVerification?: Verification | undefined
  /** Whether it was completed elsewhere, as by a link in an e-mail: it stays on the client then, so that who waits for it finds it. */
  isKept?: boolean | undefined
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
  /** How the telephone number is being verified, once that has begun. */
  phoneVerification?: Verification | undefined
  /** Who it is at another provider, once that has begun. */
  external?: Verification | undefined
  /** What it was begun with: it is for the address that was invited. */
  invitationId?: string | undefined
  legalAcceptedAt?: number | undefined
  locale?: string | undefined
  /** Whether it was completed elsewhere: it stays on the client then, so that who waits for it finds it. */
  isKept?: boolean | undefined
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

/** A telephone number of a user. */
export interface PhoneRecord {
  id: string
  /** In E.164, e.g. `+15555550100`. */
  number: string
  verified: boolean
  isSecondFactor: boolean
  /** How it is being verified, once that has begun. */
  verification?: Verification | undefined
  /** Milliseconds. */
  createdAt: number
}

/** A further e-mail address of a user, besides the primary one. */
export interface EmailRecord {
  id: string
  /** In lower case. */
  emailAddress: string
  verified: boolean
  /** How it is being verified, once that has begun. */
  verification?: Verification | undefined
  /** The client that asked for a link to it. */
  clientId?: string | undefined
  /** Milliseconds. */
  createdAt: number
}

/** A passkey of a user. Times are milliseconds. */
export interface PasskeyRecord {
  id: string
  name: string
  /** The client that it is being made on. */
  clientId?: string | undefined
  /** In Base64url. Undefined until the browser has made it. */
  credentialId?: string | undefined
  /** A JSON Web Key. */
  publicKey?: Record<string, unknown> | undefined
  /** How it is being made, or was. */
  verification?: Verification | undefined
  /** How often it was used, as the authenticator says. */
  counter: number
  createdAt: number
  lastUsedAt?: number | undefined
}

/** Who a user is at another provider. */
export interface ExternalAccountRecord {
  id: string
  /** E.g. `google`. */
  provider: string
  /** At an enterprise: the connection that leads there. */
  connectionId?: string | undefined
  providerUserId: string
  emailAddress: string
  firstName: string | null
  lastName: string | null
  createdAt: number
  /** How it is being connected, or connected anew, or why that failed. */
  verification?: Verification | undefined
  /** What that was asked for with. */
  sessionId?: string | undefined
}

/** A user with what seeding filled in. Times are milliseconds. */
export interface UserRecord {
  id: string
  emailId: string
  /** The email address; of a user without any the telephone number or the username. */
  identifier: string
  password: string | undefined
  firstName: string | null
  lastName: string | null
  username: string | null
  publicMetadata: Record<string, unknown>
  unsafeMetadata: Record<string, unknown>
  /** What only servers see. */
  privateMetadata?: Metadata | undefined
  /** What the app's own systems know the user by. */
  externalId?: string | undefined
  tasks: string[]
  /** Further addresses. What is not verified does not count yet. */
  emails: EmailRecord[]
  phones: PhoneRecord[]
  /** When the password was last changed, if it ever was. */
  passwordChangedAt?: number | undefined
  /** What an authenticator app makes its codes of, in Base32. */
  totpSecret?: string | undefined
  /** The same of an app that has shown no code yet: it does not count until it has. */
  totpPending?: string | undefined
  /** The last step of time that a code of that app was taken for: none is good twice. */
  totpUsedStep?: number | undefined
  /** Those that are not used up. */
  backupCodes?: string[] | undefined
  passkeys: PasskeyRecord[]
  externalAccounts: ExternalAccountRecord[]
  /** Those that nobody has come back from the provider with yet, or that came to nothing. */
  connecting?: ExternalAccountRecord[] | undefined
  /** Whether a password alone is enough on a client that is not trusted yet. */
  bypassesClientTrust?: boolean | undefined
  legalAcceptedAt?: number | undefined
  image?: ImageRecord | undefined
  banned: boolean
  locked: boolean
  /** Until when; undefined for as long as nobody unlocks them. */
  lockedUntil?: number | undefined
  /** How often somebody was wrong since the last sign-in. */
  failedTries?: number | undefined
  createdAt: number
  updatedAt: number
  lastSignInAt: number | null
}

/** A picture that somebody has uploaded. */
export interface ImageRecord {
  id: string
  /** Where the box shows it, as whoever uploaded it reached the box. */
  url: string
  /** E.g. `image/png`. */
  type: string
  /** In Base64. */
  data: string
}

/** One user's place in an organization. Times are milliseconds. */
export interface MemberRecord {
  id: string
  userId: string
  /** E.g. `org:admin`. */
  role: string
  /** E.g. `org:sys_memberships:read`. */
  permissions: string[]
  publicMetadata?: Metadata | undefined
  /** What only servers see. */
  privateMetadata?: Metadata | undefined
  createdAt: number
  updatedAt: number
}

/** Somebody asked to join an organization. Times are milliseconds. */
export interface InvitationRecord {
  id: string
  /** In lower case. */
  emailAddress: string
  /** E.g. `org:member`. */
  role: string
  status: 'pending' | 'accepted' | 'revoked'
  publicMetadata?: Metadata | undefined
  privateMetadata?: Metadata | undefined
  createdAt: number
  updatedAt: number
}

/** An organization with its members. Times are milliseconds. */
export interface OrganizationRecord {
  id: string
  name: string
  slug: string
  members: MemberRecord[]
  /** Oldest first. */
  invitations: InvitationRecord[]
  publicMetadata?: Metadata | undefined
  /** What only servers see. */
  privateMetadata?: Metadata | undefined
  image?: ImageRecord | undefined
  /** The user who made it. */
  createdBy?: string | undefined
  /** How many may be in it, where it is not as many as everywhere. */
  maxMembers?: number | undefined
  createdAt: number
  updatedAt: number
}

/** What only the routes that are loaded on demand know: see `beyond.ts`. */
export interface BeyondRecord {
  id: string
  /** E.g. `domain`. */
  kind: string
  value: Record<string, unknown>
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
  tickets: Map<string, TicketRecord>
  beyond: Map<string, BeyondRecord>
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
    tickets: new Map(),
    beyond: new Map(),
  }
}
