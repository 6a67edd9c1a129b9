import { camelCase } from '../case'
import type { Open, Unlisted } from '../open'
import { bag, list, optional, type Reader, record, string } from '../shape'
import type { Attempt, Kind } from './attempt'
import { text } from './user'
import { readVerification, type Verification } from './verification'

/** What a new user says, by the name of the parameter that takes it. */
export type SignUpField = Open<
  | 'emailAddress'
  | 'phoneNumber'
  | 'web3Wallet'
  | 'username'
  | 'password'
  | 'firstName'
  | 'lastName'
  | 'legalAccepted'
  | 'enterpriseSso'
>

/** A verification of a sign-up, and what it waits for. */
export interface SignUpVerification extends Verification {
  readonly nextAction?: Open<'needs_prepare' | 'needs_attempt' | ''>
  readonly supportedStrategies?: readonly string[]
}

interface AnySignUp extends Attempt {
  readonly id: string
  readonly createdSessionId: null
  readonly createdUserId: string | null
  /** What all users of the instance must say. */
  readonly requiredFields: readonly SignUpField[]
  /** What they may say. */
  readonly optionalFields: readonly SignUpField[]
  /** What is required, and has not been said: `update()`; `enterpriseSso`: `useSignUpWithRedirect()` with `enterprise_sso`. */
  readonly missingFields: readonly SignUpField[]
  /** What has been said, and is to be verified, in the order to ask for: `prepareVerification()`. */
  readonly unverifiedFields: readonly SignUpField[]
  /** Each is `null` until it is begun. */
  readonly verifications: {
    readonly emailAddress: SignUpVerification | null
    readonly phoneNumber: SignUpVerification | null
    readonly web3Wallet: SignUpVerification | null
    readonly externalAccount: Verification | null
  }
  readonly emailAddress: string | null
  readonly phoneNumber: string | null
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
}

interface Begun<Status extends string> extends AnySignUp {
  readonly status: Status
}

interface Unfinished extends Omit<AnySignUp, 'id'> {
  readonly status: 'missing_requirements'
  /** `null` where none has begun. */
  readonly id: string | null
}

interface Complete extends Omit<AnySignUp, 'createdSessionId'> {
  readonly status: 'complete'
  readonly createdSessionId: string
}

/**
 * One attempt to sign up: a union by `status`, which says what is due. `missing_requirements`: what `missingFields` and
 * `unverifiedFields` list; `create()` where `id` is `null`. `complete`: nothing; the session is `createdSessionId`.
 * `abandoned`: it took too long.
 */
export type SignUp = Unfinished | Complete | Begun<'abandoned'> | Begun<Unlisted>

const listed = optional(list(string), [])
const fields: Reader<readonly string[]> = (value, place) =>
  listed(value, place).map((name) => camelCase(name))

const read = record({
  id: string,
  status: string,
  createdSessionId: text,
  createdUserId: text,
  requiredFields: fields,
  optionalFields: fields,
  missingFields: fields,
  // The order to ask is that of the alphabet: an address, a number, a wallet.
  unverifiedFields: (value, place) => [...fields(value, place)].sort(),
  verifications: (value, place) =>
    record({
      emailAddress: readVerification,
      phoneNumber: readVerification,
      web3Wallet: readVerification,
      externalAccount: readVerification,
    })(optional(bag, {})(value, place), place),
  emailAddress: text,
  phoneNumber: text,
  username: text,
  firstName: text,
  lastName: text,
}) as Reader<Attempt> as Reader<SignUp>

export const signUps: Kind<SignUp> = {
  name: 'signUp',
  read,
  none: { ...read({ id: '', status: 'missing_requirements' }, ''), id: null } as SignUp,
}
