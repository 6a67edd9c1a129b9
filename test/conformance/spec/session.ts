import * as v from 'valibot'
import { count, flag, id, metadata, text, time, token } from './basics'
import { publicUserData } from './organization'
import { user } from './user'

const base = {
  id,
  object: v.literal('session'),
  status: v.picklist(['active', 'revoked', 'ended', 'expired', 'removed', 'abandoned', 'pending']),
  expire_at: time,
  abandon_at: time,
  last_active_at: time,
  last_active_token: v.optional(v.nullable(token)),
  actor: v.optional(v.nullable(metadata)),
  tasks: v.optional(v.nullable(v.array(v.strictObject({ key: id })))),
}

export const session = v.strictObject({
  ...base,
  last_active_organization_id: v.nullable(id),
  // Optional in the public spec; but no SDK has a session without a user.
  user,
  public_user_data: v.nullable(publicUserData),
  factor_verification_age: v.tuple([v.pipe(count, v.minValue(-1)), v.pipe(count, v.minValue(-1))]),
  created_at: time,
  updated_at: time,
})

/** One of a user's sessions, on whatever device. */
export const activeSession = v.strictObject({
  ...base,
  latest_activity: v.optional(
    v.strictObject({
      object: text,
      id,
      device_type: v.optional(text),
      is_mobile: flag,
      browser_name: v.optional(text),
      browser_version: v.optional(text),
      ip_address: v.optional(text),
      city: v.optional(text),
      country: v.optional(text),
    }),
  ),
})
