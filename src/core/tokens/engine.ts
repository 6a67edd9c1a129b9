import { type InferOutput, looseObject, nullish, string } from 'valibot'
import { type FrontdeskError, isTransient } from '../errors'
import type { Internals } from '../internals'
import { part } from '../part'
import { check, parseResource } from '../resources/parse'
import { text } from '../resources/user'
import { share } from '../share'
import { isSignedIn } from '../sync/session'
import { sleep } from '../sync/sleep'
import { post } from '../sync/tabs'
import { form } from '../transport/form'
import { callFapi } from '../transport/request'
import { type TokenTarget, tokenBook, tokenKey } from './book'
import { createServerClock } from './clock'
import { readToken, type Token } from './jwt'

export interface TokenEngine {
  /** A token with that many milliseconds left (default: 5 s), a new one where need be; `null` once the session is over. */
  get(target: TokenTarget, options?: { skipCache?: boolean; leastLeft?: number }): Promise<string | null>
  /** The stored token, if it has that many milliseconds left (default: 5 s). */
  fresh(target: TokenTarget, leastLeft?: number): Token | undefined
  /** Milliseconds until a token is over, by the server's clock. */
  left(token: Token): number
}

const defaultLeastLeft = 5000
const longestLifetime = 600_000
const askingTime = 50
const attempts = 4
const longestPause = 10_000
const tokenSchema = looseObject({ jwt: string() })
const messageSchema = looseObject({
  type: string(),
  sessionId: string(),
  template: nullish(string(), ''),
  organizationId: text,
  jwt: nullish(string(), ''),
})
type Message = InferOutput<typeof messageSchema>

/** What gets the tokens of a handle. */
export const tokenEngine = (internals: Internals): TokenEngine => part(internals, createTokenEngine)

/** Gets tokens: one request at a time for each, and from other tabs where they have one. */
function createTokenEngine(internals: Internals): TokenEngine {
  const { ambient, hooks, loader } = internals
  const { listeners, store, take } = tokenBook(internals)
  const clock = createServerClock(ambient)

  const left = (token: Token) => token.expiresAt - clock.now()

  function fresh(target: TokenTarget, leastLeft = defaultLeastLeft): Token | undefined {
    const token = store.getState().tokens[tokenKey(target)]
    return token && left(token) >= leastLeft ? token : undefined
  }

  async function obtain(target: TokenTarget, skipCache: boolean, leastLeft: number): Promise<string | null> {
    if (!skipCache && internals.channel) {
      post(internals, { type: 'ask', ...target })
      await sleep(internals, askingTime)
      const shared = fresh(target, leastLeft)
      if (shared) return shared.jwt
    }
    for (let attempt = 1; ; attempt++) {
      if (!isSignedIn(internals, target.sessionId)) return null
      try {
        const sentAt = ambient.now()
        const jwt = await mint(target, skipCache)
        // Signed out meanwhile: a token that nobody may use any more.
        if (!isSignedIn(internals, target.sessionId)) return null
        clock.learn(readToken(jwt).issuedAt, sentAt)
        take(target, jwt)
        post(internals, { type: 'token', jwt, ...target })
        return jwt
      } catch (caught) {
        const error = caught as FrontdeskError
        const asked = error.status === 429 ? (error.retryAfter ?? 0) * 1000 : 0
        if (!isTransient(error) || attempt === attempts || asked > longestPause) return refused(target, error)
        await sleep(internals, Math.max(asked, 500 * 2 ** attempt) * (1 + ambient.random() / 4))
      }
    }
  }

  async function mint(
    { sessionId, template, organizationId }: TokenTarget,
    skipCache: boolean,
  ): Promise<string> {
    const tokens = `/client/sessions/${encodeURIComponent(sessionId)}/tokens`
    const { json, error } = await callFapi(internals, {
      method: 'POST',
      path: template ? `${tokens}/${encodeURIComponent(template)}` : tokens,
      body: template ? undefined : form({ organizationId }),
      query: { debug: skipCache ? 'skip_cache' : undefined },
    })
    if (error) throw error
    return parseResource(tokenSchema, json, 'token').jwt
  }

  async function refused(target: TokenTarget, error: FrontdeskError): Promise<null> {
    // Perhaps the session is over; the client tells.
    if (error.status === 401 || error.status === 404) await loader.reload().catch(() => {})
    if (!isSignedIn(internals, target.sessionId)) return null
    store.setState(({ errors }) => ({ errors: { ...errors, [tokenKey(target)]: error } }))
    throw error
  }

  /** Only the Frontend API is trusted; what another tab says must at least fit the target and the clock. */
  function takeForeign({ jwt, type: _, ...target }: Message) {
    try {
      const { claims, issuedAt, expiresAt } = readToken(jwt)
      const { sid, o } = claims as { sid?: unknown; o?: { id?: unknown } }
      const { sessionId, template, organizationId } = target
      const isSession = sid === sessionId && (template !== '' || (o?.id ?? null) === organizationId)
      const inTime = expiresAt - issuedAt <= longestLifetime && issuedAt <= clock.now() + defaultLeastLeft
      if ((isSession || (template !== '' && sid === undefined)) && inTime && isSignedIn(internals, sessionId))
        take(target, jwt, true)
    } catch {
      // No token at all.
    }
  }

  hooks.message.add((data) => {
    const { value: message } = check(messageSchema, data)
    if (!message) return
    const known = message.type === 'ask' && isSignedIn(internals, message.sessionId) && fresh(message)
    if (message.type === 'token') takeForeign(message)
    else if (known) post(internals, { ...message, type: 'token', jwt: known.jwt })
  })
  listeners.add((_, { issuedAt }, isForeign) => !isForeign && clock.learn(issuedAt))
  for (const { issuedAt } of Object.values(store.getState().tokens)) clock.learn(issuedAt)

  return {
    fresh,
    left,
    async get(target, { skipCache = false, leastLeft = defaultLeastLeft } = {}) {
      if (!isSignedIn(internals, target.sessionId)) return null
      const known = skipCache ? undefined : fresh(target, leastLeft)
      if (known) return known.jwt
      const key = tokenKey(target) + (skipCache ? '|new' : '')
      return share(internals, `token:${key}`, () => obtain(target, skipCache, leastLeft))
    },
  }
}
