import fc from 'fast-check'

/** Who there is; Carol's sessions are pending. */
export const names = ['alice', 'bob', 'carol'] as const
export type Name = (typeof names)[number]

/** What a run starts from. */
export interface Scene {
  /** A development or a production key. */
  key: 'test' | 'live'
  bootstrap: 'create' | 'ensure'
  tabSession: 'pinned' | 'follow'
  /** What the server says to a browser without a client. */
  missingClient: 'null' | 401 | 404
  /** Whether the browser has Web Locks, or another tab holds them for ever. */
  locks: 'work' | 'missing' | 'stuck'
  /** Whether the browser has BroadcastChannel. */
  channel: boolean
  /**
   * Whether the browser keeps cookies. Dropped: none of the Frontend API's, e.g. as it is on another site. Forbidden:
   * its user blocks all, and with them storage, channels and locks. Then nobody is signed in at first.
   */
  cookies: 'kept' | 'dropped' | 'forbidden'
  /** Whether the app of each tab fetches with a token of its own. */
  usesTokens: boolean
  /** Who is signed in at first; none: the browser has no client yet. */
  signedIn: readonly Name[]
  /** Tabs that are open at first. */
  tabs: number
  /** Minutes by which the clock of the machine is ahead of the server's. */
  skew: number
  /** Of what is left to chance. */
  seed: number
}

/** @param given - the parts that are the same in all runs. */
export const scenes = (given: Partial<Scene> = {}): fc.Arbitrary<Scene> =>
  fc
    .record({
      key: fc.constantFrom('test', 'live'),
      bootstrap: fc.constantFrom('create', 'ensure'),
      tabSession: fc.constantFrom('pinned', 'follow'),
      missingClient: fc.constantFrom('null' as const, 401 as const, 404 as const),
      locks: fc.constant('work' as const),
      channel: fc.constant(true),
      cookies: fc.constant('kept' as const),
      usesTokens: fc.boolean(),
      signedIn: fc.subarray([...names].reverse()),
      tabs: fc.integer({ min: 1, max: 3 }),
      skew: fc.constantFrom(0, 0, -5, 5),
      seed: fc.integer({ min: 1, max: 1000 }),
    } satisfies { [Part in keyof Scene]: fc.Arbitrary<Scene[Part]> })
    .map((scene): Scene => ({ ...scene, ...given }))
