import type { Ambient } from '../ambient'

export interface ServerClock {
  /** Milliseconds since 1970, as the Frontend API's clock has it, to about a second. */
  now(): number
  /** Learns from a token. `minted`: it was made just now; else it only says that it is later than that. */
  learn(issuedAt: number, minted: boolean): void
}

/** A device's clock may be minutes wrong; a token's lifetime must not be judged by it. */
export function createServerClock(ambient: Ambient): ServerClock {
  let skew = 0
  return {
    now: () => ambient.now() + skew,
    learn(issuedAt, minted) {
      const ahead = issuedAt - ambient.now()
      // `iat` counts whole seconds.
      if (minted ? Math.abs(ahead - skew) > 2000 : ahead > skew + 1000) skew = ahead
    },
  }
}
