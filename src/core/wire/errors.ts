import { messages } from './messages'

/** The codes that Frontdesk itself gives. A refusal by the Frontend API carries Clerk's own code instead. */
export type FrontdeskErrorCode =
  /** The publishable key does not parse. */
  | 'invalid_publishable_key'
  /** `proxyUrl` is neither an http(s) URL nor a path. */
  | 'invalid_proxy_url'
  /** `domain` is no bare host name. */
  | 'invalid_domain'
  /** `nativeScheme()` without a `storage`. */
  | 'storage_required'
  /** `tabSession: 'pinned'` with a `sessionCookie`, which serves all tabs. */
  | 'pinned_needs_tokens'
  /** The storage that the app passed failed; `cause` says how. */
  | 'storage_failed'
  /** A hook ran outside `<ClientProvider>`. */
  | 'provider_missing'
  /** The handle's QueryClient and the one in React's context differ. */
  | 'query_client_mismatch'
  /** A second handle wants to isolate identities in one QueryClient. */
  | 'isolation_owner_exists'
  /** `useSuspenseClient` ran on a server, where no client is loaded. */
  | 'no_client_on_server'
  /** The request could not be delivered, or its answer did not arrive. */
  | 'network_error'
  /** No answer in time. */
  | 'timeout'
  /** The answer is not what the Frontend API says; `path` names the place. */
  | 'malformed_response'
  /** Something other than the Frontend API answered 404. */
  | 'fapi_not_found'
  /** A redirect led away from the Frontend API, or a request with a body was redirected. */
  | 'redirected_elsewhere'
  /** The Frontend API wants a captcha, which a headless library cannot show. */
  | 'captcha_required'
  /** The stored native client token was refused. It is kept. */
  | 'client_token_rejected'
  /** A client was created and then never found: said on a refetch, and on a load that would create a third. */
  | 'client_not_kept'
  /** The session is not on this client, or no longer signed in. */
  | 'session_not_found'
  /** A refusal without Clerk's envelope. */
  | 'request_failed'

/** One entry of the `errors` list in Clerk's error envelope. */
export interface FapiErrorDetail {
  readonly code: string
  readonly message: string
  readonly longMessage: string
  /** What the error is about, e.g. `paramName` or `sessionId`. */
  readonly meta: Readonly<Record<string, unknown>>
}

interface FrontdeskErrorOptions {
  /** What the error is about: a place, a URL, a name. Part of the message. */
  about?: string | undefined
  /** In place of the message that belongs to the code. */
  message?: string | undefined
  status?: number | undefined
  retryAfter?: number | undefined
  path?: string | undefined
  errors?: readonly FapiErrorDetail[] | undefined
  traceId?: string | undefined
  cause?: unknown
}

/**
 * Every failure of this library. Decide by `code`, show `message`: it says what happened and what to do.
 *
 * @example
 * if (isFrontdeskError(error, 'form_password_incorrect')) setHint('Wrong password')
 */
export class FrontdeskError extends Error {
  override readonly name = 'FrontdeskError'
  /** Stable; one of {@link FrontdeskErrorCode}, or the first code in Clerk's envelope. */
  declare readonly code: FrontdeskErrorCode | (string & {})
  /** The HTTP status, where there was an answer. */
  declare readonly status: number | undefined
  /** Seconds to wait, from `Retry-After`. */
  declare readonly retryAfter: number | undefined
  /** Where in the answer the fault lies, e.g. `sessions.0.id` (`malformed_response` only). */
  declare readonly path: string | undefined
  /** All entries of Clerk's envelope; empty where there was none. */
  declare readonly errors: readonly FapiErrorDetail[]
  /** Clerk's trace id, for its support. */
  declare readonly traceId: string | undefined

  constructor(
    code: FrontdeskErrorCode | (string & {}),
    { about = '', message, cause, ...details }: FrontdeskErrorOptions = {},
  ) {
    const advice =
      process.env.NODE_ENV === 'production' ? undefined : messages[code as FrontdeskErrorCode]?.(about)
    super(message ?? advice ?? `${code}: ${about}`, { cause })
    Object.assign(this, { code, errors: [], ...details })
  }
}

/** An answer that is not what the Frontend API gives. @param about - the place in it, after what it is an answer of. */
export const malformed = (about: string, path = about.replace(/^[^.]*\.?/, ''), status?: number) =>
  new FrontdeskError('malformed_response', { about, path, status })

/** Whether `error` is a {@link FrontdeskError}, and of that `code` where one is given. */
export function isFrontdeskError(
  error: unknown,
  code?: FrontdeskErrorCode | (string & {}),
): error is FrontdeskError {
  // By name, not by class: two copies of the library on one page understand each other's errors.
  return (
    error instanceof Error &&
    error.name === 'FrontdeskError' &&
    (!code || (error as FrontdeskError).code === code)
  )
}

/** Whether a request may never have reached the server, or its answer was lost. */
export const isUndelivered = ({ code }: FrontdeskError): boolean => /^(network_error|timeout)$/.test(code)

/** Whether trying the same again later can help: no connection, no answer, 429, 5xx. */
export const isTransient = (error: FrontdeskError): boolean =>
  isUndelivered(error) || error.status === 429 || error.status! >= 500

/** How long a server asked to be left alone, in milliseconds: five minutes at most. */
export const askedFor = ({ retryAfter = 0 }: FrontdeskError): number => Math.min(300_000, retryAfter * 1000)

/** Whether something else has answered in the Frontend API's place, as a captive portal does until one is through it. */
export const isForeign = ({ code }: FrontdeskError): boolean =>
  /^(malformed_response|redirected_elsewhere|fapi_not_found|request_failed)/.test(code)
