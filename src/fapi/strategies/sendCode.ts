import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import { formError, notFound } from '../http/errors'
import type { FapiMessageKind } from '../messages'
import { identificationOf } from '../resources/externalAccount'
import { lifetime, startCode } from '../state/codes'
import type { UserRecord } from '../state/state'
import { emailsOf } from '../state/users'
import { type Verification, verificationError } from '../state/verifications'
import type { Sending } from './factor'
import type { Asked } from './offers'

/** Sends a code to an email address, or to a telephone number: to the outbox, and to the log beside the request that asked for it. */
export function sendCode(
  c: FapiContext,
  to: string,
  kind: FapiMessageKind,
  strategy = to.startsWith('+') ? 'phone_code' : 'email_code',
): Verification {
  const box = c.get('box')
  const verification = startCode(box, strategy, to)
  const message = { time: verification.expireAt! - lifetime, to, code: verification.code!, kind }
  if (strategy.endsWith('phone_code')) {
    box.texts.add(message)
    c.set('text', message)
  } else {
    box.emails.add(message)
    c.set('email', message)
  }
  return verification
}

/** Sends a code to the address or number that the form names, or else to the one that was typed, or to the first. */
export function sendFactorCode(c: FapiContext, sending: Sending): Verification {
  const { strategy } = sending.offers[0]!
  checkChannel(c, strategy)
  const to = findReceiver(c, sending)
  if (hasNoReceiver(sending.asked, strategy)) return secretCode(c.get('box'), strategy, to)
  return sendCode(c, to, sending.kind ?? kindOf(sending.asked, strategy), strategy)
}

/** Whether nothing is sent, though it looks as if: no user has the address, and who has may not become one, or has no password to reset. */
export function hasNoReceiver({ stranger }: Asked, strategy: string): boolean {
  return stranger === 'nobody' || (stranger !== undefined && strategy.startsWith('reset_'))
}

/** One that nobody knows, for a test address either. */
function secretCode(box: Box, strategy: string, to: string): Verification {
  return { ...startCode(box, strategy, to), code: box.ids.randomDigits(6) }
}

/** @throws FapiError 422 for a text by another way than SMS: none is sent, and nobody shall wait for it */
export function checkChannel(c: FapiContext, strategy: string): void {
  const channel = c.get('form').get('channel')
  if (!channel || channel === 'sms' || !strategy.endsWith('phone_code')) return
  throw formError('form_param_value_invalid', 'channel', `Nothing is sent by "${channel}" here: choose "sms"`)
}

/** @throws FapiError 404 for an address or number that is not on offer */
export function findReceiver(c: FapiContext, { user, asked, offers }: Sending): string {
  const [field, what] = offers[0]!.phone_number_id
    ? (['phone_number_id', 'Phone number'] as const)
    : (['email_address_id', 'Email address'] as const)
  const wanted = c.get('form').get(field)
  const typed = offers.find(({ safe_identifier }) => safe_identifier === asked.identifier)
  const offer = wanted ? offers.find(({ [field]: id }) => id === wanted) : (typed ?? offers[0])
  if (!offer) throw notFound(what)
  const account = user.externalAccounts.find((known) => identificationOf(known) === offer.email_address_id)
  const phone = user.phones.find(({ id }) => id === offer.phone_number_id)
  const email = emailsOf(user).find(({ id }) => id === offer.email_address_id)
  return account?.emailAddress ?? phone?.number ?? email!.emailAddress
}

/** What was sent proves something of who got it only. @throws FapiError 400 */
export function checkReceiver(user: UserRecord, { to }: Verification): void {
  const own = [
    ...[...emailsOf(user), ...user.externalAccounts].map(({ emailAddress }) => emailAddress),
    ...user.phones.map(({ number }) => number),
  ]
  if (!own.includes(to!)) throw verificationError('missing')
}

export function kindOf({ status }: Asked, strategy: string): FapiMessageKind {
  if (strategy.startsWith('reset_')) return 'reset-password'
  return status === 'needs_second_factor' || status === 'needs_client_trust' ? 'second-factor' : 'sign-in'
}
