import type { Ambient } from '../ambient'

export interface ServerClock {
  /** Milliseconds since 1970, as the Frontend API's clock has it, to about a second. */
  now(): number
  /** Learns from a token that has just arrived from the Frontend API. `minted`: it was made for this request. */
  learn(issuedAt: number, minted: boolean): void
}

/** A device's clock may be minutes wrong; a token's lifetime must not be judged by it. */
export function createServerClock(ambient: Ambient): ServerClock {
  let skew = 0
  return {
    now: () => ambient.now() + skew,
    learn(issuedAt, minted) {
      const ahead = issuedAt - ambient.now()
      // `iat` counts whole seconds, and a token that was not minted just now says only that it is later than that.
      if (minted ? Math.abs(ahead - skew) > 2000 : ahead > skew + 1000) skew = ahead
    },
  }
}
