import type { FapiContext } from './env'
import { formError } from './errors'

/** The part of a list that `limit` (default 10) and `offset` in the query ask for, and how long the whole is. @throws FapiError 422 */
export function readPage<item>(
  c: FapiContext,
  items: readonly item[],
): { data: item[]; total_count: number } {
  const limit = readNumber(c, 'limit', 10, 1, 500)
  const offset = readNumber(c, 'offset', 0, 0, Number.MAX_SAFE_INTEGER)
  return { data: items.slice(offset, offset + limit), total_count: items.length }
}

function readNumber(c: FapiContext, name: string, missing: number, min: number, max: number): number {
  const text = c.get('query').get(name)
  if (!text) return missing
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw formError('form_param_value_invalid', name, `${name} must be a whole number from ${min} to ${max}`)
}
