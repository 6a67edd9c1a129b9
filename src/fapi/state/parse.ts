import * as v from 'valibot'

/** A string with something in it. */
export const text = v.pipe(v.string(), v.nonEmpty('must not be empty'))

/** Checks a list that comes from outside. @throws TypeError that names the place, e.g. `users[1].password`. */
export function parseList<schema extends v.GenericSchema>(
  name: string,
  item: schema,
  input: unknown,
): v.InferOutput<schema>[] {
  const result = v.safeParse(v.array(item), input)
  if (result.success) return result.output
  const [issue] = result.issues
  throw new TypeError(`${name}${place(issue.path?.map(({ key }) => key))}: ${issue.message}`)
}

function place(path: readonly unknown[] = []): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
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
