/** How often something happened on this page since it was loaded, for tests to read. */
export interface Counts {
  /** Commits of a component that reads the user, the session and functions. */
  renders: number
  /** Runs of an effect that depends on all of them. */
  effects: number
}

declare global {
  var counts: Counts
}

globalThis.counts = { renders: 0, effects: 0 }

export function count(what: keyof Counts): void {
  globalThis.counts[what]++
}
