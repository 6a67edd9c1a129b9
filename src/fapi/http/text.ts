import type { FapiContext } from './env'
import { formError } from './errors'

/** A field of the form that must have something in it, trimmed. @throws FapiError 422 */
export function readText(c: FapiContext, name: string, limit = 256): string {
  const text = c.get('form').get(name)?.trim()
  if (text === undefined) throw formError('form_param_missing', name, `Say the ${name}`)
  if (!text) throw formError('form_param_nil', name, `The ${name} must not be empty`)
  if (text.length > limit) {
    throw formError('form_param_max_length_exceeded', name, `Use at most ${limit} characters`)
  }
  return text
}
