import { orElse } from '../host/orElse'
import { malformed } from './errors'

/**
 * Validates one value of an answer whose keys are in camelCase already. `place` names it in the error.
 *
 * @throws FrontdeskError `malformed_response`.
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

export const bag: Reader<Readonly<Record<string, unknown>>> = only(
  (value) => value instanceof Object && !Array.isArray(value),
)

export const array: Reader<unknown[]> = only(Array.isArray)

/** Do not use this for parts of an identity: invalid values read as `otherwise` too. */
export const optional =
  <T, Otherwise>(read: Reader<T>, otherwise: Otherwise): Reader<T | Otherwise> =>
  (value, place) =>
    orElse(() => read(value, place), otherwise)

/** Invalid values throw: a malformed actor must not read as no actor. */
export const nullable =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, place) =>
    value == null ? null : read(value, place)

export const list =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value, place) =>
    array(value, place).map((item, at) => read(item, `${place}.${at}`))

/** An object with these fields. Keeps other fields. */
export const record =
  <T extends object>(
    // The record type keeps the build from shortening these names.
    fields: { readonly [K in keyof T]: Reader<T[K]> } & Readonly<Record<string, Reader<unknown>>>,
  ): Reader<T> =>
  (value, place) => {
    const read: Record<string, unknown> = { ...bag(value, place) }
    for (const name in fields) read[name] = fields[name]!(read[name], `${place}.${name}`)
    return read as T
  }
