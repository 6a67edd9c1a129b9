import { camelCase } from './case'
import { type FapiErrorDetail, type FrontdeskError, isFrontdeskError } from './errors'

/** One thing that was wrong. */
export interface FormError {
  readonly code: string
  /** In the app's words, else in Clerk's. */
  readonly message: string
  /** What the Frontend API says beside it, e.g. how a password gets stronger. */
  readonly meta: Readonly<Record<string, unknown>>
}

/** What was wrong with a form. */
export interface FormErrors {
  /** By the parameter that it is about, as the steps name it: `password`, `emailAddress`, … Several for one are possible. */
  readonly fields: Readonly<Partial<Record<string, readonly FormError[]>>>
  /** What is about no parameter. */
  readonly global: readonly FormError[]
  /** Seconds to wait before the next try. */
  readonly retryAfter: number | undefined
  /** How many tries are left before the account is locked, where the Frontend API tells. */
  readonly triesLeft: number | undefined
  /** Who is signed in already, for `useSetActive()`. */
  readonly sessionId: string | undefined
}

/** Words by code, e.g. of another language. */
export type FormErrorWords = Readonly<Record<string, string | ((detail: FapiErrorDetail) => string)>>

/** What `formErrors()` may be told. */
export interface FormErrorsOptions {
  /** Words by code. Default: Clerk's, and Frontdesk's for its own codes. */
  words?: FormErrorWords | undefined
}

/**
 * What a form shows of a failure: by field, several at once. Takes whatever was thrown, or the `error` of a verification;
 * `null` gives nothing to show.
 *
 * @example
 * const { fields, global } = formErrors(signIn.error, { words: { form_password_incorrect: 'Mot de passe incorrect.' } })
 */
export function formErrors(error: unknown, { words = {} }: FormErrorsOptions = {}): FormErrors {
  const fields: Record<string, FormError[]> = Object.create(null)
  const global: FormError[] = []
  const details = detailsOf(error)
  for (const detail of details) {
    const { code, message, longMessage, meta = {} } = detail
    const own = Object.hasOwn(words, code) ? words[code] : undefined
    const shown =
      typeof own === 'function'
        ? own(detail)
        : (own ?? (longMessage || message || (error as Error).message || code))
    const name = typeof meta.paramName === 'string' && camelCase(meta.paramName)
    if (name) fields[name] ??= []
    const list = (name && fields[name]) || global
    list.push({ code, message: shown, meta })
  }
  const find = (names: readonly string[], type: string) =>
    details.flatMap(({ meta = {} }) => names.map((name) => meta[name])).find((value) => typeof value === type)
  const wait = isFrontdeskError(error) ? error.retryAfter : undefined
  return {
    fields,
    global,
    retryAfter: wait ?? (find(['lockoutExpiresInSeconds'], 'number') as number | undefined),
    triesLeft: find(['attemptsRemaining', 'verificationAttemptsRemaining'], 'number') as number | undefined,
    sessionId: find(['sessionId'], 'string') as string | undefined,
  }
}

/** What is thrown, or what stands in a verification. */
type Failure = FrontdeskError & FapiErrorDetail

function detailsOf(error: unknown): readonly FapiErrorDetail[] {
  if (error === null || error === undefined) return []
  const { errors, code = '', message = '', longMessage = '', meta } = error as Partial<Failure>
  return errors?.length ? errors : [{ code, message, longMessage, meta: meta ?? {} }]
}
