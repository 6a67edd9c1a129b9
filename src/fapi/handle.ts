import { decodeJwt } from 'jose/jwt/decode'
import type { Box } from './box'
import type { FapiClock } from './clock'
import type { FapiActiveFault, FapiFault } from './faults'
import { beyond } from './http/beyond'
import type { FapiHost } from './http/env'
import { overrideMethod } from './http/method'
import type { FapiLog } from './log'
import type { FapiEmails, FapiTexts } from './messages'
import { type SeedClient, type SeededClient, seedClient } from './scene'
import { createClient } from './state/clients'
import { lockedFor } from './state/locks'
import { setBanned, setLocked } from './state/restrictions'
import { allSessions, completeTask, isSignedIn, signInOn, stopSession } from './state/sessions'
import type { Actor, ClientRecord, DevBrowserRecord, OrganizationRecord, SessionRecord } from './state/state'
import { type FapiUser, namedUser } from './state/users'

/** A client as it is. Times are milliseconds. */
export type FapiClient = Pick<ClientRecord, 'id' | 'lastActiveSessionId' | 'createdAt' | 'updatedAt'> & {
  /** Those that are over too. Oldest first. */
  sessionIds: string[]
}

/** A session as it is, one that is over too. Times are milliseconds. */
export type FapiSession = Omit<SessionRecord, 'lastToken' | 'refreshToken' | 'userAgent'> & {
  /** The user's email address. */
  identifier: string
}

/** A dev browser as it is. */
export type FapiDevBrowser = Omit<DevBrowserRecord, 'clientId'> & { clientId: string | null }

/** A running Frontend API in a box. Instances share nothing. */
export interface Fapi {
  /** Answers a request, whatever its host; may be passed around. Rejects only where a fault cuts the connection. */
  readonly fetch: (request: Request, host?: FapiHost) => Promise<Response>
  readonly publishableKey: string
  /** For `Authorization: Bearer` at `/v1/jwks`. New with each instance that nothing was saved of. */
  readonly secretKey: string
  /** The public key that tokens are checked with, in PEM (SPKI). */
  readonly jwtKey: () => Promise<string>
  /** Who can sign in. */
  readonly users: readonly (FapiUser & { id: string })[]
  /** With their members. */
  readonly organizations: readonly OrganizationRecord[]
  readonly clients: readonly FapiClient[]
  readonly sessions: readonly FapiSession[]
  readonly devBrowsers: readonly FapiDevBrowser[]
  readonly clock: FapiClock
  readonly log: FapiLog
  /** The codes and links that were e-mailed, for who signs in or up with one. */
  readonly emails: FapiEmails
  /** The codes that were sent to telephones. */
  readonly texts: FapiTexts
  /**
   * What the authenticator app of a user, by id or email address, shows now; of one that is being set up, too. Each code
   * is good once: for another one advance the clock by 30 s. Rejects with a TypeError for an unknown user, or one without.
   */
  readonly totpCode: (user: string) => Promise<string>
  /**
   * Invites somebody, who can sign up with the ticket even where nobody else can, and need not prove the address; gives the
   * ticket, which an app finds in `__clerk_ticket` of its URL, good once, for 30 days. Their user gets the `publicMetadata`.
   * Rejects with a TypeError for what is no email address.
   */
  readonly invite: (emailAddress: string, publicMetadata?: Record<string, unknown>) => Promise<string>
  /** The same for a user, by id or email address, whom it signs in. Rejects with a TypeError for an unknown one. */
  readonly signInToken: (user: string) => Promise<string>
  /** Makes the box misbehave; returns a function that ends it. */
  readonly fault: (fault: FapiFault) => () => void
  /** The ways in which it misbehaves now. Oldest first. */
  readonly faults: readonly FapiActiveFault[]
  /** Ends one of them, by its id. */
  readonly removeFault: (id: number) => void
  /**
   * Makes a client on which users are signed in, as if a browser had done it.
   * @throws TypeError for a user who is unknown, banned or locked, and for two users with `singleSessionMode`
   */
  readonly seedClient: (client?: SeedClient) => Promise<SeededClient>
  /**
   * Signs a user in on a client, by its id, or on a dev browser, by its token, as if the browser had done it, and
   * gives the session's id; one the user has there already becomes the active one. With `singleSessionMode` the session
   * of anybody else ends. With an `actor` it is they who act as the user.
   * @throws TypeError for an unknown client or dev browser, and for a user who is unknown, banned or locked
   */
  readonly signIn: (holder: string, user: string, actor?: Actor) => string
  /** Does a task of a pending session, its first one unless named. @throws TypeError when there is no such task */
  readonly completeTask: (id: string, task?: string) => void
  /** What the token that was last handed out for a session says; null before there is one. @throws TypeError for an unknown session */
  readonly tokenClaims: (id: string) => Record<string, unknown> | null
  /** Lets the token that rides along with a session count as expired: the next answer brings another. @throws TypeError for an unknown session */
  readonly expireToken: (id: string) => void
  /** Bans a user, by id or email address: their sessions end, and they cannot sign in. @throws TypeError for an unknown one */
  readonly banUser: (user: string) => void
  readonly unbanUser: (user: string) => void
  /** Keeps a user, by id or email address, from signing in. @throws TypeError for an unknown one */
  readonly lockUser: (user: string) => void
  readonly unlockUser: (user: string) => void
  /** Ends a session behind its client's back, as an administrator does; one that is over stays as it is. @throws TypeError for an unknown one */
  readonly revokeSession: (id: string) => void
  /** Lets a session run out now. @throws TypeError for an unknown one */
  readonly expireSession: (id: string) => void
  /** Waits until everything that changed so far is in the `storage`. Rejects when it could not be saved. */
  readonly saved: () => Promise<void>
}

/** Puts together what users of a box hold of it. */
export function createHandle(
  box: Box,
  answer: (request: Request, host: FapiHost) => Response | Promise<Response>,
): Fapi {
  const { state, options, clock, log } = box
  const stop = (id: string, status: 'revoked' | 'expired') => {
    const session = known('session', state.sessions, id)
    if (!isSignedIn(session)) return
    if (status === 'expired') session.expireAt = clock.now()
    stopSession(box, session, status)
  }
  const user = (name: string) => namedUser(box, name)
  /** An action, saved afterwards. */
  const change = <args extends unknown[], result>(action: (...args: args) => result) => {
    return (...args: args) => {
      const result = action(...args)
      box.saver.changed()
      return result
    }
  }
  return {
    fetch: async (request, host = {}) => answer(overrideMethod(request), host),
    publishableKey: options.publishableKey.key,
    secretKey: box.secretKey,
    jwtKey: () => box.keys.pem(),
    get users() {
      return [...state.users.values()].map((user) => {
        const { id, identifier, password, banned } = user
        const tasks = [...user.tasks]
        return { id, identifier, password, banned, locked: lockedFor(box, user) !== undefined, tasks }
      })
    },
    get organizations() {
      return structuredClone([...state.organizations.values()])
    },
    get clients() {
      return [...state.clients.values()].map(snapshotClient)
    },
    get sessions() {
      return allSessions(box).map(({ lastToken: _, refreshToken: __, userAgent: ___, ...session }) => {
        return {
          ...session,
          tasks: [...session.tasks],
          identifier: state.users.get(session.userId)!.identifier,
        }
      })
    },
    get devBrowsers() {
      return [...state.devBrowsers.values()].map((record) => ({
        ...record,
        clientId: record.clientId ?? null,
      }))
    },
    clock,
    log,
    emails: box.emails,
    texts: box.texts,
    totpCode: async (name) => (await beyond()).shownTotpCode(box, user(name)),
    invite: async (...invited) => {
      const ticket = (await beyond()).invite(box, ...invited)
      box.saver.changed()
      return ticket
    },
    signInToken: async (name) => {
      const ticket = (await beyond()).signInToken(box, name)
      box.saver.changed()
      return ticket
    },
    fault(fault) {
      const id = box.faults.add(fault)
      return () => box.faults.remove(id)
    },
    get faults() {
      return box.faults.active
    },
    removeFault: (id) => box.faults.remove(id),
    async seedClient(client) {
      const seeded = await seedClient(box, client)
      box.saver.changed()
      await box.saver.saved()
      return seeded
    },
    signIn: change((holder, name, actor) => signInOn(box, heldClient(box, holder), user(name), actor).id),
    tokenClaims(id) {
      const { lastToken } = known('session', state.sessions, id)
      return lastToken ? decodeJwt(lastToken.jwt) : null
    },
    completeTask: change((id, task) => {
      const session = known('session', state.sessions, id)
      const wanted = task ?? session.tasks[0] ?? ''
      if (!completeTask(box, session, wanted)) {
        throw new TypeError(`Session "${id}" does not wait for ${wanted || 'anything'}.`)
      }
    }),
    expireToken(id) {
      known('session', state.sessions, id).lastToken = undefined
    },
    banUser: change((name) => setBanned(box, user(name), true)),
    unbanUser: change((name) => setBanned(box, user(name), false)),
    lockUser: change((name) => setLocked(box, user(name), true)),
    unlockUser: change((name) => setLocked(box, user(name), false)),
    revokeSession: change((id) => stop(id, 'revoked')),
    expireSession: change((id) => stop(id, 'expired')),
    saved: () => box.saver.saved(),
  }
}

/** The client with an id, or that of a dev browser, which gets one where it has none. */
function heldClient(box: Box, holder: string): ClientRecord {
  const { clients, devBrowsers } = box.state
  const devBrowser = devBrowsers.get(holder)
  if (!devBrowser) return known('client', clients, holder)
  const client = clients.get(devBrowser.clientId ?? '') ?? createClient(box)
  devBrowser.clientId = client.id
  return client
}

function known<record>(what: string, records: Map<string, record>, id: string): record {
  const record = records.get(id)
  if (!record) throw new TypeError(`There is no ${what} "${id}".`)
  return record
}

function snapshotClient({
  id,
  sessionIds,
  lastActiveSessionId,
  createdAt,
  updatedAt,
}: ClientRecord): FapiClient {
  return { id, sessionIds: [...sessionIds], lastActiveSessionId, createdAt, updatedAt }
}
