import { type FrontdeskError, isTransient, malformed } from '../errors'
import type { Internals } from '../internals'
import { createServerClock } from './clock'
import { readToken, type Token } from './jwt'
import { type TokenTarget, tokenKey } from './store'

export interface Tokens {
  /** Takes in a token, unless a newer one is there. A foreign one that cannot be right is dropped. */
  arrive(target: TokenTarget, jwt: string, from: 'minted' | 'piggyback' | 'tab'): void
  /** Drops the tokens of all other sessions. */
  keepOnly(keeps: (sessionId: string) => boolean): void
  /** A token with that many milliseconds left, a new one where need be; `null` once the session is over. */
  get(target: TokenTarget, options?: { skipCache?: boolean; leastLeft?: number }): Promise<string | null>
  /** The stored token, if it has that many milliseconds left (default: 5 s). */
  fresh(target: TokenTarget, leastLeft?: number): Token | undefined
  /** Milliseconds until a token is over, by the server's clock. */
  left(token: Token): number
  /** Gives another tab the token it asks for, if there is a fresh one. */
  answer(target: TokenTarget): void
}

const defaultLeastLeft = 5000
const longestLifetime = 600_000
const askingTime = 50
const attempts = 4
const longestPause = 10_000

/** The tokens of this page: the newest of each kind, in memory only, shared with the other tabs. */
export function createTokens(internals: Internals): Tokens {
  const { ambient, clients, store, transport } = internals
  const clock = createServerClock(ambient)
  const flights = new Map<string, Promise<string | null>>()

  const isUsable = (sessionId: string) =>
    !clients.isWithheld(sessionId) && Boolean(clients.snapshot()?.sessions.some(({ id }) => id === sessionId))

  const left = (token: Token) => token.expiresAt - clock.now()

  function fresh(target: TokenTarget, leastLeft = defaultLeastLeft): Token | undefined {
    const token = store.getState().tokens[tokenKey(target)]
    return token && left(token) >= leastLeft ? token : undefined
  }

  function arrive(target: TokenTarget, jwt: string, from: 'minted' | 'piggyback' | 'tab') {
    const key = tokenKey(target)
    const token = from === 'tab' ? readForeign(target, jwt) : readToken(jwt)
    const known = store.getState().tokens[key]
    if (!token || known?.jwt === jwt || (known && known.issuedAt > token.issuedAt)) return
    if (from !== 'tab') clock.learn(token.issuedAt, from === 'minted')
    store.setState(({ tokens, tokenErrors: { [key]: _, ...tokenErrors } }) => ({
      tokens: { ...tokens, [key]: token },
      tokenErrors,
    }))
    clients.show()
    internals.refresher.schedule(key)
  }

  /** Only the Frontend API is trusted; what another tab says must at least fit the target and the clock. */
  function readForeign({ sessionId, organizationId, template }: TokenTarget, jwt: string): Token | undefined {
    try {
      const token = readToken(jwt)
      const { sid, o } = token.claims as { sid?: unknown; o?: { id?: unknown } }
      const fits = template
        ? sid === undefined || sid === sessionId
        : sid === sessionId && (o?.id ?? null) === organizationId
      const inTime =
        token.expiresAt - token.issuedAt <= longestLifetime &&
        token.issuedAt <= clock.now() + defaultLeastLeft
      return fits && inTime && isUsable(sessionId) ? token : undefined
    } catch {
      return undefined
    }
  }

  async function obtain(target: TokenTarget, skipCache: boolean, leastLeft: number): Promise<string | null> {
    if (!skipCache && internals.tabs.connected()) {
      internals.tabs.post({ type: 'ask', ...target })
      await pause(askingTime)
      const shared = fresh(target, leastLeft)
      if (shared) return shared.jwt
    }
    for (let attempt = 1; ; attempt++) {
      if (!isUsable(target.sessionId)) return null
      try {
        const jwt = await mint(target, skipCache)
        // Signed out meanwhile: a token that nobody may use any more.
        if (!isUsable(target.sessionId)) return null
        arrive(target, jwt, 'minted')
        internals.tabs.post({ type: 'token', jwt, ...target })
        return jwt
      } catch (caught) {
        const error = caught as FrontdeskError
        const asked = error.status === 429 ? (error.retryAfter ?? 0) * 1000 : 0
        if (!isTransient(error) || attempt === attempts || asked > longestPause) return refused(target, error)
        await pause(Math.max(asked, 500 * 2 ** attempt) * (1 + ambient.random() / 4))
      }
    }
  }

  const pause = (ms: number) => new Promise<void>((resolve) => ambient.timeout(resolve, ms))

  async function mint(
    { sessionId, template, organizationId }: TokenTarget,
    skipCache: boolean,
  ): Promise<string> {
    const { json, error } = await transport({
      method: 'POST',
      path: `/client/sessions/${encodeURIComponent(sessionId)}/tokens${template ? `/${encodeURIComponent(template)}` : ''}`,
      body: template ? undefined : { organizationId },
      query: { debug: skipCache ? 'skip_cache' : undefined },
    })
    if (error) throw error
    const jwt = (json as { jwt?: unknown } | null)?.jwt
    if (typeof jwt === 'string') return jwt
    throw malformed('token.jwt', 'jwt')
  }

  async function refused(target: TokenTarget, error: FrontdeskError): Promise<null> {
    // Perhaps the session is over; the client tells.
    if (error.status === 401 || error.status === 404) await internals.loader.reload().catch(() => {})
    if (!isUsable(target.sessionId)) return null
    store.setState(({ tokenErrors }) => ({ tokenErrors: { ...tokenErrors, [tokenKey(target)]: error } }))
    throw error
  }

  return {
    arrive,
    fresh,
    left,
    async get(target, { skipCache = false, leastLeft = defaultLeastLeft } = {}) {
      const known = skipCache ? undefined : fresh(target, leastLeft)
      if (known && isUsable(target.sessionId)) return known.jwt
      const key = tokenKey(target) + (skipCache ? '|new' : '')
      const flight =
        flights.get(key) ?? obtain(target, skipCache, leastLeft).finally(() => flights.delete(key))
      flights.set(key, flight)
      return flight
    },
    keepOnly(keeps) {
      const { tokens, tokenErrors } = store.getState()
      const kept = <T>(entries: Readonly<Record<string, T>>) =>
        Object.fromEntries(Object.entries(entries).filter(([key]) => keeps(key.split('|')[0]!)))
      const next = { tokens: kept(tokens), tokenErrors: kept(tokenErrors) }
      if (Object.keys(next.tokens).length < Object.keys(tokens).length) store.setState(next)
    },
    answer(target) {
      const token = fresh(target)
      if (token && isUsable(target.sessionId))
        internals.tabs.post({ type: 'token', jwt: token.jwt, ...target })
    },
  }
}
