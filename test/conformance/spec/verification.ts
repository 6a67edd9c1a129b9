import * as v from 'valibot'
import { count, flag, id, metadata, text, time } from './basics'

const status = v.picklist(['unverified', 'verified', 'failed', 'expired'])
const attempts = v.optional(v.nullable(count))

/** A password that was checked. */
export const passwordVerification = v.strictObject({
  object: v.optional(v.literal('verification_password')),
  status: v.picklist(['unverified', 'verified']),
  strategy: v.literal('password'),
  attempts,
  expire_at: v.optional(v.nullable(time)),
})

const otp = {
  object: v.optional(v.literal('verification_otp')),
  status,
  strategy: v.picklist([
    'phone_code',
    'email_code',
    'reset_password_email_code',
    'reset_password_phone_code',
  ]),
  attempts,
  expire_at: time,
  channel: v.optional(v.literal('sms')),
}

/** A code that was sent. */
export const otpVerification = v.strictObject(otp)

const link = {
  object: v.optional(v.literal('verification_email_link')),
  status,
  strategy: v.literal('email_link'),
  attempts: v.null(),
  expire_at: time,
  verified_at_client: v.optional(text),
}

/** A link that was sent. */
export const linkVerification = v.strictObject(link)

/** What an authenticator app shows, or what stands in for it. */
export const appVerification = v.strictObject({
  object: v.optional(v.picklist(['verification_totp', 'verification_backup_code'])),
  status: v.picklist(['unverified', 'verified']),
  strategy: v.picklist(['totp', 'backup_code']),
  attempts,
  expire_at: v.null(),
})

const next = {
  next_action: v.picklist(['needs_prepare', 'needs_attempt', '']),
  supported_strategies: v.array(text),
}

/** What another provider says of an address. */
const foundVerification = {
  object: v.picklist(['verification_from_oauth', 'verification_saml']),
  status: v.picklist(['verified', 'unverified']),
  strategy: v.pipe(v.string(), v.regex(/^(from_oauth_[a-z0-9_]+|saml)$/)),
  attempts: v.null(),
  expire_at: v.null(),
}

const ticket = {
  object: v.optional(v.literal('verification_ticket')),
  status: v.literal('verified'),
  strategy: v.literal('ticket'),
  attempts,
  expire_at: v.optional(v.nullable(time)),
}

/** How an address or a number is verified during a sign-up, and what comes next. */
export const signUpVerification = v.union([
  v.strictObject({ ...otp, ...next }),
  v.strictObject({ ...link, ...next }),
  v.strictObject({ ...foundVerification, ...next }),
  v.strictObject({ ...ticket, ...next }),
])

/** Who somebody is at another provider: of an enterprise, the strategy has a newer name than the specification. */
export const externalVerification = v.strictObject({
  object: v.picklist(['verification_oauth', 'verification_saml']),
  status: v.picklist(['unverified', 'verified', 'failed', 'expired', 'transferable']),
  strategy: v.pipe(v.string(), v.regex(/^(oauth_[a-z0-9_]+|enterprise_sso)$/)),
  attempts: v.null(),
  expire_at: time,
  external_verification_redirect_url: v.nullable(v.pipe(v.string(), v.url())),
  error: v.nullable(
    v.strictObject({ code: text, message: text, long_message: text, meta: v.optional(metadata) }),
  ),
})

/** An address that somebody vouched for. */
export const adminVerification = v.strictObject({
  object: v.optional(v.literal('verification_admin')),
  status,
  strategy: v.literal('admin'),
  attempts,
  expire_at: v.optional(v.nullable(time)),
})

/** A ticket that was shown. */
export const ticketVerification = v.strictObject(ticket)

/** A passkey, with what it has to sign while that is under way. */
export const passkeyVerification = v.strictObject({
  object: v.optional(v.literal('verification_passkey')),
  status,
  strategy: v.literal('passkey'),
  attempts: v.null(),
  expire_at: v.nullable(time),
  nonce: v.optional(text),
})

/** An account that another provider vouched for. */
export const vouchedVerification = v.strictObject({
  object: v.optional(v.literal('verification_oauth')),
  status,
  strategy: v.pipe(v.string(), v.regex(/^oauth_/)),
  attempts,
  expire_at: v.nullable(time),
})

/** A way to sign in. */
export const factor = v.strictObject({
  strategy: v.picklist([
    'oauth_google',
    'oauth_github',
    'enterprise_sso',
    'password',
    'email_code',
    'email_link',
    'phone_code',
    'passkey',
    'totp',
    'backup_code',
    'reset_password_email_code',
    'reset_password_phone_code',
  ]),
  safe_identifier: v.optional(text),
  email_address_id: v.optional(text),
  phone_number_id: v.optional(text),
  primary: v.optional(v.nullable(flag)),
  default: v.optional(flag),
  enterprise_connection_id: v.optional(id),
  enterprise_connection_name: v.optional(text),
})
