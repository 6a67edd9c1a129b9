/** What the box writes down as it happens. Only the last entries are kept. */
export interface FapiJournal<Entry, Filter> {
  /** Oldest first. */
  readonly entries: readonly Entry[]
  /** The entries that fit. */
  filter(filter: Filter): Entry[]
  /**
   * The first entry that fits; one that is there already counts, so `clear()` first where that is not meant.
   * Rejects after `timeout` milliseconds (default 5,000).
   */
  waitFor(filter: Filter, options?: { timeout?: number | undefined }): Promise<Entry>
  /** Calls a function with each new entry, until the function returned is called. What it throws goes to the console. */
  subscribe(listener: (entry: Entry) => void): () => void
  clear(): void
}

/** A journal seen by those who write it. */
export interface Journal<Entry, Filter> extends FapiJournal<Entry, Filter> {
  add(entry: Entry): void
}

interface JournalOptions<Entry, Filter> {
  /** How many entries are kept. */
  limit: number
  /** What an entry is, for messages, e.g. `request`. */
  noun: string
  fits(filter: Filter, entry: Entry): boolean
  /** An entry in a few words, for messages. */
  describe(entry: Entry): string
}

export function createJournal<Entry, Filter>({
  limit,
  noun,
  fits,
  describe,
}: JournalOptions<Entry, Filter>): Journal<Entry, Filter> {
  // Cut back only when it holds twice as many: to copy a thousand entries for each new one takes its time.
  let written: Entry[] = []
  let shown: readonly Entry[] | undefined
  const last = () => {
    shown ??= written.slice(-limit)
    return shown
  }
  const listeners = new Set<(entry: Entry) => void>()
  const subscribe = (given: (entry: Entry) => void) => {
    const listener = (entry: Entry) => given(entry)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get entries() {
      return last()
    },
    filter: (filter) => last().filter((entry) => fits(filter, entry)),
    subscribe,
    add(entry) {
      if (written.length === 2 * limit) written = written.slice(-limit)
      written.push(entry)
      shown = undefined
      for (const listener of [...listeners]) tell(listener, entry)
    },
    clear() {
      written = []
      shown = undefined
    },
    waitFor(filter, { timeout = 5000 } = {}) {
      const present = last().find((entry) => fits(filter, entry))
      if (present) return Promise.resolve(present)
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer)
          unsubscribe()
        }
        const unsubscribe = subscribe((entry) => {
          try {
            if (!fits(filter, entry)) return
            resolve(entry)
          } catch (error) {
            reject(error)
          }
          stop()
        })
        const timer = setTimeout(() => {
          stop()
          const list = last().map(describe).join(', ') || 'none'
          reject(new Error(`No such ${noun} within ${timeout} ms. There were: ${list}`))
        }, timeout)
      })
    },
  }
}

/** The request that is written down has nothing to do with who reads about it. */
function tell<Entry>(listener: (entry: Entry) => void, entry: Entry): void {
  try {
    listener(entry)
  } catch (error) {
    console.error('frontdesk/fapi: a listener failed', error)
  }
}
