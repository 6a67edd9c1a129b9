/** A way for the box to misbehave, and the requests it does so for. */
export interface FapiFault {
  /**
   * The path, e.g. `/v1/client`, without the query: exactly, with `*` for any one segment, or as an expression.
   * Default: every path.
   */
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

/** A fault in force. */
export interface FapiActiveFault extends FapiFault {
  /** For `removeFault`. */
  readonly id: number
  /** How many requests it will hit yet; `Infinity` where nothing limits it. */
  readonly times: number
}

/** The faults in force. The first that fits a request hits it. */
export interface Faults {
  /** Oldest first. */
  readonly active: readonly FapiActiveFault[]
  /** Adds one; returns its id. @throws TypeError for what cannot be answered */
  add(fault: FapiFault): number
  /** Ends one; one that is over already is no mistake. */
  remove(id: number): void
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
  const active = new Map<number, FapiActiveFault>()
  let last = 0
  return {
    get active() {
      return [...active.values()]
    },
    add(fault) {
      checkFault(fault)
      const id = ++last
      const { times = Number.POSITIVE_INFINITY } = fault
      if (times > 0) active.set(id, { ...fault, id, times })
      return id
    },
    remove: (id) => void active.delete(id),
    take(method, path) {
      for (const fault of active.values()) {
        if (!fits(fault, method, path)) continue
        const times = fault.times - 1
        if (times > 0) active.set(fault.id, { ...fault, times })
        else active.delete(fault.id)
        return fault
      }
      return undefined
    },
  }
}

/** @throws TypeError for a status or headers that cannot be answered, and for a body where there is none */
export function checkFault({ status = 200, body, headers = {} }: FapiFault): void {
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new TypeError(`fault.status: must be a whole number from 200 to 599, not ${status}`)
  if (body !== undefined && [204, 205, 304].includes(status))
    throw new TypeError(`fault.body: an answer with status ${status} has none`)
  try {
    new Headers(headers)
  } catch {
    throw new TypeError('fault.headers: one of them is no header of HTTP')
  }
}

function fits(fault: FapiFault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false
  if (typeof fault.path === 'string') return fitsSegments(fault.path.split('/'), path.split('/'))
  // `search` ignores `lastIndex`, which `test` would move in a global expression.
  return fault.path === undefined || path.search(fault.path) !== -1
}

function fitsSegments(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, at) => part === '*' || part === path[at])
}
