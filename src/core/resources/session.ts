import { array, looseObject, nullish, string } from 'valibot'
import { bag, text, time, type User, userSchema } from './user'

export const sessionSchema = looseObject({
  id: string(),
  status: string(),
  user: userSchema,
  last_active_organization_id: text,
  last_active_token: nullish(looseObject({ jwt: string() })),
  actor: nullish(bag, null),
  tasks: nullish(array(looseObject({ key: string() })), []),
  expire_at: time,
  abandon_at: time,
  last_active_at: time,
  created_at: time,
  updated_at: time,
})

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

/** Whether a session is signed in, tasks open or not. */
export const isUsable = ({ status }: Pick<Session, 'status'>): boolean =>
  status === 'active' || status === 'pending'
