import { orElse } from '../host/orElse'
import { malformed } from './errors'

/**
 * Checks one value of an answer whose keys are in camelCase already.
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

/** An object with these fields. Others are kept. */
export const record =
  <T extends object>(
    // Found by their names: as a record, so that the build does not shorten them.
    fields: { readonly [K in keyof T]: Reader<T[K]> } & Readonly<Record<string, Reader<unknown>>>,
  ): Reader<T> =>
  (value, place) => {
    const read: Record<string, unknown> = { ...bag(value, place) }
    for (const name in fields) read[name] = fields[name]!(read[name], `${place}.${name}`)
    return read as T
  }
