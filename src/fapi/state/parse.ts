import * as v from 'valibot'

/** A string with something in it. */
export const text = v.pipe(v.string(), v.nonEmpty('must not be empty'))
export const texts = v.array(text)
/** Milliseconds since 1970, or from one time to another. */
export const time = v.pipe(v.number(), v.safeInteger('must be whole milliseconds'))

/** A copy of an object with any keys. Not by `v.record`, which loses `constructor` and the like. */
export const anyObject = v.pipe(
  v.custom<Record<string, unknown>>(
    (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
    'must be an object',
  ),
  v.transform((input) => ({ ...input })),
)
/** Whatever an app keeps there. */
export const metadata = v.optional(anyObject)

/** A picture that somebody has uploaded. */
export const image = v.optional(v.strictObject({ id: text, url: text, type: text, data: text }))

/** Reads what comes from outside. @throws TypeError that names the place, e.g. `users[1].password`, and the reason */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  root = '',
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  const [{ path = [], expected, received, message }] = result.issues
  const place = placeOf([root, ...path.map(({ key }) => key)])
  const reason =
    expected === 'never' ? 'is not known' : path && received === 'undefined' ? 'is missing' : message
  // What was there instead may be a password, or a key.
  throw new TypeError(`${place || 'the state'}: ${reason.replace(/ but received .*/s, '')}`)
}

/** Refuses a second record of the same name. Never says the name: it may be a credential. */
export function refuseTwins(table: string, records: readonly object[], field: string): void {
  const seen = new Map<unknown, number>()
  records.forEach((record, index) => {
    const value: unknown = Reflect.get(record, field)
    // What is written by hand leaves it out.
    if (value === undefined) return
    const first = seen.get(value)
    if (first !== undefined)
      throw new TypeError(`${table}[${index}].${field}: is already ${table}[${first}].${field}`)
    seen.set(value, index)
  })
}

function placeOf(path: readonly unknown[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\.+/, '')
}

/** Refuses values, here by their place, of which two are the same but for letter case. @throws TypeError naming both */
export function checkUnique(values: Iterable<readonly [place: string, value: string | undefined]>): void {
  const seen = new Map<string, string>()
  for (const [place, value] of values) {
    if (value === undefined) continue
    const first = seen.get(value.toLowerCase())
    if (first) throw new TypeError(`${place}: "${value}" is already ${first}`)
    seen.set(value.toLowerCase(), place)
  }
}
