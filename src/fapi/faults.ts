/** A way for the box to misbehave, and the requests it does so for. */
export interface FapiFault {
  /** The path, e.g. `/v1/client`, exactly or as an expression; without the query. Default: every path. */
  path?: string | RegExp | undefined
  /** The method after `_method`, e.g. `DELETE`. Default: every method. */
  method?: string | undefined
  /** How many requests it hits before it is used up. Default: all, until it is removed. */
  times?: number | undefined
  /** The status to answer. Default: 429 with `retryAfter`, else 200 with a `body`. */
  status?: number | undefined
  /** Seconds, for the `Retry-After` header. */
  retryAfter?: number | undefined
  /** Milliseconds to wait first. A fault that says nothing else lets the request through afterwards. */
  delay?: number | undefined
  /** What to answer: text as it is, anything else as JSON. Default: Clerk's error envelope; nothing for a redirect. */
  body?: string | object | undefined
  /** Further headers, e.g. `{ location: 'https://…' }` for a redirect. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Breaks the connection: `fetch` rejects with a `TypeError`. */
  cut?: boolean | undefined
}

/** The faults in force. The first that fits a request hits it. */
export interface Faults {
  /** Adds one; returns a function that removes it. */
  add(fault: FapiFault): () => void
  /** The fault that hits a request, counted. */
  take(method: string, path: string): FapiFault | undefined
}

/** How a cut connection looks to the caller of `fetch`. */
export class ConnectionCut extends TypeError {
  constructor() {
    super('fetch failed: a fault cut the connection')
  }
}

export function createFaults(): Faults {
  const active = new Map<FapiFault, number>()
  return {
    add(given) {
      const fault = { ...given }
      const { times = Number.POSITIVE_INFINITY } = fault
      if (times > 0) active.set(fault, times)
      return () => void active.delete(fault)
    },
    take(method, path) {
      for (const [fault, left] of active) {
        if (!fits(fault, method, path)) continue
        if (left <= 1) active.delete(fault)
        else active.set(fault, left - 1)
        return fault
      }
      return undefined
    },
  }
}

function fits(fault: FapiFault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false
  if (typeof fault.path === 'string') return fault.path === path
  // `search` ignores `lastIndex`, which `test` would move in a global expression.
  return fault.path === undefined || path.search(fault.path) !== -1
}
