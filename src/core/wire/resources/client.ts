import { toCamelCase } from '../case'
import type { FrontdeskError } from '../errors'
import { array, number, optional, record, string } from '../shape'
import { type AttemptOnClient, readAttempt } from './attempt'
import { isUsable, readSession, type Session } from './session'
import { text, time } from './user'

/** This browser or device. It holds the sessions of all accounts signed in on it. `GET /v1/client`. */
export interface Client {
  readonly id: string
  readonly sessions: readonly Session[]
  /** The sign-in in progress on this client, if any, as it came. `useSignIn()` reads it. */
  readonly signIn: AttemptOnClient | null
  /** The sign-up in progress on this client, if any, as it came. `useSignUp()` reads it. */
  readonly signUp: AttemptOnClient | null
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

/** What is known before an answer is read. */
export interface Known {
  readonly client?: Pick<Client, 'sessions'> | null | undefined
  /** Where this tab keeps the id of its session. */
  readonly pin?: { read(): string } | undefined
  warnOnce?(warning: FrontdeskError): void
}

const attempt = optional(readAttempt, null)

const readWhole = record<Omit<Client, 'sessions'> & { sessions: unknown[] }>({
  id: string,
  sessions: array,
  signIn: attempt,
  signUp: attempt,
  lastActiveSessionId: text,
  cookieExpiresAt: optional(number, null),
  createdAt: time,
  updatedAt: time,
})

/**
 * Separates the client from its tokens, which must not enter the query cache. A session that cannot be read keeps its
 * last good copy, or is left out.
 *
 * @throws FrontdeskError `malformed_response`: it is no client, or this tab's session cannot be read and never could.
 */
export function readClient(json: unknown, { client: known, pin, warnOnce }: Known = {}): ClientAnswer {
  const { sessions: given, ...client } = readWhole(toCamelCase(json), 'client')
  // The pin may name another one, too, which counts where the first is gone.
  const own = pin?.read().split(' ') ?? []
  own[0] ||= client.lastActiveSessionId || Object(given[0]).id
  const tokens: ClientAnswer['tokens'] = []
  let ownFault: unknown
  const sessions = given.flatMap((item, at): Session | [] => {
    try {
      const { lastActiveToken, ...session } = readSession(item, `client.sessions.${at}`)
      const { id: sessionId, lastActiveOrganizationId: organizationId } = session
      if (lastActiveToken) tokens.push({ sessionId, organizationId, jwt: lastActiveToken.jwt })
      return session
    } catch (fault) {
      const { id, status } = Object(item)
      if (typeof status === 'string' && !isUsable({ status })) return []
      warnOnce?.(fault as FrontdeskError)
      const copy = known?.sessions.find((session) => session.id === id)
      // Without an id it may be this tab's.
      if (!copy && (own.includes(id) || typeof id !== 'string')) ownFault = fault
      return copy ?? []
    }
  })
  if (ownFault && !sessions.some(({ id, status }) => id === own[0] && isUsable({ status }))) throw ownFault
  return { client: { ...client, sessions }, tokens }
}
