import type { Ambient, AmbientChannel } from './ambient'

/**
 * What the handles of one instance share in their surroundings, of whatever copy and version of the library, so that
 * one page shows one session. No secrets. Other versions rely on these names.
 */
export interface Page {
  readonly scope: string
  /** The storage of the tab. It tells surroundings apart. */
  readonly storage: unknown
  /** The session that the page shows, or showed last. */
  session?: string | undefined
  /** How many calls have chosen a session, and the number of the last that did. */
  calls: number
  chosen: number
  /** How many clients were created from here. */
  made: number
  /** Whether a handle has known its client. What a server said of it is out of date then. */
  isPast?: boolean
  channel?: AmbientChannel | undefined
  /** The session ids of each sign-out in progress. Their tokens are not given out. */
  readonly withheld: Set<readonly string[]>
  readonly flights: Map<string, Promise<unknown>>
  /** Changes of the stored sign-outs, one after another. */
  updates?: Promise<void> | undefined
  /** One for each handle that is mounted. */
  readonly listeners: Set<(message: unknown) => void>
}

interface Shared {
  readonly pages: Page[]
  /** How many client queries there were. */
  queries: number
}

export type Holder = { [key: symbol]: unknown }

/** Of what copies and versions of the library share, on the page and on a QueryClient. */
export const name = Symbol.for('frontdesk.1')
const own: Holder = {}

/** Then the oldest record goes that nobody uses, or else the oldest. */
const mostPages = 99

/** A server has no page: nothing of it is global there. */
export function sharedBy({ page }: Ambient): Shared {
  const holder = page ? (globalThis as Holder) : own
  holder[name] ??= { pages: [], queries: 0 } satisfies Shared
  return holder[name] as Shared
}

export function pageOf(ambient: Ambient, scope: string): Page {
  const { page, tabStorage: storage } = ambient
  const { pages } = sharedBy(ambient)
  const known = page && pages.find((other) => other.scope === scope && other.storage === storage)
  if (known) return known
  const made: Page = {
    scope,
    storage,
    calls: 0,
    chosen: 0,
    made: 0,
    withheld: new Set(),
    flights: new Map(),
    listeners: new Set(),
  }
  if (page) {
    // Of surroundings that are gone, e.g. those of a test or a story, nobody says so.
    if (pages.length > mostPages)
      pages.splice(
        Math.max(
          0,
          pages.findIndex((other) => !other.listeners.size),
        ),
        1,
      )
    pages.push(made)
  }
  return made
}
