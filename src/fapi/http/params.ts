import { formError } from './errors'

/** Parameters of a query or a form. Unknown ones are harmless: nobody asks for them. */
export interface Params {
  /** The value, or undefined. @throws FapiError 422 for one that is too long, or has control characters. Clerk's SDK splits values at commas into repeated keys: they are joined again. */
  get(name: string): string | undefined
}

export function readParams(source: URLSearchParams | FormData): Params {
  return {
    get(name) {
      const values = source.getAll(name).filter((value) => typeof value === 'string')
      return checkValue(name, values.length === 0 ? undefined : values.join(','))
    },
  }
}

/** Who reads JSON, an address or a token looks at each character; all else is kept, and shown, as it is. */
const longNames = /metadata|credential|token|session|jwt|url/

/** @throws FapiError 422 */
export function checkValue(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return value
  const isLong = longNames.test(name)
  const most = isLong ? 262_144 : 1024
  if (value.length > most)
    throw formError('form_param_max_length_exceeded', name, `Use at most ${most} characters`)
  if (!isLong && /\p{Cc}/u.test(value))
    throw formError('form_param_format_invalid', name, 'Control characters are not allowed')
  return value
}
