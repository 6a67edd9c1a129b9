import type { ClerkErrorCode } from './clerkErrorCodes'
import { messages } from './messages'
import type { Open } from './open'

/** The codes that Frontdesk itself gives. A refusal by the Frontend API carries Clerk's own code instead. */
export type OwnErrorCode =
  /** The publishable key does not parse. */
  | 'invalid_publishable_key'
  /** `proxyUrl` is neither an http(s) URL nor a path. */
  | 'invalid_proxy_url'
  /** `domain` is not a bare host name. */
  | 'invalid_domain'
  /** `nativeScheme()` without a `storage`. */
  | 'storage_required'
  /** `tabSession: 'pinned'` with `sessionCookie` or `initialState`: all tabs share one cookie. */
  | 'pinned_needs_tokens'
  /** The storage that the app passed failed. `cause` says why. */
  | 'storage_failed'
  /** A hook ran outside `<ClientProvider>`. */
  | 'provider_missing'
  /** The provider's `queryClient` or `frontdesk`, and React's context, name two QueryClients. */
  | 'query_client_mismatch'
  /** A second handle tries to isolate identities in the same QueryClient. */
  | 'isolation_owner_exists'
  /** Something asked for the client on a server, where none is loaded. */
  | 'no_client_on_server'
  /** A `redirectUrl` is none, or leads elsewhere than to the app. The Frontend API says the same of those that it does not allow. */
  | 'invalid_redirect_url'
  /** A hosted page, or a provider's, was to be opened where there is no page to leave. */
  | 'page_missing'
  /** A warning: the server said that nobody is signed in, and somebody is. */
  | 'session_unseen'
  /** The request was not delivered, or its answer was lost. */
  | 'network_error'
  /** No answer in time. */
  | 'timeout'
  /** The answer does not have the Frontend API's shape. `path` says where. */
  | 'malformed_response'
  /** Something other than the Frontend API answered 404. */
  | 'fapi_not_found'
  /** The answer redirects away from the Frontend API, or redirects a request with a body. */
  | 'redirected_elsewhere'
  /** The Frontend API demands a captcha, which a headless library cannot show. */
  | 'captcha_required'
  /** The stored native client token was refused. It is kept. */
  | 'client_token_rejected'
  /** A client that this tab created, or got by signing in, is not found again, or a reload will not find it. */
  | 'client_not_kept'
  /** The session is not on this client, or not signed in any more. */
  | 'session_not_found'
  /** A step of a sign-in, before `create()` has started one. */
  | 'sign_in_missing'
  /** A step of a sign-up, before `create()` has started one. */
  | 'sign_up_missing'
  /** Nobody has come back from a provider: nothing was finished there, or not by this browser. */
  | 'redirect_unfinished'
  /** The browser let no window be opened: nothing has begun. */
  | 'popup_blocked'
  /** No page of this instance could answer from a popup: a development key, or the box. */
  | 'popup_unsupported'
  /** A step-up was given up, or its component is gone: the call that asked for it is not made. */
  | 'reverification_cancelled'
  /** A step-up is asked for, and the user has nothing to prove it by. */
  | 'reverification_unavailable'
  /** `accept()` on a page that was not reached with a ticket. */
  | 'ticket_missing'
  /** This attempt has no such factor, e.g. no address that a code could go to. */
  | 'factor_not_found'
  /** There are no passkeys here: an old browser, or a page that is neither on https nor on localhost. */
  | 'passkey_not_supported'
  /** The user has closed the browser's dialog, or let its time run out; or something else was asked meanwhile. */
  | 'passkey_cancelled'
  /** This device has a passkey of this user already. */
  | 'passkey_already_exists'
  /** Passkeys of this instance are for another host than this page's. */
  | 'passkey_wrong_domain'
  /** The browser could not make or use a passkey. `cause` says why. */
  | 'passkey_failed'
  /** A refusal without Clerk's envelope. */
  | 'request_failed'
  /** On a server: `secretKey` is none. */
  | 'invalid_secret_key'
  /** On a server: one key is for development and the other for production. */
  | 'keys_differ'
  /** On a server: a production key without `origins`. */
  | 'origins_required'
  /** On a server: one of `origins` is none. */
  | 'invalid_origin'
  /** On a server: an option that must be a URL is none. */
  | 'invalid_url'
  /** On a server: an option that decides, such as `handshake`, threw. `cause` says what. */
  | 'option_threw'
  /** On a server: `@clerk/backend` is not installed, or of another version. */
  | 'clerk_backend_missing'

/** A code of Frontdesk's or of Clerk's: those that are known here, and any other that Clerk may add. */
export type FrontdeskErrorCode = Open<OwnErrorCode | ClerkErrorCode>

/** One entry of the `errors` list in Clerk's error envelope. */
export interface FapiErrorDetail {
  readonly code: string
  readonly message: string
  readonly longMessage: string
  /** What the error is about, e.g. `paramName` or `sessionId`. */
  readonly meta: Readonly<Record<string, unknown>>
}

interface FrontdeskErrorOptions {
  about?: string | undefined
  message?: string | undefined
  status?: number | undefined
  retryAfter?: number | undefined
  path?: string | undefined
  errors?: readonly FapiErrorDetail[] | undefined
  traceId?: string | undefined
  cause?: unknown
}

/**
 * Every failure of this library. Branch on `code`; show `message`, which says what happened and what to do.
 *
 * @example
 * if (isFrontdeskError(error, 'form_password_incorrect')) setHint('Wrong password')
 */
export class FrontdeskError extends Error {
  override readonly name = 'FrontdeskError'
  /** Stable: Frontdesk's own, or the first one in Clerk's envelope. */
  declare readonly code: FrontdeskErrorCode
  /** The HTTP status, if there was an answer. */
  declare readonly status: number | undefined
  /** Seconds to wait, from `Retry-After`. */
  declare readonly retryAfter: number | undefined
  /** The invalid place in the answer, e.g. `sessions.0.id` (`malformed_response` only). */
  declare readonly path: string | undefined
  /** All entries of Clerk's envelope; empty if there was none. */
  declare readonly errors: readonly FapiErrorDetail[]
  /** Clerk's trace id, for its support. */
  declare readonly traceId: string | undefined

  constructor(
    code: FrontdeskErrorCode,
    { about = '', message, cause, ...details }: FrontdeskErrorOptions = {},
  ) {
    super(message || said(code, about), { cause })
    Object.assign(this, { code, errors: [], ...details })
  }
}

const said = (code: string, about: string) =>
  (process.env.NODE_ENV !== 'production' &&
    // A server may name a code `__proto__`.
    Object.hasOwn(messages, code) &&
    messages[code as OwnErrorCode](about)) ||
  `That did not work: ${code.replace(/_/g, ' ')}${about && ` (${about})`}.`

/** @param about - a name for the answer, then the place in it, e.g. `client.sessions.0.id`. */
export const malformed = (about: string, path = about.replace(/^[^.]*\.?/, ''), status?: number) =>
  new FrontdeskError('malformed_response', { about, path, status })

/**
 * Whether `error` is a {@link FrontdeskError}, with this `code` if one is given. Takes the codes that are known here, so
 * that a typo does not compile; another one is for `error.code`, or is passed as a `string`.
 */
export function isFrontdeskError<Code extends string = never>(
  error: unknown,
  code?: OwnErrorCode | ClerkErrorCode | (Code & (string extends Code ? unknown : never)),
): error is FrontdeskError {
  // Compare names, not classes: a page may hold two copies of the library.
  return (
    error instanceof Error &&
    error.name === 'FrontdeskError' &&
    (!code || (error as FrontdeskError).code === code)
  )
}

/** Refusals in Clerk's envelope may have any code. */
const isOwn =
  (codes: RegExp) =>
  ({ code, errors }: FrontdeskError): boolean =>
    !errors.length && codes.test(code)

export const isUndelivered = isOwn(/^(network_error|timeout)$/)

/** Whether a retry can help: no connection, no answer, 429, 5xx. */
export const isTransient = (error: FrontdeskError): boolean =>
  isUndelivered(error) || error.status === 429 || error.status! >= 500

export const askedFor = ({ retryAfter = 0 }: FrontdeskError): number => Math.min(300_000, retryAfter * 1000)

/** Whether something else answered in place of the Frontend API, e.g. a captive portal. */
export const isForeign = isOwn(/^(malformed_response|redirected_elsewhere|fapi_not_found|request_failed)$/)
