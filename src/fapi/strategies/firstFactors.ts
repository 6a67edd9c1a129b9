import type { Box } from '../box'
import { FapiError } from '../http/errors'
import type { ResolvedOptions } from '../options'
import { firstFactors as firstOn } from '../resources/ways'
import { connectionsOf } from '../state/connections'
import type { UserRecord } from '../state/state'
import { emailsOf, usablePasskeys } from '../state/users'
import {
  type Asked,
  normal,
  type Offer,
  type Offers,
  offerEmail,
  offerIf,
  offerPhones,
  offersIn,
  offersOf,
  strategyInvalid,
  type Ways,
} from './offers'

/** A new one is a line here, and another in `factors.ts` for what it does. */
const firstFactors: Ways = {
  password: offerIf('password', ({ password }) => password !== undefined),
  passkey: offerIf('passkey', (user) => usablePasskeys(user).length),
  phone_code: offerPhones('phone_code'),
  email_code: offerEmail('email_code'),
  email_link: offerEmail('email_link'),
  reset_password_email_code: offerReset(offerEmail('reset_password_email_code'), (user) =>
    emailsOf(user).map(({ emailAddress }) => emailAddress),
  ),
  reset_password_phone_code: offerReset(offerPhones('reset_password_phone_code'), ({ phones }) =>
    phones.map(({ number }) => number),
  ),
}

/** Whether anybody can begin with a strategy. */
export const isFirstFactor = (strategy: string) => Object.hasOwn(firstFactors, strategy)

/** Another password for who has one, and came by an address, or a number, of their own. */
function offerReset(offers: Offers, ownOf: (user: UserRecord) => readonly string[]): Offers {
  return (user, asked) => {
    const isTyped = ownOf(user).some((own) => normal(own) === normal(asked.identifier ?? ''))
    return isTyped && user.password !== undefined ? offers(user, asked) : []
  }
}

/** What a sign-in of this user may go on with, as the wire has it. */
export function offerFirstFactors({ options }: Box, user: UserRecord | undefined, asked: Asked): Offer[] {
  const connections = connectionsFor(options, user, asked)
  if (!user || connections.length > 0) {
    return connections.map(({ id, name }) => ({
      strategy: 'enterprise_sso',
      enterprise_connection_id: id,
      enterprise_connection_name: name,
    }))
  }
  const on = firstOn(options)
  const providers = new Set(user.externalAccounts.map(({ provider }) => `oauth_${provider}`))
  const external = [...providers].filter((strategy) => on.includes(strategy))
  return [...offersOf(firstFactors, on, user, asked), ...external.map((strategy) => ({ strategy }))]
}

/** Who has an address of an enterprise signs in there, and in no other way. */
function connectionsFor(options: ResolvedOptions, user: UserRecord | undefined, { identifier }: Asked) {
  if (!user) return connectionsOf(options, identifier)
  return [...new Set(emailsOf(user).flatMap(({ emailAddress }) => connectionsOf(options, emailAddress)))]
}

/** Refuses to leave a user no way in. @param left - the user without what is to be removed @throws FapiError 400 */
export function checkWayIn(box: Box, left: UserRecord, name: string): void {
  const asked = { identifier: null, status: 'needs_first_factor' } as const
  if (offerFirstFactors(box, left, asked).length > 0) return
  const message = `You sign in by nothing else: this ${name} cannot be removed`
  throw new FapiError(400, 'last_identification_deletion_failed', message)
}

/** What it may use for a strategy. @throws FapiError when nobody, or not this user, can sign in that way */
export function findFirstFactor({ options }: Box, user: UserRecord, asked: Asked, strategy: string) {
  if (connectionsFor(options, user, asked).length > 0) throw strategyInvalid(strategy)
  return offersIn(firstFactors, firstOn(options), user, asked, strategy)
}
