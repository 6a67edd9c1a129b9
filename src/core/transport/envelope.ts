import { array, looseObject, nullish, string } from 'valibot'
import { FrontdeskError } from '../errors'
import { check, toCamelCase } from '../resources/parse'
import { bag, text } from '../resources/user'

type Json = { response?: unknown; client?: unknown; meta?: { client?: unknown } } | null | undefined

/** The resource in an answer: its `response` where it has the usual envelope, else the whole. */
export const unwrap = (json: unknown): unknown =>
  (json as Json)?.response === undefined ? json : (json as Json)?.response

/** The client that rides along with an answer, or with a refusal; nothing where there is none. */
export const piggyback = (json: unknown): unknown => (json as Json)?.client ?? (json as Json)?.meta?.client

const refusalSchema = looseObject({
  errors: array(
    looseObject({
      code: string(),
      message: nullish(string(), ''),
      long_message: nullish(string(), ''),
      meta: nullish(bag, {}),
    }),
  ),
  clerk_trace_id: text,
})

/** The error of an answer that is not 2xx: Clerk's own where it has Clerk's envelope. */
export function failure(
  { headers, status }: Response,
  json: unknown,
  { origin, pathname }: URL,
): FrontdeskError {
  const { value } = check(refusalSchema, json)
  const errors = toCamelCase(value?.errors ?? []) as FrontdeskError['errors']
  const [first] = errors
  const isCaptcha = first?.code === 'requires_captcha'
  return new FrontdeskError(
    isCaptcha ? 'captcha_required' : (first?.code ?? (status === 404 ? 'fapi_not_found' : 'request_failed')),
    {
      status,
      errors,
      retryAfter: Number(headers.get('Retry-After')) || undefined,
      traceId: value?.clerk_trace_id ?? undefined,
      about: origin + pathname,
      message: isCaptcha ? undefined : first?.longMessage || first?.message,
    },
  )
}
