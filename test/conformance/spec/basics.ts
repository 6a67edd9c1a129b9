import * as v from 'valibot'

/** Milliseconds since 1970; seconds would be too few. */
export const time = v.pipe(v.number(), v.integer(), v.minValue(1e12))
export const count = v.pipe(v.number(), v.integer())
export const text = v.string()
export const id = v.pipe(v.string(), v.nonEmpty())
export const flag = v.boolean()
/** Whatever an app keeps there. */
export const metadata = v.record(v.string(), v.unknown())
/** A list that the box leaves empty. What could be in it is not described. */
export const empty = v.pipe(v.array(v.unknown()), v.maxLength(0))
/** Three parts, each base64url. */
export const jwt = v.pipe(v.string(), v.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/))

export const token = v.strictObject({ object: v.literal('token'), jwt })
