import type { Open } from '../open'
import { bag, list, nullable, optional, type Reader, record, string } from '../shape'
import { readUser, time, type User } from './user'

/** One account signed in on this client. For its token call `getToken()`. */
export interface Session {
  readonly id: string
  /** `active`, or `pending` while a task is open. With any other value the session is over. */
  readonly status: Open<
    'active' | 'pending' | 'abandoned' | 'ended' | 'expired' | 'removed' | 'replaced' | 'revoked'
  >
  readonly user: User
  /** The active organization; `null` in the personal workspace. */
  readonly lastActiveOrganizationId: string | null
  /** The impersonator, if the user is impersonated: `{ sub, … }`. */
  readonly actor: Readonly<Record<string, unknown>> | null
  /** Tasks to complete before a pending session becomes active, e.g. `choose-organization`. */
  readonly tasks: readonly {
    readonly key: Open<'choose-organization' | 'reset-password' | 'setup-mfa'>
  }[]
  /** Milliseconds since 1970, like all times here; 0 if unknown. */
  readonly expireAt: number
  readonly abandonAt: number
  readonly lastActiveAt: number
  readonly createdAt: number
  readonly updatedAt: number
}

export interface SessionAnswer extends Session {
  readonly lastActiveToken: { readonly jwt: string } | null
}

export const readSession: Reader<SessionAnswer> = record<SessionAnswer>({
  id: string,
  status: string,
  user: readUser,
  lastActiveOrganizationId: nullable(string),
  lastActiveToken: optional(record({ jwt: string }), null),
  actor: nullable(bag),
  tasks: optional(list(record({ key: string })), []),
  expireAt: time,
  abandonAt: time,
  lastActiveAt: time,
  createdAt: time,
  updatedAt: time,
})

export const isUsable = ({ status }: Pick<Session, 'status'>): boolean =>
  status === 'active' || status === 'pending'
