import { formError } from './errors'
import { parseObject } from './json'
import type { Params } from './params'

/** The metadata of a name in a form; undefined when there is none. @throws FapiError */
export function readMetadata(
  form: Params,
  name: 'public_metadata' | 'unsafe_metadata',
): Record<string, unknown> | undefined {
  const text = form.get(name)
  if (!text) return undefined
  const value = parseObject(text)
  if (!value) throw formError('form_param_format_invalid', name, 'Send a JSON object')
  return value
}
