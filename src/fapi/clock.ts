/** The time the box lives in. It ticks; only its distance from the real time can be moved. @throws TypeError for no time at all */
export interface FapiClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves the clock to a time (a `Date`, or milliseconds since 1970), from where it ticks on. */
  set(time: Date | number): void
  /** Moves the clock on by `ms` milliseconds; back, when negative. */
  advance(ms: number): void
}

export interface Clock extends FapiClock {
  /** How far it is ahead of the real time, in milliseconds. */
  readonly offset: number
}

/** Follows `Date.now()`, looked up at each call, so that a test runner's fake time moves it too. */
export function createClock(offset = 0, onMove = () => {}): Clock {
  const moveTo = (next: number) => {
    // Whole milliseconds, as the wire has them, of a time that can be written down.
    const whole = Math.round(next)
    if (Number.isNaN(new Date(Date.now() + whole).getTime()))
      throw new TypeError('clock: there is no such time.')
    offset = whole
    onMove()
  }
  return {
    get offset() {
      return offset
    },
    now: () => Date.now() + offset,
    set: (time) => moveTo(Number(time) - Date.now()),
    advance: (ms) => moveTo(offset + ms),
  }
}
