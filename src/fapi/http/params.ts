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
      return checkValue(name, values.length === 0 ? undefined : values)
    },
  }
}

/** Who reads JSON, an address or a token looks at each character; all else is kept, and shown, as it is. */
const longNames = /metadata|claims|credential|token|session|jwt|url/

/** The value, or the values of a list, joined. @throws FapiError 422 */
export function checkValue(
  name: string,
  value: string | readonly (string | undefined)[] | undefined,
): string | undefined {
  if (value === undefined) return value
  const parts = typeof value === 'string' ? [value] : value
  const text = parts.join(',')
  const isLong = longNames.test(name)
  const most = isLong ? 262_144 : name === 'actor' ? 4096 : 1024
  const mostOfAll = isLong ? most : 16_384
  const isOver = text.length > mostOfAll
  if (isOver || parts.some((part) => part !== undefined && part.length > most)) {
    const message = `Use at most ${isOver ? mostOfAll : most} characters`
    throw formError('form_param_max_length_exceeded', name, message)
  }
  if (!isLong && /\p{Cc}/u.test(text))
    throw formError('form_param_format_invalid', name, 'Control characters are not allowed')
  return text
}
