import * as v from 'valibot'
import { flag, id, metadata, text, time } from './basics'
import {
  appVerification,
  externalVerification,
  factor,
  linkVerification,
  otpVerification,
  passkeyVerification,
  passwordVerification,
  signUpVerification,
  ticketVerification,
} from './verification'

export const signIn = v.strictObject({
  object: v.literal('sign_in_attempt'),
  id,
  status: v.picklist([
    'abandoned',
    'needs_identifier',
    'needs_first_factor',
    'needs_second_factor',
    'needs_client_trust',
    'needs_new_password',
    'needs_protect_check',
    'complete',
  ]),
  // Live instances list the password, too, though the specification does not.
  supported_identifiers: v.array(
    v.picklist(['password', 'email_address', 'phone_number', 'username', 'web3_wallet', 'passkey']),
  ),
  supported_first_factors: v.nullable(v.array(factor)),
  supported_second_factors: v.nullable(v.array(factor)),
  first_factor_verification: v.nullable(
    v.union([
      passwordVerification,
      otpVerification,
      linkVerification,
      passkeyVerification,
      ticketVerification,
      externalVerification,
    ]),
  ),
  second_factor_verification: v.nullable(v.union([otpVerification, linkVerification, appVerification])),
  identifier: v.nullable(text),
  user_data: v.nullable(
    v.strictObject({
      first_name: v.nullable(text),
      last_name: v.nullable(text),
      image_url: v.optional(text),
      has_image: flag,
      profile_image_url: v.optional(v.nullable(text)),
    }),
  ),
  created_session_id: v.nullable(id),
  abandon_at: time,
  client_trust_state: v.optional(v.nullable(v.picklist(['pending', 'new', 'known']))),
})

export const signUp = v.strictObject({
  object: v.literal('sign_up_attempt'),
  id,
  status: v.picklist(['abandoned', 'missing_requirements', 'complete']),
  required_fields: v.array(text),
  optional_fields: v.array(text),
  missing_fields: v.array(text),
  unverified_fields: v.array(text),
  verifications: v.strictObject({
    email_address: v.nullable(signUpVerification),
    phone_number: v.nullable(signUpVerification),
    web3_wallet: v.null(),
    external_account: v.nullable(externalVerification),
  }),
  username: v.nullable(text),
  email_address: v.nullable(text),
  phone_number: v.nullable(text),
  web3_wallet: v.nullable(text),
  password_enabled: flag,
  first_name: v.nullable(text),
  last_name: v.nullable(text),
  unsafe_metadata: v.optional(metadata),
  public_metadata: v.optional(metadata),
  custom_action: flag,
  external_id: v.nullable(text),
  created_session_id: v.nullable(id),
  created_user_id: v.nullable(id),
  abandon_at: time,
  legal_accepted_at: v.nullable(time),
})
