import type { Box } from '../box'
import { type Verification, verificationStatus } from '../state/verifications'

/** A Verification as the wire has it: of a code that was sent, or of a password. */
export function serializeVerification(box: Box, verification: Verification) {
  const { code, strategy, attempts, expireAt = null } = verification
  return {
    object: code === undefined ? 'verification_password' : 'verification_otp',
    status: verificationStatus(box, verification),
    strategy,
    attempts,
    expire_at: expireAt,
  }
}
