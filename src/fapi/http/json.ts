import { FapiError } from './errors'
import { checkValue, type Params } from './params'

/** Levels. What is nested by the thousand can be read, but not be written again. */
const maxDepth = 100

/** The object that JSON text holds; undefined for anything else, and for one that is nested too deep. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && isWithin(value, maxDepth) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((part) => isWithin(part, depth - 1))
}

/** Reads the JSON object that a server sends, as the form that a page would send. @throws FapiError 400 */
export function readJson(bytes: Uint8Array): Params {
  const body = parseObject(new TextDecoder().decode(bytes))
  if (!body) throw new FapiError(400, 'request_body_invalid', 'The body is not a JSON object')
  return objectParams(body)
}

/** A JSON object as a form: lists joined, objects as text. */
export function objectParams(body: object): Params {
  const values = new Map(Object.entries(body))
  return {
    get(name) {
      const value = values.get(name)
      return checkValue(name, Array.isArray(value) ? value.map(toText) : toText(value))
    },
  }
}

/** Never by an object's own `toString`, which came with the body. */
function toText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value.map(toText).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
