import type { GenericSchema, InferOutput } from 'valibot'
import { malformed } from '../errors'

type CamelCase<S> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S

/** What the wire says in snake_case, as this library hands it out. The app's own data is left as it is. */
export type CamelCased<T> = T extends readonly (infer Item)[]
  ? readonly CamelCased<Item>[]
  : T extends object
    ? { readonly [K in keyof T as CamelCase<K>]: K extends AppData ? T[K] : CamelCased<T[K]> }
    : T

type AppData = 'public_metadata' | 'unsafe_metadata' | 'actor'
const appData: ReadonlySet<string> = new Set<AppData>(['public_metadata', 'unsafe_metadata', 'actor'])

type Issues = readonly { path?: readonly unknown[] }[]
type Checked<T> = { value: T; issues?: undefined } | { value?: undefined; issues: Issues }

/** Runs a schema's own check, through the interface that all schema libraries share. */
export function check<S extends GenericSchema>(schema: S, json: unknown): Checked<InferOutput<S>> {
  const { issues, value } = schema['~standard'].validate(json) as unknown as {
    issues?: Issues
    value: InferOutput<S>
  }
  // A value that does not pass comes along with its issues, half checked.
  return issues ? { issues } : { value }
}

/**
 * Checks one resource and turns its keys to camelCase. Fields that the schema does not name are kept.
 *
 * @throws FrontdeskError `malformed_response` with the path of the first fault.
 */
export function parseResource<S extends GenericSchema>(
  schema: S,
  json: unknown,
  what: string,
): CamelCased<InferOutput<S>> {
  const { issues, value } = check(schema, json)
  if (!issues) return toCamelCase(value) as CamelCased<InferOutput<S>>
  const path = issues[0]!.path?.map((item) => String((item as { key: unknown }).key)).join('.') ?? ''
  throw malformed(`${what}.${path}`, path)
}

/** Keys in camelCase, all the way down except below what belongs to the app. */
export function toCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCamelCase)
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      appData.has(key) ? inner : toCamelCase(inner),
    ]),
  )
}
