import type { Box } from '../box'
import { type Verification, verificationStatus } from '../state/verifications'

/** A Verification as the wire has it. */
export function serializeVerification(box: Box, verification: Verification) {
  const { strategy, attempts, expireAt = null, verifiedAtClient } = verification
  const isSent = strategy !== 'backup_code' && strategy.endsWith('_code')
  return {
    object: `verification_${isSent ? 'otp' : strategy}`,
    status: verificationStatus(box, verification),
    strategy,
    attempts: strategy === 'email_link' ? null : attempts,
    expire_at: expireAt,
    ...(strategy.endsWith('phone_code') && { channel: 'sms' }),
    ...(verifiedAtClient && { verified_at_client: verifiedAtClient }),
  }
}
