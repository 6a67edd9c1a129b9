import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'

const lifetime = 10 * 60 * 1000
const maxAttempts = 3

/** How something is being verified. */
export interface Verification {
  strategy: string
  attempts: number
  verified: boolean
  /** What was sent; undefined where nothing is, as for a password. */
  code: string | undefined
  /** Milliseconds. */
  expireAt: number | undefined
  /** The address or number that it was sent to. */
  to?: string | undefined
  /** What the link in an e-mail, or the way back from a provider, is known by. */
  token?: string | undefined
  /** Where that link, or that way back, leads in the end. */
  redirectUrl?: string | undefined
  /** Where a provider's way back leads once there is a session. */
  completeUrl?: string | undefined
  /** The client that followed the link. */
  verifiedAtClient?: string | undefined
  /** What a passkey has to sign: the request options in JSON. */
  nonce?: string | undefined
  /** Whether who was found belongs to the other kind of attempt: a new user signed in, or a known one signed up. */
  isTransferable?: boolean | undefined
  /** Why it went wrong elsewhere. */
  error?: { code: string; message: string; longMessage?: string; meta?: Record<string, unknown> } | undefined
}

export function startVerification(strategy: string): Verification {
  return { strategy, attempts: 0, verified: false, code: undefined, expireAt: undefined }
}

/** Makes the code for an address: `424242` for a test address, such as `ann+clerk_test@example.com`. */
export function startCode({ clock, ids }: Box, strategy: string, to: string): Verification {
  return {
    ...startVerification(strategy),
    code: /\+clerk_test@/i.test(to) ? '424242' : ids.randomDigits(6),
    expireAt: clock.now() + lifetime,
  }
}

export function verificationStatus({ clock }: Box, verification: Verification) {
  const { verified, code, attempts, expireAt } = verification
  if (verified) return 'verified'
  if (code !== undefined && attempts >= maxAttempts) return 'failed'
  return expireAt !== undefined && expireAt <= clock.now() ? 'expired' : 'unverified'
}

const errors = {
  missing: ['verification_missing', 'Prepare this verification before you attempt it'],
  verified: ['verification_already_verified', 'This is verified already'],
  failed: ['verification_failed', 'Too many wrong codes. Ask for a new one, or use another method.'],
  expired: ['verification_expired', 'This code has expired. Ask for a new one.'],
} as const

/** 400 for a verification that was not begun, or is over. */
export function verificationError(state: keyof typeof errors): FapiError {
  const [code, message] = errors[state]
  return new FapiError(400, code, message)
}

/** Takes a code and counts the attempt. @throws FapiError */
export function checkCode(box: Box, verification: Verification, code: string): void {
  const status = verificationStatus(box, verification)
  if (status !== 'unverified') throw verificationError(status)
  verification.attempts += 1
  if (code.trim() !== verification.code) throw formError('form_code_incorrect', 'code', 'Incorrect code')
  verification.verified = true
}
