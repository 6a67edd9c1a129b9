import type { Open, Unlisted } from '../open'
import { list, nullable, type Reader, record, string } from '../shape'
import { text } from './user'
import { readVerification, type Verification } from './verification'

/** What is to be proved again. Users without a second factor prove the first one instead. */
export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'

/** A way to prove again who one is. */
export interface ReverificationFactor {
  readonly strategy: Open<
    'password' | 'email_code' | 'phone_code' | 'passkey' | 'enterprise_sso' | 'totp' | 'backup_code'
  >
  /** Where a code goes: what `prepareFirstFactor()` takes for `email_code`. */
  readonly emailAddressId?: string
  /** Where a code goes: what `prepareFirstFactor()` and `prepareSecondFactor()` take for `phone_code`. */
  readonly phoneNumberId?: string
  /** The address or the number, as it may be shown. */
  readonly safeIdentifier?: string
}

interface Fields {
  readonly level: Open<ReverificationLevel> | null
  /** Empty unless one is due. */
  readonly supportedFirstFactors: readonly ReverificationFactor[]
  /** Empty unless one is due. */
  readonly supportedSecondFactors: readonly ReverificationFactor[]
  /** `null` until it is begun. */
  readonly firstFactorVerification: Verification | null
  /** `null` until it is begun. */
  readonly secondFactorVerification: Verification | null
}

/** How far a session's user has come in proving again who that is. */
export type Reverification = Fields & {
  readonly status: 'needs_first_factor' | 'needs_second_factor' | 'complete' | Unlisted
}

const listed = nullable(list(record<ReverificationFactor>({ strategy: string })))
const factors: Reader<readonly ReverificationFactor[]> = (value, place) => listed(value, place) ?? []

export const readReverification = record({
  status: string,
  level: text,
  supportedFirstFactors: factors,
  supportedSecondFactors: factors,
  firstFactorVerification: readVerification,
  secondFactorVerification: readVerification,
}) as Reader<Fields & { status: string }> as Reader<Reverification>
