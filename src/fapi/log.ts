import type { SchemeName } from './security/scheme'

/** One request that was answered, or cut. It holds no secret. */
export interface FapiLogEntry {
  /** When it came in: milliseconds since 1970, by the box's clock. */
  readonly time: number
  /** The method after `_method`. */
  readonly method: string
  readonly path: string
  /** The query, without `?` and without whatever is a credential. */
  readonly query: string
  /** The HTTP status; 0 when a fault cut the connection. */
  readonly status: number
  /** Milliseconds. */
  readonly duration: number
  /** How the caller said who it is; `none` when it did not, or in vain. */
  readonly scheme: SchemeName | 'none'
  /** The caller's client once the request was done. */
  readonly clientId: string | null
}

/** Which entries are meant: those of a method and a path (exactly, or as an expression), or what a function says. */
export type FapiLogFilter =
  | { method?: string | undefined; path?: string | RegExp | undefined }
  | ((entry: FapiLogEntry) => boolean)

/** The requests so far: the last 1,000 of them. */
export interface FapiLog {
  /** Oldest first. */
  readonly entries: readonly FapiLogEntry[]
  /** The entries that fit. */
  filter(filter: FapiLogFilter): FapiLogEntry[]
  /**
   * The first entry that fits; one that is there already counts, so `clear()` first where that is not meant.
   * Rejects after `timeout` milliseconds (default 5,000).
   */
  waitFor(filter: FapiLogFilter, options?: { timeout?: number | undefined }): Promise<FapiLogEntry>
  clear(): void
}

export interface RequestLog extends FapiLog {
  add(entry: FapiLogEntry): void
}

const limit = 1000

export function createLog(): RequestLog {
  let entries: FapiLogEntry[] = []
  const listeners = new Set<(entry: FapiLogEntry) => void>()
  return {
    get entries() {
      return entries
    },
    filter: (filter) => entries.filter((entry) => fits(filter, entry)),
    add(entry) {
      entries = [...entries.slice(1 - limit), entry]
      for (const listener of [...listeners]) listener(entry)
    },
    clear() {
      entries = []
    },
    waitFor(filter, { timeout = 5000 } = {}) {
      const present = entries.find((entry) => fits(filter, entry))
      if (present) return Promise.resolve(present)
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer)
          listeners.delete(listener)
        }
        const listener = (entry: FapiLogEntry) => {
          if (!fits(filter, entry)) return
          stop()
          resolve(entry)
        }
        const timer = setTimeout(() => {
          stop()
          reject(new Error(`No such request within ${timeout} ms. There were: ${list(entries)}`))
        }, timeout)
        listeners.add(listener)
      })
    },
  }
}

function fits(filter: FapiLogFilter, entry: FapiLogEntry): boolean {
  if (typeof filter === 'function') return filter(entry)
  if (filter.method !== undefined && filter.method !== entry.method) return false
  if (typeof filter.path === 'string') return filter.path === entry.path
  return filter.path === undefined || entry.path.search(filter.path) !== -1
}

function list(entries: readonly FapiLogEntry[]): string {
  return entries.map(({ method, path, status }) => `${method} ${path} ${status}`).join(', ') || 'none'
}
