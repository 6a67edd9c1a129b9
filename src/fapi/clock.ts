/** The time the box lives in. It ticks; only its distance from the real time can be moved. */
export interface FapiClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves the clock to a time (a `Date`, or milliseconds since 1970), from where it ticks on. */
  set(time: Date | number): void
  /** Moves the clock on by `ms` milliseconds; back, when negative. */
  advance(ms: number): void
}

/** Follows `Date.now()`, looked up at each call, so that a test runner's fake time moves it too. */
export function createClock(): FapiClock {
  let offset = 0
  return {
    now: () => Date.now() + offset,
    set(time) {
      offset = Number(time) - Date.now()
    },
    advance(ms) {
      offset += ms
    },
  }
}
