import type { FapiErrorDetail } from '../errors'
import type { Open } from '../open'
import { nullable, type Reader, record, string } from '../shape'

/** How far the proof of an identity has come. But for its status, it is as it came: what is optional may be missing. */
export interface Verification {
  readonly status: Open<'unverified' | 'verified' | 'failed' | 'expired' | 'transferable'>
  readonly strategy?: string | null
  /** The tries so far; `null` where none are counted. */
  readonly attempts?: number | null
  /** Until when what was sent can be used, in milliseconds since 1970. `null` if it never ends. */
  readonly expireAt?: number | null
  readonly channel?: Open<'sms' | 'whatsapp'> | null
  /** Where to go on, for strategies that lead through another site. */
  readonly externalVerificationRedirectUrl?: string | null
  /** What is to be signed, for passkeys and wallets. */
  readonly nonce?: string | null
  /** Why it failed. */
  readonly error?: Partial<FapiErrorDetail> | null
}

export const readVerification: Reader<Verification | null> = nullable(
  record<Verification>({ status: string }),
)
