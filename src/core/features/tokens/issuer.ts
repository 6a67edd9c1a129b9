import type { Engine } from '../../engine/engine'
import { untilWoken } from '../../engine/retryPolicy'
import { post } from '../../host/host'
import { exclusively } from '../../host/locks'
import { perHandle } from '../../host/perHandle'
import { share } from '../../host/share'
import { sleep } from '../../host/sleep'
import { isSignedIn } from '../../store/shown'
import { askedFor, type FrontdeskError, isTransient } from '../../wire/errors'
import { form } from '../../wire/form'
import { callFapi } from '../../wire/request'
import { optional, record, string } from '../../wire/shape'
import { type TokenTarget, tokenBook, tokenKey } from './book'
import { readToken, type Token } from './jwt'

export interface TokenIssuer {
  /** A token with `leastLeft` milliseconds left (default: 5000), or `null` once the session is over. */
  get(target: TokenTarget, options?: { skipCache?: boolean; leastLeft?: number }): Promise<string | null>
  fresh(target: TokenTarget, leastLeft?: number): Token | undefined
  /** Milliseconds; no more than timers support. */
  left(token: Token): number
}

const defaultLeastLeft = 5000
const longestLifetime = 600_000
const askingTime = 50
const attempts = 4
const answerTime = 10_000
/** Instead of a longer pause, the caller gets the error. */
const longestPause = 10_000
const resyncInterval = 10_000
/** Milliseconds to wait for another tab that requests the same token. */
const patience = 2000

const readAnswer = record({ jwt: string })
// Messages are untrusted input.
const readText = optional(string, '')
const readId = optional(string, null)

export const tokenIssuer = (engine: Engine): TokenIssuer => perHandle(engine, createTokenIssuer)

function createTokenIssuer(engine: Engine): TokenIssuer {
  const { ambient, loader } = engine
  const { clock, store, take, update } = tokenBook(engine)
  const isOver = ({ sessionId }: TokenTarget) => !isSignedIn(engine, sessionId)
  /** When a refusal last caused a refetch of the client, for each token. */
  const doubts = new Map<string, number>()
  /** When a tab last asked the others for each token. Of several within `patience`, the first. */
  const asked: Record<string, number> = {}
  let limit = { until: 0, since: 0, error: undefined as FrontdeskError | undefined }

  function left({ issuedAt, expiresAt }: Token) {
    const time = expiresAt - clock.now()
    // Issued in the future: the device's clock was set back, so the token's age is unknown.
    return time > expiresAt - issuedAt + defaultLeastLeft ? 0 : Math.min(time, untilWoken)
  }

  function fresh(target: TokenTarget, leastLeft = defaultLeastLeft): Token | undefined {
    const token = store.getState().tokens[tokenKey(target)]
    return token && left(token) >= leastLeft ? token : undefined
  }

  async function obtain(target: TokenTarget, skipCache: boolean, leastLeft: number): Promise<string | null> {
    const { signal } = engine.lifetime
    const isNeeded = () => !signal.aborted && !isOver(target)
    const key = tokenKey(target)
    const search = async () => {
      const shared = fresh(target, leastLeft) ?? (await askTabs(target, leastLeft))
      return shared ? shared.jwt : isNeeded() ? mint(target) : null
    }
    let pause = limitLeft()
    for (let attempt = 1; ; attempt++) {
      if (pause > longestPause) return refused(target, limit.error!)
      if (pause > 0) await sleep(engine, pause * (1 + ambient.random() / 4))
      if (!isNeeded()) return null
      try {
        return await (skipCache ? mint(target, true) : exclusively(engine, `token:${key}`, search, patience))
      } catch (caught) {
        const error = caught as FrontdeskError
        if (!isNeeded()) return null
        if (error.status === 429) heed(error)
        if (!isTransient(error) || attempt === attempts) return refused(target, error)
        delete asked[key]
        pause = Math.max(limitLeft(), 500 * 2 ** attempt)
      }
    }
  }

  function note(key: string, at: number) {
    const first = asked[key] ?? 0
    if (at < first || at > first + patience) asked[key] = at
  }

  /** Of several tabs that ask, the first requests the token. The others wait for it, also where there are no locks. */
  async function askTabs(target: TokenTarget, leastLeft: number): Promise<Token | undefined> {
    if (!engine.page.channel) return undefined
    const key = tokenKey(target)
    // So that two that ask in the same millisecond agree on which is the first.
    const at = ambient.now() + ambient.random() * 25
    note(key, at)
    post(engine, { type: 'ask', ...target, at })
    let looks = 0
    do if (await sleep(engine, askingTime)) break
    while (!fresh(target, leastLeft) && asked[key]! < at && ++looks < patience / askingTime)
    return fresh(target, leastLeft)
  }

  /** @returns the newest known token; `null` if the session ended meanwhile. */
  async function mint(target: TokenTarget, skipCache = false): Promise<string | null> {
    const sentAt = ambient.now()
    const token = readToken(await request(target, skipCache))
    if (isOver(target)) return null
    clock.learn(token.issuedAt, ambient.now(), sentAt)
    take(target, token)
    const newest = fresh(target, 0) ?? token
    post(engine, { type: 'token', jwt: newest.jwt, ...target })
    return newest.jwt
  }

  async function request(target: TokenTarget, skipCache: boolean, expired?: string): Promise<string> {
    const { sessionId, template, organizationId } = target
    const tokens = `/client/sessions/${encodeURIComponent(sessionId)}/tokens`
    const { json, error } = await callFapi(engine, {
      method: 'POST',
      path: template ? `${tokens}/${encodeURIComponent(template)}` : tokens,
      body: template ? undefined : form({ organizationId }),
      query: { debug: skipCache ? 'skip_cache' : undefined, expired_token: expired },
      timeout: answerTime,
      isHarmless: true,
    })
    const known = store.getState().tokens
    // The server wants an old token as proof. Prefer the session token, for templates too.
    const last =
      known[tokenKey({ sessionId, organizationId })] ??
      Object.values(known).find(({ claims }) => claims.sid === sessionId)
    if (error?.code === 'missing_expired_token' && last && !expired)
      return request(target, skipCache, last.jwt)
    if (error) throw error
    const { created, scheme } = engine
    // The browser has sent the client's cookie, so it keeps it.
    if (!scheme.isForgotten?.(engine)) created.write()
    return readAnswer(json, 'token').jwt
  }

  function heed(error: FrontdeskError) {
    const since = ambient.now()
    limit = { since, until: since + askedFor(error), error }
  }

  /** A clock that was set back ends the wait. */
  function limitLeft(): number {
    const now = ambient.now()
    return now < limit.since ? 0 : Math.max(0, limit.until - now)
  }

  async function refused(target: TokenTarget, error: FrontdeskError): Promise<null> {
    // The session may be over. Ask for the client to find out, once for several refusals in a row.
    if (!isTransient(error)) await resync(tokenKey(target))
    if (isOver(target)) return null
    update(({ errors }) => ({ errors: { ...errors, [tokenKey(target)]: error } }))
    throw error
  }

  async function resync(key: string) {
    const now = ambient.now()
    if (Math.abs(now - (doubts.get(key) ?? 0)) < resyncInterval) return
    doubts.set(key, now)
    await loader.reload().catch(() => {})
  }

  /** Other tabs are untrusted. Their token must fit the target and the clock. */
  function takeForeign(target: TokenTarget, jwt: string) {
    try {
      const token = readToken(jwt)
      const { sid, o } = token.claims as { sid?: unknown; o?: { id?: unknown } }
      const { sessionId, template, organizationId } = target
      const fits = template
        ? (sid ?? sessionId) === sessionId
        : sid === sessionId && (o?.id ?? null) === organizationId
      const { claimedAt, issuedAt, expiresAt } = token
      const inTime =
        expiresAt - issuedAt <= longestLifetime &&
        Math.max(claimedAt, issuedAt) <= clock.now() + defaultLeastLeft
      if (fits && inTime) take(target, token)
    } catch {
      // Ignore an invalid token.
    }
  }

  engine.onMessage.add(({ type, sessionId, template, organizationId, jwt, at }) => {
    const target = {
      sessionId: readText(sessionId, ''),
      template: readText(template, ''),
      organizationId: readId(organizationId, ''),
    }
    const key = tokenKey(target)
    if (type === 'token') takeForeign(target, readText(jwt, ''))
    if (type !== 'ask' || !store.getState().tokens[key]) return
    if (typeof at === 'number') note(key, at)
    const known = fresh(target)
    if (known) post(engine, { type: 'token', jwt: known.jwt, ...target })
  })

  return {
    fresh,
    left,
    async get(target, { skipCache = false, leastLeft = defaultLeastLeft } = {}) {
      if (isOver(target)) return null
      const known = skipCache ? undefined : fresh(target, leastLeft)
      if (known) return known.jwt
      const key = tokenKey(target) + (skipCache ? '|new' : '')
      return share(engine, `token:${key}`, () => obtain(target, skipCache, leastLeft))
    },
  }
}
