import type { ContentfulStatusCode } from 'hono/utils/http-status'

interface FapiErrorOptions {
  /** Said to people; default: the message. */
  longMessage?: string
  /** What the error is about, e.g. `param_name`. */
  meta?: Record<string, unknown>
  headers?: Record<string, string>
  /** What else is wrong. */
  also?: readonly FapiError[]
}

/** A refusal that is answered in Clerk's error envelope. */
export class FapiError extends Error {
  override readonly name = 'FapiError'
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    readonly options: FapiErrorOptions = {},
  ) {
    super(message)
  }
}

/** 404 `resource_not_found`. */
export function notFound(what: string): FapiError {
  return new FapiError(404, 'resource_not_found', `${what} not found`)
}

/** 405 for a path that takes other methods. */
export function methodNotAllowed(method: string, path: string, methods: Iterable<string>): FapiError {
  const headers = { allow: [...methods].join(', ') }
  return new FapiError(405, 'method_not_allowed', `${path} does not take ${method}`, { headers })
}

/** 422 for a form field; `meta.param_name` names it. */
export function formError(code: string, paramName: string, message: string): FapiError {
  return new FapiError(422, code, message, { meta: { param_name: paramName } })
}

/** Several refusals in one answer: it has the status of the first. */
export function several([first, ...also]: readonly FapiError[]): FapiError {
  const { status, code, message, options } = first!
  return new FapiError(status, code, message, { ...options, also })
}
