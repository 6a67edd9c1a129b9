import { type FapiErrorDetail, FrontdeskError } from '../errors'
import { toCamelCase } from '../resources/parse'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The resource in an answer: its `response` where it has the usual envelope, else the whole. */
export const unwrap = (json: unknown): unknown =>
  isObject(json) && 'response' in json ? json.response : json

/** The client that rides along with an answer, or with a refusal; `undefined` where there is none. */
export function piggyback(json: unknown): unknown {
  if (!isObject(json)) return undefined
  return json.client ?? (isObject(json.meta) ? json.meta.client : undefined) ?? undefined
}

/** The error of an answer that is not 2xx: Clerk's own where it has Clerk's envelope. */
export function failure(response: Response, json: unknown, url: URL): FrontdeskError {
  const { status } = response
  const errors =
    isObject(json) && Array.isArray(json.errors) ? json.errors.filter(isObject).map(readDetail) : []
  const [first] = errors
  const wait = response.headers.get('Retry-After')
  const details = {
    status,
    errors,
    retryAfter: wait !== null && /^\d+$/.test(wait) ? Number(wait) : undefined,
    traceId: isObject(json) && typeof json.clerk_trace_id === 'string' ? json.clerk_trace_id : undefined,
  }
  if (first?.code === 'requires_captcha') return new FrontdeskError('captcha_required', details)
  if (first) return new FrontdeskError(first.code, { ...details, message: first.longMessage })
  return new FrontdeskError(status === 404 ? 'fapi_not_found' : 'request_failed', {
    ...details,
    about: url.origin + url.pathname,
  })
}

function readDetail({ code, message, long_message, meta }: Json): FapiErrorDetail {
  const text = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback)
  const short = text(message, 'The Frontend API refused the request.')
  return {
    code: text(code, 'request_failed'),
    message: short,
    longMessage: text(long_message, short),
    meta: (isObject(meta) ? toCamelCase(meta) : {}) as Json,
  }
}
