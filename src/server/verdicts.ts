import { texts } from './texts'

/** What was out of the ordinary with a request. */
export type VerdictCode =
  /** The session token has to be renewed, and this request is no page load that could be sent round. */
  | 'session_stale'
  /** The tokens are signed by another instance than the secret key's. */
  | 'keys_differ'
  /** This server's clock and Clerk's are apart. */
  | 'clock_skew'
  /** The browser keeps none of the cookies that round trips bring. */
  | 'cookies_blocked'
  /** A cache answered with a redirect of long ago. */
  | 'cached_redirect'
  /** The Backend API could not be reached. Nobody was signed out. */
  | 'backend_unreachable'
  /** A round trip's nonce had been used, or has expired. */
  | 'handshake_empty'
  /** Three round trips changed nothing, for none of the reasons above. */
  | 'handshake_loop'
  /** The request is for a host that is not among `origins`. */
  | 'origin_unknown'
  /** A token was refused for good: signature, category, `azp`. */
  | 'token_refused'
  /** The app let a page be cached that knows who is there. It was not. */
  | 'page_cacheable'

/** What was out of the ordinary, and what to do about it. */
export interface Verdict {
  /** Stable. Also in the header `x-frontdesk-verdict`. */
  readonly code: VerdictCode
  /** What was seen, what it means, and what to do. A short sentence in production builds. */
  readonly message: string
  /** Clerk's own word for it, such as `session-token-expired-refresh-non-eligible-no-refresh-cookie`; empty if there is none. */
  readonly reason: string
}

/** What `onVerdict` hears. */
export interface VerdictEvent extends Verdict {
  /** The request it is about. Its address and cookies may hold secrets. */
  readonly request: Request
}

/** @param about - what the text names: seconds, an origin, an error. */
export function createVerdict(code: VerdictCode, reason = '', about = ''): Verdict {
  const message =
    process.env.NODE_ENV === 'production'
      ? `${code.replace(/_/g, ' ')}${about && ` (${about})`}`
      : texts[code](about, reason)
  return { code, message, reason }
}
