import type {
  FapiEmail,
  FapiFault,
  FapiLogEntry,
  FapiMessageKind,
  FapiSession,
  FapiText,
  FapiUser,
  SeededClient,
} from '../../fapi'

/** What the control API takes of a fault. */
export interface ControlFault
  extends Pick<FapiFault, 'method' | 'times' | 'status' | 'retryAfter' | 'delay' | 'body' | 'cut'> {
  /** The path, e.g. `/v1/client`, without the query: exactly, with `*` for any one segment. Default: every path. */
  path?: string | undefined
  /** Where a redirect leads. */
  location?: string | undefined
}

/** Which messages are meant: those to an address or number, of a kind. Default: all. */
export interface MessageFilter {
  to?: string | undefined
  kind?: FapiMessageKind | undefined
}

/** Which requests are meant. Default: all. */
export interface RequestFilter {
  /** E.g. `POST`. */
  method?: string | undefined
  /** E.g. `/v1/client/sign_ins`, without the query. */
  path?: string | undefined
}

/** What is written down in a box. */
export interface ControlJournal<Entry, Filter> {
  /**
   * The first entry that fits; one that is there already counts. Rejects after `timeout` milliseconds: 5,000 by default,
   * 60,000 at most.
   */
  waitFor(filter?: Filter, options?: { timeout?: number | undefined }): Promise<Entry>
}

/**
 * A box as a test controls it from outside. The names are those of `Fapi`, and each call is a promise. Calls reject with
 * a TypeError where the box refuses them, e.g. for somebody it does not know.
 */
export interface FapiControl {
  /** Makes the box misbehave; gives a function that ends it. */
  fault(fault: ControlFault): Promise<() => Promise<void>>
  readonly clock: {
    /** Moves the box's clock on by `ms` milliseconds; back, when negative. That of the page is Playwright's `page.clock`. */
    advance(ms: number): Promise<void>
    /** Puts it back to the real time. */
    reset(): Promise<void>
  }
  /** The codes and links that were e-mailed. */
  readonly emails: ControlJournal<FapiEmail, MessageFilter>
  /** The codes that were sent to telephones. */
  readonly texts: ControlJournal<FapiText, MessageFilter>
  readonly log: ControlJournal<FapiLogEntry, RequestFilter> & {
    /** Forgets the requests so far. */
    clear(): Promise<void>
  }
  /** What the authenticator app of a user, by id or email address, shows now. */
  totpCode(user: string): Promise<string>
  /** Who can sign in. */
  users(): Promise<readonly (FapiUser & { id: string })[]>
  /** All sessions, those that are over too. Newest first. */
  sessions(): Promise<readonly FapiSession[]>
  /** Makes a client on which users are signed in, the last one active. */
  seedClient(client?: { users?: readonly string[] | undefined }): Promise<SeededClient>
  /** Signs a user in on a client, by its id, or on a dev browser, by its token; gives the session's id. */
  signIn(holder: string, user: string): Promise<string>
  /** Lets a session run out now. */
  expireSession(id: string): Promise<void>
  /** Lets the token that rides along with a session count as expired. */
  expireToken(id: string): Promise<void>
  /** Ends a session behind its client's back, as an administrator does. */
  revokeSession(id: string): Promise<void>
  /** Does the first task of a pending session. */
  completeTask(id: string): Promise<void>
  /** Bans a user, by id or email address: their sessions end, and they cannot sign in. */
  banUser(user: string): Promise<void>
  unbanUser(user: string): Promise<void>
  /** Keeps a user, by id or email address, from signing in. */
  lockUser(user: string): Promise<void>
  unlockUser(user: string): Promise<void>
  /** Puts the box back to how it was when it started. */
  reset(): Promise<void>
}

/** What of `/_frontdesk/state` is used here. */
interface BoxState {
  users: (FapiUser & { id: string })[]
  sessions: FapiSession[]
  clients: { id: string; lastActiveSessionId: string | null }[]
  devBrowsers: { token: string; clientId: string | null }[]
}

/** What the fixtures need besides. */
export interface OwnControl extends FapiControl {
  state(): Promise<BoxState>
}

/** How a box is asked. */
export interface ControlOptions {
  /** Where it is, e.g. `http://localhost:4400`. */
  url: string
  secret: string
  /** Default: the network. */
  fetch?: ((request: Request) => Promise<Response>) | undefined
}

/** Controls a box by its control API. */
export function controlOf({ url, secret, fetch = globalThis.fetch }: ControlOptions): OwnControl {
  async function ask(name: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const init = body && { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(new Request(`${url}/_frontdesk/${name}`, { ...init, headers }))
    const answer = await response.json()
    if (response.ok) return answer
    const message = `${name}: ${answer.errors?.[0]?.message ?? response.status}`
    throw response.status === 422 ? new TypeError(message) : new Error(message)
  }
  const act = async (name: string, body: object = {}) => void (await ask(name, body))
  const byId = (name: string) => (id: string) => act(name, { id })
  const journal = <Entry, Filter>(name: string): ControlJournal<Entry, Filter> => ({
    waitFor: async (filter, { timeout } = {}) => (await ask(name, { ...filter, timeout })) as Entry,
  })
  const state = async () => (await ask('state')) as BoxState

  return {
    async fault({ body, ...fault }) {
      const text = typeof body === 'object' ? JSON.stringify(body) : body
      const { id } = (await ask('fault', { ...fault, body: text })) as { id: string }
      return () => act('removeFault', { id })
    },
    clock: { advance: (ms) => act('advanceClock', { ms }), reset: () => act('resetClock') },
    emails: journal('waitForEmail'),
    texts: journal('waitForText'),
    log: { ...journal('waitForRequest'), clear: () => act('clearLog') },
    totpCode: async (user) => ((await ask('totpCode', { user })) as { code: string }).code,
    users: async () => (await state()).users,
    sessions: async () => (await state()).sessions,
    seedClient: async (client = {}) => (await ask('seedClient', client)) as SeededClient,
    signIn: async (id, user) => ((await ask('signIn', { id, user })) as { sessionId: string }).sessionId,
    expireSession: byId('expireSession'),
    expireToken: byId('expireToken'),
    revokeSession: byId('revokeSession'),
    completeTask: byId('completeTask'),
    banUser: byId('banUser'),
    unbanUser: byId('unbanUser'),
    lockUser: byId('lockUser'),
    unlockUser: byId('unlockUser'),
    reset: () => act('reset'),
    state,
  }
}
