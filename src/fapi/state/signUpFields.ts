import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'
import type { Params } from '../http/params'
import { type Attribute, attributeNames, type SignUpFields, usernameLength } from './attributes'
import { checkPassword } from './passwords'
import type { UserRecord } from './state'
import { createUser, emailPattern, findUser, phonePattern, type SavedUser } from './users'

/** How many users there may be before nobody becomes one any more. */
const maxUsers = 10_000

/** Reads the attributes in a form; an empty one is taken back. @throws FapiError */
export function readAttributes(box: Box, form: Params): SignUpFields {
  const fields: SignUpFields = {}
  for (const name of attributeNames) {
    const value = form.get(name)
    if (value !== undefined) fields[name] = value && readers[name](value, box)
  }
  return fields
}

/** What a user is called who has said this; empty for nothing to be called by. */
export function identifierOf({ email_address, phone_number, username }: SignUpFields): string {
  return email_address || phone_number || username || ''
}

/** Adds a user who is what the fields say. @throws FapiError 403 where there are too many */
export function createFromFields(box: Box, fields: SignUpFields, more: Partial<SavedUser>): UserRecord {
  if (box.state.users.size >= maxUsers)
    throw new FapiError(403, 'user_quota_exceeded', `This box has ${maxUsers} users: it takes no more`)
  return createUser(box, {
    identifier: identifierOf(fields),
    password: fields.password || undefined,
    username: fields.username || undefined,
    firstName: fields.first_name || undefined,
    lastName: fields.last_name || undefined,
    phones: fields.phone_number ? [{ number: fields.phone_number }] : undefined,
    ...more,
  })
}

/** Reads an email address. @throws FapiError 422 */
export function readAddress(value: string, field = 'email_address'): string {
  const address = value.trim().toLowerCase()
  if (emailPattern.test(address)) return address
  throw formError('form_param_format_invalid', field, 'Enter a valid email address')
}

const readers: Record<Attribute, (value: string, box: Box) => string> = {
  email_address: (value, box) => readFree(box, 'email_address', readAddress(value)),
  phone_number(value, box) {
    const number = value.replace(/[\s().-]/g, '')
    if (!phonePattern.test(number)) {
      const message = 'Enter a phone number with its country code, e.g. +15555550100'
      throw formError('form_param_format_invalid', 'phone_number', message)
    }
    return readFree(box, 'phone_number', number)
  },
  password: (value, box) => checkPassword(box, value),
  username(value, box) {
    const { min, max } = usernameLength
    const username = value.trim()
    if (!/^[\w-]+$/.test(username)) {
      throw formError('form_username_invalid_character', 'username', 'Use letters, digits, _ and - only')
    }
    if (username.length < min || username.length > max) {
      throw formError('form_username_invalid_length', 'username', `Use ${min} to ${max} characters`)
    }
    return readFree(box, 'username', username)
  },
  first_name: (value) => value.trim(),
  last_name: (value) => value.trim(),
}

/** Ids are names of users, too: a seed and `banUser` take either. */
function readFree({ state: { users } }: Box, name: Attribute, value: string): string {
  const isId = [...users.keys()].some((id) => id.toLowerCase() === value.toLowerCase())
  if (isId || findUser(users, value)) throw formError('form_identifier_exists', name, 'That one is taken')
  return value
}
