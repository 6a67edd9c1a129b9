import { toCamelCase } from './case'
import { FrontdeskError } from './errors'
import { bag, list, optional, record, string } from './shape'

type Json = { response?: unknown; client?: unknown; meta?: { client?: unknown } } | null | undefined

export const unwrap = (json: unknown): unknown =>
  (json as Json)?.response === undefined ? json : (json as Json)?.response

export const piggyback = (json: unknown): unknown => (json as Json)?.client ?? (json as Json)?.meta?.client

const readRefusal = optional(
  record({
    errors: list(
      record({
        code: string,
        message: optional(string, ''),
        longMessage: optional(string, ''),
        meta: optional(bag, {}),
      }),
    ),
    clerkTraceId: optional(string, undefined),
  }),
  { errors: [], clerkTraceId: undefined },
)

export function failure(
  { headers, status }: Response,
  json: unknown,
  { origin, pathname }: URL,
  now: number,
): FrontdeskError {
  const { errors, clerkTraceId } = readRefusal(toCamelCase(json), '')
  const [first] = errors
  const retryAfter = headers.get('Retry-After')!
  const isCaptcha = first?.code === 'requires_captcha'
  return new FrontdeskError(
    isCaptcha ? 'captcha_required' : (first?.code ?? (status === 404 ? 'fapi_not_found' : 'request_failed')),
    {
      status,
      errors: errors as FrontdeskError['errors'],
      // Seconds, or a date.
      retryAfter: Number(retryAfter) || Math.max(0, (Date.parse(retryAfter) - now) / 1000) || undefined,
      traceId: clerkTraceId,
      about: origin + pathname,
      message: isCaptcha ? undefined : first?.longMessage || first?.message,
    },
  )
}
