import type { FapiContext } from './env'
import { formError } from './errors'
import { readText } from './text'

/** The `role` in the form. @throws FapiError 422 */
export function readRole(c: FapiContext): string {
  const role = readText(c, 'role')
  if (/^org:\w+$/.test(role)) return role
  throw formError('form_param_value_invalid', 'role', 'Name a role such as org:member')
}
