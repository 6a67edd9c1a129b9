import { toCamelCase } from '../case'
import { list, number, optional, type Reader, record, string } from '../shape'
import { readSession, type Session, type SessionAnswer } from './session'
import { readSignIn, type SignIn } from './signIn'
import { text, time } from './user'

/** This browser or device. It holds the sessions of all accounts signed in on it. `GET /v1/client`. */
export interface Client {
  readonly id: string
  readonly sessions: readonly Session[]
  /** The sign-in in progress on this client, if any. */
  readonly signIn: SignIn | null
  /** The session that was last used on this client, in any tab. */
  readonly lastActiveSessionId: string | null
  /** When the browser drops the client's cookie, in milliseconds since 1970. `null` if unknown. */
  readonly cookieExpiresAt: number | null
  /** Milliseconds since 1970; 0 if unknown. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 if unknown. */
  readonly updatedAt: number
}

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

/** Separates the client from its tokens, which must not enter the query cache. */
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
