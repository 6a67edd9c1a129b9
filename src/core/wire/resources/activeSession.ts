import { bag, nullable, optional, type Reader, record, string } from '../shape'
import type { Session } from './session'
import { text, time } from './user'

/** Where and by what a session was last used, as far as that is known. */
export interface SessionActivity {
  /** E.g. `Macintosh`. */
  readonly deviceType: string | null
  readonly isMobile: boolean
  readonly browserName: string | null
  readonly browserVersion: string | null
  readonly ipAddress: string | null
  readonly city: string | null
  readonly country: string | null
}

/** A session of a user on any device: one of an app, or one in another browser. */
export interface ActiveSession
  extends Pick<
    Session,
    | 'id'
    | 'status'
    | 'lastActiveOrganizationId'
    | 'actor'
    | 'expireAt'
    | 'abandonAt'
    | 'lastActiveAt'
    | 'createdAt'
    | 'updatedAt'
  > {
  /** `null` if the Frontend API tells nothing of it. */
  readonly latestActivity: SessionActivity | null
}

const readActivity = record<SessionActivity>({
  deviceType: text,
  isMobile: (value) => value === true,
  browserName: text,
  browserVersion: text,
  ipAddress: text,
  city: text,
  country: text,
})

export const readActiveSession: Reader<ActiveSession> = record<ActiveSession>({
  id: string,
  status: string,
  lastActiveOrganizationId: text,
  actor: nullable(bag),
  expireAt: time,
  abandonAt: time,
  lastActiveAt: time,
  createdAt: time,
  updatedAt: time,
  latestActivity: optional(readActivity, null),
})
