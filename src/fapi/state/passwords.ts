import type { Box } from '../box'
import { type FapiError, formError, several } from '../http/errors'
import type { UserRecord } from './state'

/** Kinds of characters. */
export const characters = {
  lowercase: /\p{Ll}/u,
  uppercase: /\p{Lu}/u,
  number: /\d/,
  special_char: /[^\p{L}\p{N}\s]/u,
} as const

/** Bytes that can be hashed. */
const hashed = 72

/** Takes a new password; of whom, if it is somebody's by now; by the name of the form's field. @throws FapiError with all that is wrong with it */
export function checkPassword(box: Box, password: string, user?: UserRecord, field = 'password'): string {
  const { min, max, requires, leaked } = box.options.passwords
  const { length } = [...password]
  const names = user && [
    user.identifier,
    user.username,
    ...user.phones.map(({ number }) => number),
    ...user.emails.map(({ emailAddress }) => emailAddress),
  ]
  const own = new Set(names?.map((name) => name?.toLowerCase()))
  const wrong: Record<string, string | false> = {
    form_password_length_too_short: length < min && `Use ${min} characters or more`,
    form_password_length_too_long: length > max && `Use ${max} characters at most`,
    form_password_size_in_bytes_exceeded:
      length <= max && new TextEncoder().encode(password).length > hashed && `Use ${hashed} bytes at most`,
    ...Object.fromEntries(
      [...requires].map((kind) => [
        `form_password_no_${kind}`,
        !characters[kind].test(password) && `Use a ${kind.replace('_char', ' character')}, too`,
      ]),
    ),
    form_password_matches_identifier: own.has(password.toLowerCase()) && 'Use something else than your name',
    form_new_password_matches_current: password === user?.password && 'Use another one than before',
    form_password_pwned: leaked.has(password) && 'This one was found in a data breach. Use another one.',
  }
  const errors = Object.entries(wrong).flatMap(([code, message]): FapiError[] =>
    message ? [formError(code, field, message)] : [],
  )
  if (errors.length > 0) throw several(errors)
  return password
}
