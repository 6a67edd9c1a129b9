import { type Reader, record, string } from '../shape'

/**
 * A sign-in or a sign-up as it rides along with the client: no more than these two is checked. `useSignIn()` and
 * `useSignUp()` read the rest.
 */
export interface AttemptOnClient {
  readonly id: string
  readonly status: string
  readonly [field: string]: unknown
}

export const readAttempt: Reader<AttemptOnClient> = record<AttemptOnClient>({ id: string, status: string })

/** What sign-ins and sign-ups have in common. */
export interface Attempt {
  readonly id: string | null
  readonly status: string
  /** The new session, once `status` is `complete`. */
  readonly createdSessionId: string | null
}

/** Sign-ins or sign-ups. */
export interface Kind<A extends Attempt> {
  readonly name: 'signIn' | 'signUp'
  readonly read: Reader<A>
  /** What there is before the first step. */
  readonly none: A
}
