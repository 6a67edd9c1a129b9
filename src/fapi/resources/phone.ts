import type { Box } from '../box'
import type { PhoneRecord, UserRecord } from '../state/state'
import { serializeVerification } from './verification'
import { vouched } from './vouched'

/** A PhoneNumber as the wire has it. */
export function serializePhone(box: Box, user: UserRecord, phone: PhoneRecord) {
  const { verified, verification, createdAt } = phone
  const shown = verification ? serializeVerification(box, verification) : verified ? vouched : null
  return {
    object: 'phone_number',
    id: phone.id,
    phone_number: phone.number,
    reserved_for_second_factor: phone.isSecondFactor,
    default_second_factor: phone === user.phones.find(({ isSecondFactor }) => isSecondFactor),
    reserved: false,
    verification: shown,
    linked_to: [],
    backup_codes: null,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
