import { FapiError, formError } from '../http/errors'
import type { SignInRecord, UserRecord } from '../state/state'
import { emailsOf } from '../state/users'

/** What an offer depends on besides the user. */
export type Asked = Pick<SignInRecord, 'identifier' | 'status' | 'stranger'>

/** A way to prove who one is, as a sign-in shows it. */
export interface Offer {
  strategy: string
  email_address_id?: string
  phone_number_id?: string
  safe_identifier?: string
  enterprise_connection_id?: string
  enterprise_connection_name?: string
}

/** What a user can prove it with in one way: once for each thing that serves for it, e.g. for each telephone. */
export type Offers = (user: UserRecord, asked: Asked) => readonly Offer[]

/** By strategy, in the order in which they are offered. What they do is in `factors.ts`. */
export type Ways = Readonly<Record<string, Offers>>

/** What stands for a way that needs nothing but itself. */
export function offerIf(strategy: string, isThere: (user: UserRecord) => unknown): Offers {
  return (user) => (isThere(user) ? [{ strategy }] : [])
}

/** A way that uses one of the user's email addresses. */
export function offerEmail(strategy: string): Offers {
  return (user, asked) =>
    emailsOf(user).map(({ id, emailAddress }, index) => ({
      strategy,
      email_address_id: id,
      safe_identifier: safeIdentifier(emailAddress, asked),
      primary: index === 0,
    }))
}

/** A way that uses one of the user's telephones: as a second factor only one that is kept for it. */
export function offerPhones(strategy: string): Offers {
  return ({ phones }, asked) => {
    const isSecond = asked.status === 'needs_second_factor'
    return phones
      .filter(({ verified, isSecondFactor }) => verified && (isSecondFactor || !isSecond))
      .map(({ id, number }, index) => ({
        strategy,
        phone_number_id: id,
        safe_identifier: safeIdentifier(number, asked),
        primary: number === phones[0]?.number,
        ...(isSecond && { default: index === 0 }),
      }))
  }
}

/** What was typed stands there as it was typed; SDKs look for it. Of anything else no more than who owns it needs. */
export function safeIdentifier(value: string, { identifier }: Asked): string {
  if (identifier && normal(identifier) === normal(value)) return identifier
  const [, first, domain] = /^(.)[^@]*(@.+)$/.exec(value) ?? []
  return first ? `${first}***${domain}` : `+${'*'.repeat(value.length - 3)}${value.slice(-2)}`
}

/** An address or a number, however it was typed. */
export function normal(identifier: string): string {
  const text = identifier.trim().toLowerCase()
  return text.startsWith('+') ? text.replace(/[ ()-]/g, '') : text
}

/** All that a user can go on with, of the ways that the instance has. */
export function offersOf(ways: Ways, on: readonly string[], user: UserRecord, asked: Asked): Offer[] {
  return Object.entries(ways).flatMap(([strategy, offers]) =>
    on.includes(strategy) ? offers(user, asked) : [],
  )
}

/** What a user can use in one way. @throws FapiError when nobody here, or not this user, can go on that way */
export function offersIn(
  ways: Ways,
  on: readonly string[],
  user: UserRecord,
  asked: Asked,
  strategy: string,
): readonly Offer[] {
  if (Object.hasOwn(ways, strategy) && !on.includes(strategy)) {
    throw strategyDisabled(strategy)
  }
  const offers = Object.hasOwn(ways, strategy) ? ways[strategy]!(user, asked) : []
  if (offers.length === 0) throw strategyInvalid(strategy)
  return offers
}

export function strategyInvalid(strategy: string): FapiError {
  const message = `The strategy "${strategy}" is not valid for this account`
  const code = strategy === 'passkey' ? 'no_passkeys_found_for_user' : 'strategy_for_user_invalid'
  return new FapiError(400, code, message)
}

/** 422 for what is no strategy, or none to begin with. */
export function strategyUnknown(strategy: string): FapiError {
  return formError('form_param_value_invalid', 'strategy', `Nobody signs in by "${strategy}" here`)
}

export function strategyDisabled(strategy: string): FapiError {
  return new FapiError(400, 'form_param_value_disabled', `This instance has no "${strategy}"`, {
    meta: { param_name: 'strategy' },
  })
}
