/** What an entry is about. */
export type EntryKind = 'request' | 'session' | 'connection' | 'token' | 'cache' | 'message' | 'lock' | 'page'

/** A session as the server's answer has it. */
export interface SessionVerdict {
  readonly id: string
  readonly status: string
}

/** What a request asked for: names, no values. */
export interface Asked {
  readonly method: string
  /** Below `/v1`, without a query. What could be a secret in it is `…`. */
  readonly path: string
  /** The names of the parameters in the query and in the body. */
  readonly parameters: readonly string[]
  /** The way that a step of a sign-in or a sign-up takes, e.g. `email_code`. */
  readonly strategy: string | undefined
}

/** What came of a request. */
export interface Answered {
  /** `undefined` where there was no answer. */
  readonly status: number | undefined
  readonly milliseconds: number
  /** The codes in Clerk's error envelope. */
  readonly codes: readonly string[]
  readonly traceId: string | undefined
  /** Seconds, or a date, from `Retry-After`. */
  readonly retryAfter: string | undefined
  /** The client in it; `null` where the server says that there is none, `undefined` where it says nothing of it. */
  readonly client: { readonly id: string; readonly sessions: readonly SessionVerdict[] } | null | undefined
}

/** Something that happened. It holds no secret: no token, no cookie, no code, no password, no value of a parameter. */
export interface Entry {
  /** Counted from 1. */
  readonly id: number
  /** Milliseconds since 1970, by this device's clock. */
  readonly at: number
  readonly kind: EntryKind
  readonly what: string
  readonly cause?: string | undefined
  /** The entry that it came of. */
  readonly because?: number | undefined
  /** The session of this tab that is over since. */
  readonly over?: string | undefined
  /** The kind of message that another handle has sent, e.g. `ended`. */
  readonly message?: string | undefined
  /** The tab that it came from, where that tab has devtools, too. */
  readonly tab?: string | undefined
  readonly request?: Asked | undefined
  readonly result?: Answered | undefined
  /** What came of it, in words. */
  readonly outcome?: string | undefined
}

export interface Timeline {
  /** The oldest first. A new list after each change. */
  readonly entries: readonly Entry[]
  add(entry: Omit<Entry, 'id' | 'at'>): number
  change(id: number, part: Partial<Entry>): void
}

/** Older entries go. */
const mostEntries = 200

export function createTimeline(now: () => number, onChange: () => void): Timeline {
  let entries: readonly Entry[] = []
  let last = 0

  function update(next: readonly Entry[]) {
    entries = next
    onChange()
  }

  return {
    get entries() {
      return entries
    },
    add(entry) {
      const id = ++last
      update([...entries, { id, at: now(), ...entry }].slice(-mostEntries))
      return id
    },
    change: (id, part) => update(entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry))),
  }
}
