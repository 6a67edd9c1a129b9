/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

interface Version {
  /** The version of this shape. HTML outlives deployments: another version counts as no state. */
  readonly v: 1
}

/** A server found nobody signed in. */
export interface SignedOutState extends Version {
  readonly status: 'signed-out'
  /** The server's time, in seconds since 1970. */
  readonly iat: number
}

/** A server found somebody signed in. */
export interface SignedInState extends Version {
  /** `pending` while the session has a task to complete first. */
  readonly status: 'signed-in' | 'pending'
  readonly sessionId: string
  readonly userId: string
  /** The active organization; `null` in the personal workspace. */
  readonly organizationId: string | null
  /** The impersonator, if the user is impersonated. */
  readonly actor: { readonly sub: string } | null
  /** What the app wants to know at the first render. Part of the HTML: no secrets. */
  readonly claims: { readonly [name: string]: Json }
  /** When the session token was made, in seconds since 1970. */
  readonly iat: number
  /** When the session token ends, in seconds since 1970. */
  readonly exp: number
}

/**
 * What a server knew of the session when it rendered the page: small, part of the HTML, without tokens, names or
 * addresses. `frontdesk/server` makes it. Where the server does not know, there is none.
 */
export type InitialState = SignedOutState | SignedInState
