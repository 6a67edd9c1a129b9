import { snakeCase } from './case'

/** Keys in snake_case, `null` as an empty value, arrays as repeated keys, objects as JSON. */
export function form(body: Record<string, unknown>): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(body)) {
    for (const item of [value].flat()) {
      if (item !== undefined)
        parameters.append(
          snakeCase(key),
          item === null ? '' : typeof item === 'object' ? JSON.stringify(item) : `${item}`,
        )
    }
  }
  return parameters
}
