import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import type { UserRecord } from '../state/state'
import type { Verification } from '../state/verifications'

/** A way to prove who one is. A new one is a new file with one of these, and a line in `firstFactors.ts`. */
export interface Factor {
  readonly strategy: string
  /** The form's field that holds the proof. */
  readonly field: 'password' | 'code'
  /** What a sign-in says of it; undefined where this user has no such thing. */
  offer(user: UserRecord): object | undefined
  /** Sends what the proof has to match. Absent where there is nothing to send: the proof can be checked at once. */
  send?(c: FapiContext, user: UserRecord): Verification
  /** Checks a proof and counts the attempt. @throws FapiError */
  check(box: Box, user: UserRecord, verification: Verification, proof: string): void
}
