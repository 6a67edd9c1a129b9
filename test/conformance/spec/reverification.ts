import * as v from 'valibot'
import { session } from './session'
import {
  appVerification,
  factor,
  otpVerification,
  passkeyVerification,
  passwordVerification,
} from './verification'

/** How far a user has come in proving again who they are. */
export const reverification = v.strictObject({
  object: v.literal('session_reverification'),
  level: v.picklist(['first_factor', 'second_factor', 'multi_factor']),
  status: v.picklist(['needs_first_factor', 'needs_second_factor', 'complete']),
  supported_first_factors: v.nullable(v.array(factor)),
  supported_second_factors: v.nullable(v.array(factor)),
  first_factor_verification: v.nullable(
    v.union([passwordVerification, otpVerification, passkeyVerification]),
  ),
  second_factor_verification: v.nullable(v.union([otpVerification, appVerification])),
  session,
})
