import { array, looseObject, nullish, number, string } from 'valibot'
import { parseResource } from './parse'
import { type Session, sessionSchema } from './session'
import { type SignIn, signInSchema } from './signIn'
import { text, time } from './user'

const clientSchema = looseObject({
  id: string(),
  sessions: array(sessionSchema),
  sign_in: nullish(signInSchema, null),
  last_active_session_id: text,
  cookie_expires_at: nullish(number(), null),
  created_at: time,
  updated_at: time,
})

/** This browser or device: it holds the sessions of all accounts signed in on it. */
export interface Client {
  readonly id: string
  readonly sessions: readonly Session[]
  /** The sign-in under way on this client, if any. */
  readonly signIn: SignIn | null
  /** The session that was used last on this client, in any tab. */
  readonly lastActiveSessionId: string | null
  /** When the browser drops the client's cookie: milliseconds since 1970, `null` where the Frontend API does not say. */
  readonly cookieExpiresAt: number | null
  /** Milliseconds since 1970; 0 where the Frontend API did not say. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 where the Frontend API did not say. */
  readonly updatedAt: number
}

/** A client as it came, and the session tokens that came with it, by session. */
export interface ClientAnswer {
  client: Client
  tokens: { sessionId: string; organizationId: string | null; jwt: string }[]
}

/**
 * Checks a client and parts it from its tokens: those never enter the query cache.
 *
 * @throws FrontdeskError `malformed_response`.
 */
export function parseClient(json: unknown): ClientAnswer {
  const parsed = parseResource(clientSchema, json, 'client')
  const tokens: ClientAnswer['tokens'] = []
  const sessions = parsed.sessions.map(({ lastActiveToken, ...session }) => {
    if (lastActiveToken) {
      tokens.push({
        sessionId: session.id,
        organizationId: session.lastActiveOrganizationId,
        jwt: lastActiveToken.jwt,
      })
    }
    return session
  })
  return { client: { ...parsed, sessions }, tokens }
}
