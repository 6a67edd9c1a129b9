import type { Box } from '../box'
import { type Verification, verificationStatus } from '../state/verifications'

/** A Verification as the wire has it. */
export function serializeVerification(box: Box, verification: Verification) {
  const { strategy, attempts, expireAt = null } = verification
  const isSent = strategy !== 'backup_code' && strategy.endsWith('_code')
  return {
    object: `verification_${isSent ? 'otp' : strategy}`,
    status: verificationStatus(box, verification),
    strategy,
    attempts,
    expire_at: expireAt,
    ...(strategy.endsWith('phone_code') && { channel: 'sms' }),
  }
}
