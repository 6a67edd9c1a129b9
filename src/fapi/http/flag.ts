import { formError } from './errors'
import type { Params } from './params'

/** @throws FapiError 422 for what is neither true nor false */
export function readFlag(form: Params, name: string): boolean | undefined {
  const text = form.get(name)
  if (text === undefined || text === '') return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw formError('form_param_value_invalid', name, 'Say true or false')
}
