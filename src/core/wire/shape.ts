import { orElse } from '../host/orElse'
import { snakeCase, toCamelCase } from './case'
import { malformed } from './errors'

/**
 * Reads one value of an answer: checks it, and turns its keys to camelCase.
 *
 * @param place - what it is, for the error, e.g. `client.sessions.0.id`.
 * @throws FrontdeskError `malformed_response` with that place.
 */
export type Reader<T> = (value: unknown, place: string) => T

const only =
  <T>(isIt: (value: unknown) => boolean): Reader<T> =>
  (value, place) => {
    if (isIt(value)) return value as T
    throw malformed(place)
  }

export const string: Reader<string> = only((value) => typeof value === 'string')

export const number: Reader<number> = only((value) => typeof value === 'number')

/** An object of the app's own making: its keys stay as they were set. */
export const bag: Reader<Readonly<Record<string, unknown>>> = only(
  (value) => value instanceof Object && !Array.isArray(value),
)

const array: Reader<unknown[]> = only(Array.isArray)

/** What is missing or odd reads as `otherwise`. Not for what tells identities apart. */
export const optional =
  <T, Otherwise>(read: Reader<T>, otherwise: Otherwise): Reader<T | Otherwise> =>
  (value, place) =>
    orElse(() => read(value, place), otherwise)

/** What may be missing, but not odd: a user without an actor must not be taken for one with an odd one. */
export const nullable =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, place) =>
    value == null ? null : read(value, place)

export const list =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value, place) =>
    array(value, place).map((item, at) => read(item, `${place}.${at}`))

/** An object with these fields, which the wire writes in snake_case. Other fields are kept. */
export const record =
  <T extends object>(
    // Found by their names: as a record, so that the build does not shorten them.
    fields: { readonly [K in keyof T]: Reader<T[K]> } & Readonly<Record<string, Reader<unknown>>>,
  ): Reader<T> =>
  (value, place) => {
    const given = bag(value, place)
    const read = toCamelCase(given) as Record<string, unknown>
    for (const name in fields) {
      const wireName = snakeCase(name)
      read[name] = fields[name]!(given[wireName], `${place}.${wireName}`)
    }
    return read as T
  }
