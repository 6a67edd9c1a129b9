import { createJournal, type FapiJournal, type Journal } from './journal'
import type { FapiEmail, FapiText } from './messages'
import type { SchemeName } from './security/scheme'

/** One request that was answered, or cut. It holds no secret but a code or link it sent, which has no other way to its reader. */
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
  /** The e-mail that it sent. */
  readonly email: FapiEmail | null
  /** The text message that it sent. */
  readonly text: FapiText | null
}

/** Which entries are meant: those of a method and a path (exactly, or as an expression), or what a function says. */
export type FapiLogFilter =
  | { method?: string | undefined; path?: string | RegExp | undefined }
  | ((entry: FapiLogEntry) => boolean)

/** The requests so far: the last 1,000 of them. */
export interface FapiLog extends FapiJournal<FapiLogEntry, FapiLogFilter> {}

export type RequestLog = Journal<FapiLogEntry, FapiLogFilter>

export function createLog(): RequestLog {
  return createJournal({
    limit: 1000,
    noun: 'request',
    fits,
    describe: ({ method, path, status }) => `${method} ${path} ${status}`,
  })
}

function fits(filter: FapiLogFilter, entry: FapiLogEntry): boolean {
  if (typeof filter === 'function') return filter(entry)
  if (filter.method !== undefined && filter.method !== entry.method) return false
  if (typeof filter.path === 'string') return filter.path === entry.path
  return filter.path === undefined || entry.path.search(filter.path) !== -1
}
