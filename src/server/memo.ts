/** What was verified before: the same cookies at the same origin say the same until their token ends. */
export interface Memo {
  get(key: string): string | undefined
  /** @param exp - when the token ends, in seconds since 1970. */
  set(key: string, token: string, exp: number): void
}

const size = 1000

export function createMemo(): Memo {
  const entries = new Map<string, { token: string; exp: number }>()
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      if (entry.exp * 1000 > Date.now()) return entry.token
      entries.delete(key)
      return undefined
    },
    set(key, token, exp) {
      // The oldest are the first to end.
      for (const oldest of entries.keys()) {
        if (entries.size < size) break
        entries.delete(oldest)
      }
      entries.set(key, { token, exp })
    },
  }
}
