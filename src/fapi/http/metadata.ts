import type { Metadata } from '../state/state'
import { formError } from './errors'
import { parseObject } from './json'
import type { Params } from './params'

/** The metadata of a name in a form; undefined when there is none. @throws FapiError */
export function readMetadata(
  form: Params,
  name: 'public_metadata' | 'private_metadata' | 'unsafe_metadata',
): Record<string, unknown> | undefined {
  const text = form.get(name)
  if (!text) return undefined
  const value = parseObject(text)
  if (!value) throw formError('form_param_format_invalid', name, 'Send a JSON object')
  return value
}

/** What is there with the changes in it: objects are merged in depth, and null takes a key away. */
export function mergeMetadata(before: Metadata, changes: Metadata): Metadata {
  const merged = new Map(Object.entries(before))
  for (const [key, value] of Object.entries(changes)) {
    const old = merged.get(key)
    if (value === null) merged.delete(key)
    else merged.set(key, isObject(value) ? mergeMetadata(isObject(old) ? old : {}, value) : value)
  }
  return Object.fromEntries(merged)
}

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
