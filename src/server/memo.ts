import type { Outcome } from './decide'

/** What was verified before: the same cookies at the same origin say the same until their token ends. */
export interface Memo {
  get(key: string): Outcome | undefined
  /** @param exp - when the token ends, in seconds since 1970. */
  set(key: string, outcome: Outcome, exp: number): void
}

const size = 1000

export function createMemo(): Memo {
  const entries = new Map<string, { outcome: Outcome; exp: number }>()
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      if (entry.exp * 1000 > Date.now()) return entry.outcome
      entries.delete(key)
      return undefined
    },
    set(key, outcome, exp) {
      // The oldest are the first to end.
      for (const oldest of entries.keys()) {
        if (entries.size < size) break
        entries.delete(oldest)
      }
      entries.set(key, { outcome, exp })
    },
  }
}
