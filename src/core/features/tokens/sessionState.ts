import type { TabSessions } from '../../store/shown'
import type { SessionClaims } from './jwt'

interface WithClaims {
  /** The session token's claims but those that move with time; undefined before the first token. */
  readonly claims: SessionClaims | undefined
}

/** This tab's session. Every key is there in every state, so that destructuring narrows. */
export type SessionState =
  | (TabSessions['loading'] & { readonly claims: undefined })
  | (TabSessions['signedIn'] & WithClaims)
  | (TabSessions['pending'] & WithClaims)
  | (TabSessions['signingOut'] & WithClaims)
  | (TabSessions['signedOut'] & { readonly claims: null })
