import type { Box } from '../box'
import { isExternal, type Verification, verificationStatus } from '../state/verifications'

/** A Verification as the wire has it. */
export function serializeVerification(box: Box, verification: Verification) {
  const {
    strategy,
    attempts,
    expireAt = null,
    verifiedAtClient,
    externalUrl = null,
    error,
    nonce,
  } = verification
  const kind = kindOf(strategy)
  return {
    object: `verification_${kind}`,
    status: verificationStatus(box, verification),
    strategy,
    attempts: /^(email_link|.*oauth|saml|ticket|passkey)$/.test(kind) ? null : attempts,
    expire_at: expireAt,
    ...(strategy.endsWith('phone_code') && { channel: 'sms' }),
    ...(nonce && { nonce }),
    ...(verifiedAtClient && { verified_at_client: verifiedAtClient }),
    ...(isExternal(strategy) && {
      external_verification_redirect_url: externalUrl,
      error: error
        ? { code: error.code, message: error.message, long_message: error.longMessage, meta: error.meta }
        : null,
    }),
  }
}

function kindOf(strategy: string): string {
  if (strategy === 'enterprise_sso') return 'saml'
  if (strategy !== 'backup_code' && strategy.endsWith('_code')) return 'otp'
  return strategy.replace(/(oauth)_.*/, '$1')
}
