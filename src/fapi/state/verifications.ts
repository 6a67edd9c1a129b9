import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'
import type { FoundAccount } from './externalAccounts'

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
  /** What a passkey is asked for, in JSON: the options of `navigator.credentials`, with a challenge that is answered once. */
  nonce?: string | undefined
  /** Whether who was found belongs to the other kind of attempt: a new user signed in, or a known one signed up. */
  isTransferable?: boolean | undefined
  /** The page of another provider, until somebody came back from it. */
  externalUrl?: string | undefined
  /** What that provider trades for who was there. */
  grant?: string | undefined
  /** Who was there. */
  account?: FoundAccount | undefined
  /** The enterprise connection that leads there. */
  connectionId?: string | undefined
  /** Whether a native app began it, which no cookie reaches. */
  isNative?: boolean | undefined
  /** Why it went wrong elsewhere. */
  error?:
    | {
        code: string
        message: string
        longMessage?: string | undefined
        meta?: Record<string, unknown> | undefined
      }
    | undefined
}

/** Whether it is another provider that verifies. */
export function isExternal(strategy: string | undefined): boolean {
  return /^(oauth_|enterprise_sso$)/.test(strategy ?? '')
}

export function startVerification(strategy: string): Verification {
  return { strategy, attempts: 0, verified: false, code: undefined, expireAt: undefined }
}

export function verificationStatus({ clock }: Box, verification: Verification) {
  const { verified, code, attempts, expireAt, nonce, isTransferable, error } = verification
  if (verified) return 'verified'
  if (isTransferable) return 'transferable'
  if (error) return 'failed'
  // What was asked of a passkey is answered once.
  const most = nonce === undefined ? maxAttempts : 1
  if ((code ?? nonce) !== undefined && attempts >= most) return 'failed'
  return expireAt !== undefined && expireAt <= clock.now() ? 'expired' : 'unverified'
}

const errors = {
  strategy: ['verification_strategy_invalid', 'This is verified elsewhere: there is nothing to attempt'],
  missing: ['verification_missing', 'Prepare this verification before you attempt it'],
  verified: ['verification_already_verified', 'This is verified already'],
  failed: ['verification_failed', 'Too many wrong codes. Ask for a new one, or use another method.'],
  expired: ['verification_expired', 'This code has expired. Ask for a new one.'],
} as const

/** 422 for a code that is not the one. */
export function incorrectCode(): FapiError {
  return formError('form_code_incorrect', 'code', 'Incorrect code')
}

/** 400 for a verification that was not begun, or is over. */
export function verificationError(state: keyof typeof errors): FapiError {
  const [code, message] = errors[state]
  return new FapiError(400, code, message)
}
