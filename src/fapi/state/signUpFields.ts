import type { Box } from '../box'
import { formError } from '../http/errors'
import type { Params } from '../http/params'
import { checkPassword } from './passwords'
import type { UserRecord } from './state'
import { createUser, emailPattern, type FapiUser, findUser } from './users'

/** What new users say of themselves, by its name on the wire, and whether they must. */
export const attributes = {
  email_address: 'required',
  password: 'required',
  username: 'on',
  first_name: 'on',
  last_name: 'on',
} as const

export type Attribute = keyof typeof attributes

export const attributeNames = Object.keys(attributes) as Attribute[]

/** What a sign-up knows so far; empty is unknown. */
export type SignUpFields = Record<Attribute, string>

export const passwordLength = { min: 8, max: 72 }
export const usernameLength = { min: 4, max: 64 }

/** Reads the attributes in a form; an empty one is taken back. @throws FapiError */
export function readAttributes(box: Box, form: Params): Partial<SignUpFields> {
  const fields: Partial<SignUpFields> = {}
  for (const name of attributeNames) {
    const value = form.get(name)
    if (value !== undefined) fields[name] = value && readers[name](value, box)
  }
  return fields
}

/** Adds a user who is what the fields say. */
export function createFromFields(
  box: Box,
  fields: Partial<SignUpFields> & Pick<SignUpFields, 'email_address'>,
  metadata: Pick<FapiUser, 'publicMetadata' | 'unsafeMetadata'>,
): UserRecord {
  return createUser(box, {
    identifier: fields.email_address,
    password: fields.password || undefined,
    username: fields.username || undefined,
    firstName: fields.first_name || undefined,
    lastName: fields.last_name || undefined,
    ...metadata,
  })
}

/** Reads an email address. @throws FapiError 422 */
export function readAddress(value: string): string {
  const address = value.trim().toLowerCase()
  if (emailPattern.test(address)) return address
  throw formError('form_param_format_invalid', 'email_address', 'Enter a valid email address')
}

const readers: Record<Attribute, (value: string, box: Box) => string> = {
  email_address: (value, box) => readFree(box, 'email_address', readAddress(value)),
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
