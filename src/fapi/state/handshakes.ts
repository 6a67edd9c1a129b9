import type { Box } from '../box'

/** A list of cookies that waits for the app's server to fetch it. Times are milliseconds. */
export interface HandshakeRecord {
  nonce: string
  directives: string[]
  expireAt: number
}

/** How many are kept; browsers come for theirs at once. */
const limit = 1000

/** Keeps a list for a while and gives the nonce that fetches it. */
export function keepHandshake({ state, clock, ids }: Box, directives: string[], lifetime: number): string {
  const now = clock.now()
  for (const [nonce, { expireAt }] of state.handshakes) {
    if (expireAt <= now || state.handshakes.size >= limit) state.handshakes.delete(nonce)
  }
  const nonce = ids.randomText(32)
  state.handshakes.set(nonce, { nonce, directives, expireAt: now + lifetime })
  return nonce
}

/** The list of a nonce, once: undefined for a nonce that was used, is too old, or never was. */
export function takeHandshake({ state, clock }: Box, nonce: string): string[] | undefined {
  const kept = state.handshakes.get(nonce)
  state.handshakes.delete(nonce)
  return kept && kept.expireAt > clock.now() ? kept.directives : undefined
}
