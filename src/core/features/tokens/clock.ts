import type { Ambient } from '../../host/ambient'

export interface ServerClock {
  /** Milliseconds since 1970, as the Frontend API's clock has it, to about a second. */
  now(): number
  /**
   * Learns from a token that the Frontend API gave: it was later there than `issuedAt` when it arrived.
   *
   * @param arrivedAt - by this device's clock.
   * @param sentAt - when it was asked for, if it was made for that: it was earlier there then.
   */
  learn(issuedAt: number, arrivedAt: number, sentAt?: number): void
}

/** A device's clock may be minutes wrong; a token's lifetime must not be judged by it. */
export function createServerClock(ambient: Ambient): ServerClock {
  let skew = 0
  return {
    now: () => ambient.now() + skew,
    learn(issuedAt, arrivedAt, sentAt = Number.NEGATIVE_INFINITY) {
      // `iat` counts whole seconds.
      skew = Math.min(Math.max(skew, issuedAt - arrivedAt), issuedAt + 1000 - sentAt)
    },
  }
}
