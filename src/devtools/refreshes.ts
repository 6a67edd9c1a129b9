import type { Engine } from '../core/engine/engine'
import { type TokenTarget, tokenBook } from '../core/features/tokens/book'
import type { Token } from '../core/features/tokens/jwt'

export interface TokenFacts {
  readonly key: string
  readonly target: TokenTarget
  /** Seconds since it was issued, by the server's clock. */
  readonly age: number
  /** Seconds until it expires; 0 or less once it has. */
  readonly secondsLeft: number
  /** When it is refreshed next, and why then. */
  readonly next: string
}

/** What can be said of the tokens without showing one. */
export function tokenFacts(engine: Engine): TokenFacts[] {
  const { clock, store } = tokenBook(engine)
  const now = clock.now()
  return Object.entries(store.getState().tokens).map(([key, token]) => {
    const [sessionId = '', template, organizationId] = key.split('|')
    return {
      key,
      target: { sessionId, template: template || undefined, organizationId: organizationId || null },
      age: Math.round((now - token.issuedAt) / 1000),
      secondsLeft: Math.round((token.expiresAt - now) / 1000),
      next: nextOf(engine, token, now),
    }
  })
}

function nextOf(engine: Engine, token: Token, now: number): string {
  const ask = 'when getToken() is called and less than 5 s are left'
  const early = Math.max(0, Math.round((token.expiresAt - now) / 1000) - 14)
  // Who keeps which fresh only the refresher knows; that there is one, the book does.
  return tokenBook(engine).listeners.size > 0
    ? `in about ${early} s where a reader keeps it fresh, else ${ask}`
    : ask
}
