import type { FapiContext } from './env'
import { FapiError, formError } from './errors'

/** Refuses a query for what nobody knows here: it would be answered as if nothing had been asked. @throws FapiError 422 */
export function checkQuery(c: FapiContext, known: readonly string[]): void {
  const common = ['limit', 'offset', 'paginated', 'order_by']
  for (const name of c.get('url').searchParams.keys()) {
    if (known.includes(name) || common.includes(name) || name.startsWith('_')) continue
    throw new FapiError(422, 'form_param_unknown', `${name} is not a parameter here`, {
      longMessage: `Ask by ${[...known, ...common].join(', ')}.`,
      meta: { param_name: name },
    })
  }
}

/** What a query wants, of a parameter that may be given several times; undefined where it wants nothing. */
export function wantedBy(c: FapiContext, name: string): string[] | undefined {
  return c.get('query').get(name)?.toLowerCase().split(',')
}

/** Whether a time lies where `<name>_before` and `<name>_after` in the query want it. Milliseconds. @throws FapiError 422 */
export function isWithin(c: FapiContext, name: string, time: number | null): boolean {
  const [before, after] = ['before', 'after'].map((side) => readTime(c, `${name}_${side}`))
  return (
    (before ?? after) === undefined || (time !== null && time < (before ?? time + 1) && time > (after ?? -1))
  )
}

/** Milliseconds, or undefined. @throws FapiError 422 */
export function readTime(c: FapiContext, name: string): number | undefined {
  const text = c.get('query').get(name)
  if (!text) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw formError('form_param_value_invalid', name, `${name} must be milliseconds since 1970`)
}

/**
 * Sorts by `order_by` in the query, e.g. `-created_at`: `+` or nothing for the lowest first. What is missing comes last.
 * @param fields - what each of the names stands for @throws FapiError 422 for another name
 */
export function sortedBy<item>(
  c: FapiContext,
  items: readonly item[],
  fields: Readonly<Record<string, (item: item) => string | number | null | undefined>>,
  missing = '-created_at',
): item[] {
  // A plus sign in a query reads as a blank.
  const text = (c.get('query').get('order_by') || missing).trim()
  const name = text.replace(/^[+-]/, '')
  if (!Object.hasOwn(fields, name)) {
    const message = `Order by ${Object.keys(fields).join(', ')}`
    throw formError('form_param_value_invalid', 'order_by', message)
  }
  const keyed = items.map((item, index) => ({ item, index, key: fields[name]!(item) ?? undefined }))
  const sign = text.startsWith('-') ? -1 : 1
  keyed.sort((one, other) => {
    if (one.key === other.key) return sign * (one.index - other.index)
    if (one.key === undefined || other.key === undefined) return one.key === undefined ? 1 : -1
    return one.key < other.key ? -sign : sign
  })
  return keyed.map(({ item }) => item)
}
