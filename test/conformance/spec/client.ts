import * as v from 'valibot'
import { signIn, signUp } from './attempts'
import { flag, id, metadata, text, time } from './basics'
import { session } from './session'

export const client = v.strictObject({
  object: v.literal('client'),
  id,
  sessions: v.array(session),
  sign_in: v.nullable(signIn),
  sign_up: v.nullable(signUp),
  last_active_session_id: v.nullable(id),
  last_authentication_strategy: v.nullable(text),
  cookie_expires_at: v.nullable(time),
  captcha_bypass: flag,
  created_at: time,
  updated_at: time,
})

/** A resource, and the client as it is after the change. */
export const withClient = <S extends v.GenericSchema>(response: S) => v.strictObject({ response, client })

/** A resource that may come without the client. */
export const withoutClient = <S extends v.GenericSchema>(response: S) =>
  v.strictObject({ response, client: v.nullable(client) })

/** Every refusal. The client rides along where something may have changed. */
export const errors = v.strictObject({
  errors: v.pipe(
    v.array(v.strictObject({ code: id, message: id, long_message: id, meta: v.optional(metadata) })),
    v.nonEmpty(),
  ),
  meta: v.optional(v.strictObject({ client: v.optional(client) })),
  clerk_trace_id: v.optional(id),
})
