import { type Host, storageKey } from '../../host/host'
import { orElse } from '../../host/orElse'

export interface ServerClock {
  /** Milliseconds since 1970 by the server's clock, accurate to about a second. */
  now(): number
  /** Times of this device, except `issuedAt`. Pass `sentAt` only if the request made the token. */
  learn(issuedAt: number, arrivedAt: number, sentAt?: number): void
}

/**
 * A device's clock may be minutes off. Do not judge a token's lifetime by it. What one tab has learnt, the others
 * and the next page load know: it is kept in the origin's storage.
 */
export function createServerClock(host: Host): ServerClock {
  const { ambient } = host
  const { originStorage: storage } = ambient
  const key = storageKey(host, 'skew')
  let known = 0
  // Stored values are untrusted: a wrong one costs a request, whose token corrects it.
  const skew = () => Number(orElse(() => storage?.getItem(key)) ?? known) || 0
  return {
    now: () => ambient.now() + skew(),
    learn(issuedAt, arrivedAt, sentAt = Number.NEGATIVE_INFINITY) {
      const before = skew()
      // `iat` is in whole seconds.
      known = Math.min(Math.max(before, issuedAt - arrivedAt), issuedAt + 1000 - sentAt)
      if (known !== before) orElse(() => storage?.setItem(key, `${known}`))
    },
  }
}
