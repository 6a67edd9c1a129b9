import type { Ambient } from '../../host/ambient'

export interface ServerClock {
  /** Milliseconds since 1970 by the server's clock, accurate to about a second. */
  now(): number
  /** Times of this device, except `issuedAt`. Pass `sentAt` only if the request made the token. */
  learn(issuedAt: number, arrivedAt: number, sentAt?: number): void
}

/** A device's clock may be minutes off. Do not judge a token's lifetime by it. */
export function createServerClock(ambient: Ambient): ServerClock {
  let skew = 0
  return {
    now: () => ambient.now() + skew,
    learn(issuedAt, arrivedAt, sentAt = Number.NEGATIVE_INFINITY) {
      // `iat` is in whole seconds.
      skew = Math.min(Math.max(skew, issuedAt - arrivedAt), issuedAt + 1000 - sentAt)
    },
  }
}
