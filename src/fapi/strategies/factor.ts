import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import type { FapiMessageKind } from '../messages'
import type { UserRecord } from '../state/state'
import type { Verification } from '../state/verifications'
import type { Asked, Offer } from './offers'

/** What there is to send, and where to: to one of the offers. */
export interface Sending {
  user: UserRecord
  asked: Asked
  /** Those of the factor's strategy: one at least. */
  offers: readonly Offer[]
  /** What it is for; by what is asked unless given. */
  kind?: FapiMessageKind
}

/** What a way to prove who one is does. Whom it is offered to is said in `firstFactors.ts` and `secondFactors.ts`. */
export interface Factor {
  /** The form's field that holds the proof. Absent where it is proved elsewhere, as by opening a link. */
  readonly field?: 'password' | 'code' | 'public_key_credential'
  /** Sends what the proof has to match. Absent where there is nothing to send: the proof can be checked at once. */
  send?(c: FapiContext, sending: Sending): Verification | Promise<Verification>
  /** Checks a proof and counts the attempt. @throws FapiError */
  check?(box: Box, user: UserRecord, verification: Verification, proof: string): void | Promise<void>
}
