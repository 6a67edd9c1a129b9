/** Parameters of a query or a form. Unknown ones are harmless: nobody asks for them. */
export interface Params {
  /** The value, or undefined. Clerk's SDK splits values at commas into repeated keys: they are joined again. */
  get(name: string): string | undefined
}

export function readParams(source: URLSearchParams | FormData): Params {
  return {
    get(name) {
      const values = source.getAll(name).filter((value) => typeof value === 'string')
      return values.length === 0 ? undefined : values.join(',')
    },
  }
}
