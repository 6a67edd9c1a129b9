import type { Box } from '../box'
import { firstFactors as firstOn } from '../resources/ways'
import type { UserRecord } from '../state/state'
import {
  type Asked,
  type Offer,
  offerEmail,
  offerIf,
  offerPhones,
  offersIn,
  offersOf,
  type Ways,
} from './offers'

/** A new one is a line here, and another in `factors.ts` for what it does. */
const firstFactors: Ways = {
  password: offerIf('password', ({ password }) => password !== undefined),
  phone_code: offerPhones('phone_code'),
  email_code: offerEmail('email_code'),
}

/** What a sign-in of this user may go on with, as the wire has it. */
export function offerFirstFactors({ options }: Box, user: UserRecord, asked: Asked): Offer[] {
  return offersOf(firstFactors, firstOn(options), user, asked)
}

/** What it may use for a strategy. @throws FapiError when nobody, or not this user, can sign in that way */
export function findFirstFactor({ options }: Box, user: UserRecord, asked: Asked, strategy: string) {
  return offersIn(firstFactors, firstOn(options), user, asked, strategy)
}
