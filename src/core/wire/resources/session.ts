import { bag, list, nullable, optional, type Reader, record, string } from '../shape'
import { readUser, time, type User } from './user'

/** One account signed in on this client. Its token is not here: ask `getToken()`. */
export interface Session {
  readonly id: string
  /** `active`, or `pending` while a task is open; other values mean that it is over. */
  readonly status: string
  readonly user: User
  /** The active organization; `null` in the personal workspace. */
  readonly lastActiveOrganizationId: string | null
  /** Who acts as the user, when impersonated: `{ sub, … }`. */
  readonly actor: Readonly<Record<string, unknown>> | null
  /** What is to be done before a pending session becomes active, e.g. `choose-organization`. */
  readonly tasks: readonly { readonly key: string }[]
  /** Milliseconds since 1970, as are the other times; 0 where the Frontend API did not say. */
  readonly expireAt: number
  readonly abandonAt: number
  readonly lastActiveAt: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** A session as it comes, with its token. */
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

/** Whether a session is signed in, tasks open or not. */
export const isUsable = ({ status }: Pick<Session, 'status'>): boolean =>
  status === 'active' || status === 'pending'
