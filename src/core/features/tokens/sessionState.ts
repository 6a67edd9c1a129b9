import type { TabSessions } from '../../store/shown'
import type { SessionClaims } from './jwt'

interface WithClaims {
  /** The session token's claims, without those that change with each refresh. `undefined` before the first token. */
  readonly claims: SessionClaims | undefined
}

/** This tab's session. Every key exists in every state, so that destructuring narrows. */
export type SessionState =
  | (TabSessions['loading'] & { readonly claims: undefined })
  | (TabSessions['error'] & { readonly claims: undefined })
  | (TabSessions['signedIn'] & WithClaims)
  | (TabSessions['pending'] & WithClaims)
  | (TabSessions['signingOut'] & WithClaims)
  | (TabSessions['signedOut'] & { readonly claims: null })
