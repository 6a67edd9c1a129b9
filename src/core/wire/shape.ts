import { snakeCase, toCamelCase } from './case'
import { malformed } from './errors'

/**
 * Reads one value of an answer: checks it, and turns its keys to camelCase.
 *
 * @param place - what it is, for the error, e.g. `client.sessions.0.id`.
 * @throws FrontdeskError `malformed_response` with that place.
 */
export type Reader<T> = (value: unknown, place: string) => T

export function string(value: unknown, place: string): string {
  if (typeof value === 'string') return value
  throw malformed(place)
}

export function number(value: unknown, place: string): number {
  if (typeof value === 'number') return value
  throw malformed(place)
}

/** An object of the app's own making: its keys stay as they were set. */
export function bag(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value && !Array.isArray(value)) return value as Record<string, unknown>
  throw malformed(place)
}

/** What is missing or odd reads as `otherwise`. Not for what tells identities apart. */
export const optional =
  <T, Otherwise>(read: Reader<T>, otherwise: Otherwise): Reader<T | Otherwise> =>
  (value, place) => {
    try {
      return read(value, place)
    } catch {
      return otherwise
    }
  }

/** What may be missing, but not odd: a user without an actor must not be taken for one with an odd one. */
export const nullable =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, place) =>
    value == null ? null : read(value, place)

export const list =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value, place) => {
    if (Array.isArray(value)) return value.map((item, at) => read(item, `${place}.${at}`))
    throw malformed(place)
  }

/** An object with these fields, which the wire writes in snake_case. Other fields are kept. */
export const record =
  <T extends object>(fields: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> =>
  (value, place) => {
    const given = { ...bag(value, place) }
    const read = Object.entries<Reader<unknown>>(fields).map(([name, reader]) => {
      const wireName = snakeCase(name)
      const inner = given[wireName]
      delete given[wireName]
      return [name, reader(inner, `${place}.${wireName}`)]
    })
    return { ...(toCamelCase(given) as object), ...Object.fromEntries(read) }
  }
