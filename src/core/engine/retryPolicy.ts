import type { Ambient } from '../host/ambient'
import { askedFor, type FrontdeskError, isForeign, isTransient } from '../wire/errors'

/** Failures in a row before a load rejects. Retries then go on in the background. */
const quickAttempts = 4
/** Failures in a row before automatic retries stop. `retry()`, focus and `online` still retry. */
const attempts = 60
const longestQuickPause = 10_000
const longestPause = 23_000
/** Between two retries caused by wake-ups. */
const shortestPause = 1000
/** The longest delay that timers support. */
export const untilWoken = 2 ** 31 - 1

/** All times in milliseconds. */
export interface RetryPolicy {
  begin(): void
  reset(): void
  /** @returns the time until the next try, with jitter; 0 if no retry can help. */
  failed(error: FrontdeskError): number
  isSoon(wait: number): boolean
  /** What is left of `Retry-After`; 0 or less if nothing is. */
  asked(): number
  /** The time until a wake-up may retry; 0 or less if it may now. */
  rest(): number
}

export function createRetryPolicy(ambient: Ambient): RetryPolicy {
  let failures = 0
  let lastAttempt = 0
  let retryAfter = 0

  const begin = () => {
    lastAttempt = ambient.now()
  }

  /** Returns 0 if the clock was set back. */
  function left(wait: number) {
    const since = ambient.now() - lastAttempt
    return since < 0 ? 0 : wait - since
  }

  const asked = () => left(retryAfter)

  return {
    begin,
    reset() {
      failures = 0
    },
    failed(error) {
      if (!isTransient(error)) return isForeign(error) ? untilWoken : 0
      retryAfter = error.status === 429 ? askedFor(error) : 0
      if (retryAfter) begin()
      if (++failures >= attempts) return untilWoken
      return Math.max(retryAfter, Math.min(longestPause, 250 * 2 ** failures)) * (1 + ambient.random() / 4)
    },
    isSoon: (wait) => wait > 0 && wait <= longestQuickPause && failures < quickAttempts,
    asked,
    // A wake-up must not cut `Retry-After` and its jitter short.
    rest: () => (asked() > 0 ? untilWoken : left(shortestPause)),
  }
}
