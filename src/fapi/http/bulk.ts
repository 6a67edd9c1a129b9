import type { FapiContext } from './env'
import { FapiError } from './errors'
import { objectParams, parseObject } from './json'

/** How many at a time. */
const limit = 10

/** Reads the list of objects in the body of a server, one after the other in place of a form. @throws FapiError 400 for what is none, 422 for too many */
export function readBulk<item>(c: FapiContext, read: () => item): item[] {
  const text = new TextDecoder().decode(c.get('bytes') ?? new Uint8Array())
  // As a part of an object, so that it is read with the same care.
  const list: unknown = /^\s*\[/.test(text) ? parseObject(`{"list":${text}}`)?.list : undefined
  const isList = Array.isArray(list) && list.length > 0 && list.every(isObject)
  if (!isList) throw new FapiError(400, 'request_body_invalid', 'The body is not a list of JSON objects')
  if (list.length > limit) throw new FapiError(422, 'bulk_size_exceeded', `Send at most ${limit} at a time`)
  return list.map((each) => {
    c.set('form', objectParams(each))
    return read()
  })
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
