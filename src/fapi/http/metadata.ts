import { formError } from './errors'
import type { Params } from './params'

/** The `unsafe_metadata` in a form; undefined when there is none. @throws FapiError */
export function readUnsafeMetadata(form: Params): Record<string, unknown> | undefined {
  const text = form.get('unsafe_metadata')
  if (!text) return undefined
  const value = parse(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw formError('form_param_format_invalid', 'unsafe_metadata', 'Send a JSON object')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
