import type { Open, Unlisted } from '../open'
import { list, nullable, type Reader, record, string } from '../shape'
import { text } from './user'
import { readVerification, type Verification } from './verification'

/** What is to be proved again. Users without a second factor prove the first one instead. */
export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'

interface PlainReverificationFactor<Strategy> {
  readonly strategy: Strategy
}

interface AddressReverificationFactor {
  readonly strategy: 'email_code'
  /** Where the code goes: what `prepareFirstFactor()` takes. */
  readonly emailAddressId: string
  /** The address, as it may be shown. */
  readonly safeIdentifier: string
  readonly primary?: boolean
}

interface PhoneReverificationFactor {
  readonly strategy: 'phone_code'
  /** Where the code goes: what `prepareFirstFactor()` and `prepareSecondFactor()` take. */
  readonly phoneNumberId: string
  /** The number, as it may be shown. */
  readonly safeIdentifier: string
  readonly primary?: boolean
  readonly default?: boolean
}

/** A way to prove again who one is, by `strategy`: each narrows to what its steps take. */
export type ReverificationFirstFactor =
  | PlainReverificationFactor<'password' | 'passkey' | 'enterprise_sso'>
  | PlainReverificationFactor<Unlisted>
  | AddressReverificationFactor
  | PhoneReverificationFactor

/** A second proof, by `strategy`. */
export type ReverificationSecondFactor =
  | PlainReverificationFactor<'totp' | 'backup_code'>
  | PlainReverificationFactor<Unlisted>
  | PhoneReverificationFactor

/** A way to prove again who one is. */
export type ReverificationFactor = ReverificationFirstFactor | ReverificationSecondFactor

interface Fields {
  readonly level: Open<ReverificationLevel> | null
  /** Empty unless one is due. */
  readonly supportedFirstFactors: readonly ReverificationFirstFactor[]
  /** Empty unless one is due. */
  readonly supportedSecondFactors: readonly ReverificationSecondFactor[]
  /** `null` until it is begun. */
  readonly firstFactorVerification: Verification | null
  /** `null` until it is begun. */
  readonly secondFactorVerification: Verification | null
}

/** How far a session's user has come in proving again who that is. */
export type Reverification = Fields & {
  readonly status: 'needs_first_factor' | 'needs_second_factor' | 'complete' | Unlisted
}

const listed = nullable(list(record({ strategy: string })))
const factors: typeof listed = (value, place) => listed(value, place) ?? []

export const readReverification = record({
  status: string,
  level: text,
  supportedFirstFactors: factors,
  supportedSecondFactors: factors,
  firstFactorVerification: readVerification,
  secondFactorVerification: readVerification,
}) as Reader<Fields & { status: string }> as Reader<Reverification>
