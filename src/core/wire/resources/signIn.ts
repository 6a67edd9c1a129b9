import type { Unlisted } from '../open'
import { list, nullable, type Reader, record, string } from '../shape'
import type { Attempt, Kind } from './attempt'
import { text } from './user'
import { readVerification, type Verification } from './verification'

interface AddressFactor<Strategy extends string> {
  readonly strategy: Strategy
  readonly emailAddressId: string
  /** The address, masked unless it is what the user typed. */
  readonly safeIdentifier: string
  readonly primary?: boolean
}

interface PhoneFactor<Strategy extends string> {
  readonly strategy: Strategy
  readonly phoneNumberId: string
  /** The number, masked unless it is what the user typed. */
  readonly safeIdentifier: string
  readonly primary?: boolean
  readonly default?: boolean
}

interface PlainFactor<Strategy> {
  readonly strategy: Strategy
}

interface EnterpriseFactor {
  readonly strategy: 'enterprise_sso'
  readonly enterpriseConnectionId?: string
  readonly enterpriseConnectionName?: string
}

interface WalletFactor {
  readonly strategy: `web3_${string}_signature`
  readonly web3WalletId: string
}

/** A way to prove who one is, by `strategy`. */
export type FirstFactor =
  | PlainFactor<'password' | 'passkey' | `oauth_${string}`>
  | PlainFactor<Unlisted>
  | AddressFactor<'email_code'>
  | AddressFactor<'email_link'>
  | AddressFactor<'reset_password_email_code'>
  | PhoneFactor<'phone_code'>
  | PhoneFactor<'reset_password_phone_code'>
  | EnterpriseFactor
  | WalletFactor

/** A second proof, by `strategy`. */
export type SecondFactor =
  | PlainFactor<'totp' | 'backup_code'>
  | PlainFactor<Unlisted>
  | AddressFactor<'email_code'>
  | AddressFactor<'email_link'>
  | PhoneFactor<'phone_code'>

interface AnySignIn extends Attempt {
  readonly id: string
  /** What the user typed. */
  readonly identifier: string | null
  readonly createdSessionId: null
  /** The ways to prove the identity; empty unless one is due. */
  readonly supportedFirstFactors: readonly FirstFactor[]
  /** The ways of the second proof; empty unless it is due. */
  readonly supportedSecondFactors: readonly SecondFactor[]
  /** `null` until it is begun. */
  readonly firstFactorVerification: Verification | null
  /** `null` until it is begun. */
  readonly secondFactorVerification: Verification | null
}

interface Started<Status extends string> extends AnySignIn {
  readonly status: Status
}

interface Unidentified extends Omit<AnySignIn, 'id'> {
  readonly status: 'needs_identifier'
  /** `null` where none has begun. */
  readonly id: string | null
}

interface Complete extends Omit<AnySignIn, 'createdSessionId'> {
  readonly status: 'complete'
  readonly createdSessionId: string
}

/**
 * One attempt to sign in: a union by `status`, which says what is due. `needs_identifier`: `create()`.
 * `needs_first_factor`: one of `supportedFirstFactors`. `needs_second_factor`, or, on a device that is new to the
 * account, `needs_client_trust`: one of `supportedSecondFactors`. `needs_new_password`: `resetPassword()`. `complete`:
 * nothing; the session is `createdSessionId`.
 */
export type SignIn =
  | Unidentified
  | Started<'needs_first_factor'>
  | Started<'needs_second_factor'>
  | Started<'needs_client_trust'>
  | Started<'needs_new_password'>
  | Started<'needs_protect_check'>
  | Complete
  | Started<Unlisted>

const listed = nullable(list(record({ strategy: string })))
const factors: typeof listed = (value, place) => listed(value, place) ?? []

const read = record({
  id: string,
  status: string,
  identifier: text,
  createdSessionId: text,
  supportedFirstFactors: factors,
  supportedSecondFactors: factors,
  firstFactorVerification: readVerification,
  secondFactorVerification: readVerification,
}) as Reader<Attempt> as Reader<SignIn>

export const signIns: Kind<SignIn> = {
  name: 'signIn',
  read,
  none: { ...read({ id: '', status: 'needs_identifier' }, ''), id: null } as SignIn,
}
