import { toCamelCase } from '../case'
import { list, number, optional, type Reader, record, string } from '../shape'
import { readSession, type Session, type SessionAnswer } from './session'
import { readSignIn, type SignIn } from './signIn'
import { text, time } from './user'

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

/** A client, and the session tokens that came with it. */
export interface ClientAnswer {
  client: Client
  tokens: { sessionId: string; organizationId: string | null; jwt: string }[]
}

type ClientAsItComes = Omit<Client, 'sessions'> & { sessions: readonly SessionAnswer[] }

const readWhole: Reader<ClientAsItComes> = record<ClientAsItComes>({
  id: string,
  sessions: list(readSession),
  signIn: optional(readSignIn, null),
  lastActiveSessionId: text,
  cookieExpiresAt: optional(number, null),
  createdAt: time,
  updatedAt: time,
})

/**
 * Checks a client and parts it from its tokens: those never enter the query cache.
 *
 * @throws FrontdeskError `malformed_response`.
 */
export function readClient(json: unknown): ClientAnswer {
  const whole = readWhole(toCamelCase(json), 'client')
  const tokens: ClientAnswer['tokens'] = []
  const sessions = whole.sessions.map(({ lastActiveToken, ...session }) => {
    const { id: sessionId, lastActiveOrganizationId: organizationId } = session
    if (lastActiveToken) tokens.push({ sessionId, organizationId, jwt: lastActiveToken.jwt })
    return session
  })
  return { client: { ...whole, sessions }, tokens }
}
