import type { Box } from '../box'
import { tooMany } from '../http/limitRate'
import {
  incorrectCode,
  startVerification,
  type Verification,
  verificationError,
  verificationStatus,
} from './verifications'

/** Milliseconds that a code or a link is good for. */
export const lifetime = 10 * 60 * 1000

const testAddress = /\+clerk_test\d*@|^\+1\d{3}55501\d{2}$/i

/** Makes the code for an address or number: `424242` for a test one, as `ann+clerk_test@example.com`, `+15555550100`. */
export function startCode({ clock, ids }: Box, strategy: string, to: string): Verification {
  return {
    ...startVerification(strategy),
    code: testAddress.test(to) ? '424242' : ids.randomDigits(6),
    expireAt: clock.now() + lifetime,
    to,
  }
}

/** Milliseconds until another code or link may be sent. */
const patience = 30_000

/** With `limits`: @throws FapiError 429 where what was sent before was sent just now */
export function checkResend({ clock, options }: Box, before: Verification | undefined): void {
  const sentAt = before?.expireAt === undefined ? undefined : before.expireAt - lifetime
  const wait = sentAt === undefined ? 0 : sentAt + patience - clock.now()
  if (!options.limits || wait <= 0 || wait > patience) return
  const message = 'One was sent just now. Wait before you ask for another.'
  throw tooMany('verification_code_too_many_requests', message, Math.ceil(wait / 1000))
}

/** Takes a code and counts the attempt. @throws FapiError */
export function checkCode(box: Box, verification: Verification, code: string): void {
  const status = verificationStatus(box, verification)
  if (status === 'verified' || status === 'failed' || status === 'expired') throw verificationError(status)
  verification.attempts += 1
  if (code.trim() !== verification.code) throw incorrectCode()
  verification.verified = true
}
