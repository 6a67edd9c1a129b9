import type { Ambient } from '../host/ambient'
import { askedFor, type FrontdeskError, isForeign, isTransient } from '../wire/errors'

/** Failures in a row until a load rejects; it goes on trying behind the scenes. */
const quickAttempts = 4
/** Failures in a row until only `retry()`, the focus, or being online again makes another try. */
const attempts = 60
const longestQuickPause = 10_000
const longestPause = 23_000
/** From a try to the next, where being woken is the reason for it. */
const shortestPause = 1000
/** The longest that timers know. */
export const untilWoken = 2 ** 31 - 1

/** When the client is asked for again. All times in milliseconds. */
export interface RetryPolicy {
  begin(): void
  /** All is well, or nobody needs the handle any more. */
  reset(): void
  /** A try failed. @returns the time until the next one, with jitter; 0 where none can help. */
  failed(error: FrontdeskError): number
  /** Whether whoever asked can wait as long as that for the next try. */
  isSoon(wait: number): boolean
  /** What is left of the time that a server asked for with `Retry-After`; 0 or less where nothing is. */
  asked(): number
  /** The time until being woken is a reason for another try; 0 or less where it is one. */
  rest(): number
}

export function createRetryPolicy(ambient: Ambient): RetryPolicy {
  let failures = 0
  let lastAttempt = 0
  /** From the last attempt to the next, where a server said `Retry-After`; else 0. */
  let retryAfter = 0

  const begin = () => {
    lastAttempt = ambient.now()
  }

  /** What is left of `wait` since the last attempt; nothing where the clock was set back. */
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
    // What a server asked for, with its jitter, is not cut short.
    rest: () => (asked() > 0 ? untilWoken : left(shortestPause)),
  }
}
