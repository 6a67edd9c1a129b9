import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'
import type { PhoneRecord, UserRecord } from './state'

/** How many numbers a user may have. */
const limit = 10

/** Gives a user a number, which is not verified yet. @throws FapiError 422 where they have it, 403 where they have too many */
export function addPhone({ ids, clock }: Box, user: UserRecord, number: string): PhoneRecord {
  if (user.phones.some((phone) => phone.number === number)) {
    throw formError('form_identifier_exists', 'phone_number', 'This number is there already')
  }
  if (user.phones.length >= limit)
    throw new FapiError(403, 'action_blocked', `A user may have ${limit} numbers`)
  const id = ids.newId('idn')
  const phone = { id, number, verified: false, isSecondFactor: false, createdAt: clock.now() }
  user.phones.push(phone)
  return phone
}
