import { carried } from './answers'
import { readDirective } from './directives'
import { isDirectives } from './engine'
import type { Facts } from './facts'
import { type Peeked, peek } from './jwt'
import { attemptName, lifetime, type Marker, markerName } from './marker'
import type { Parts } from './parts'
import { createVerdict, type Verdict } from './verdicts'

/** What is known of a request before the engine sees it: its own word checked, and what had to be fetched. */
export interface Evidence {
  readonly facts: Facts
  /** How often the browser has been sent round for this page. */
  readonly marker: Marker | undefined
  /** Whether the cookie came back that went along with the marker. */
  readonly isAttempted: boolean
  /** Whether this browser brings what it was sent round for. */
  readonly isAsked: boolean
  /** What a nonce stands for. */
  readonly directives: readonly string[] | undefined
  /** Cookies and parameters that the engine must not see. */
  readonly dropped: Set<string>
  /** The keys that tokens are verified with, in PEM. */
  readonly jwtKeys: readonly string[]
  /** The id of a key that is not this instance's, and signs what counts. */
  readonly foreign: string | undefined
  /** The origins among the tokens' `azp` that are allowed. */
  readonly parties: readonly string[]
  /** Why something could not be fetched. */
  readonly failure: string | undefined
  /** Whether without it nobody can be told. */
  readonly isBlind: boolean
  /** Cookies to set whatever comes of it. */
  readonly setCookies: readonly string[]
  /** When the token that came with a round trip was made, in seconds since 1970. */
  readonly freshIat: number | undefined
  /** The session cookies, unverified. */
  readonly sessions: readonly Candidate[]
  /** Whether one of them is signed by a key that is not this instance's, as far as is known. */
  readonly isMixed: boolean
  /** What was out of the ordinary so far. */
  readonly verdicts: readonly Verdict[]
}

interface Candidate extends Peeked {
  /** The cookie it comes in. */
  readonly name: string
}

/** Step 3: all that has to be fetched to judge a request. `isReading`: nothing is used up, as no cookie can be set. */
export async function gather(parts: Parts, facts: Facts, isReading: boolean): Promise<Evidence> {
  const { cookies, parameters, bearer } = facts
  const verdicts: Verdict[] = []
  const dropped = new Set<string>(isReading ? [...cookies.keys()].filter(isRefresh) : [])
  const setCookies: string[] = []
  const marker = isReading ? undefined : await readMarker(parts, facts, verdicts)
  const isAttempted = marker !== undefined && facts.attempts.has(attemptName(marker))
  const isAsked = isAttempted && facts.isDocument && !bearer
  // In development they travel in the address, and one in a cookie would come back again and again.
  const carriers = parts.settings.isTest ? parameters : cookies
  const brought = (name: string) => (isAsked ? carriers.get(name) : undefined)

  let failure: string | undefined
  let directives: readonly string[] | undefined
  let fresh: Candidate | undefined
  const nonce = brought(nonceName)
  if (nonce) {
    const payload = await fetchPayload(parts, nonce)
    ;({ failure, directives } = payload)
    fresh = sessionIn(directives)
    if (!directives) dropped.add(nonceName)
    if (payload.isSpent) {
      verdicts.push(createVerdict('handshake_empty'))
      setCookies.push(`${nonceName}=; Path=/; Max-Age=0`)
    }
  }
  const handshake = directives ? undefined : brought(handshakeName)
  const handshakeToken = handshake ? peek(handshake) : undefined
  if (handshakeToken && isDirectives(handshakeToken.claims.handshake)) {
    fresh = sessionIn(handshakeToken.claims.handshake)
  } else if (handshake) {
    dropped.add(handshakeName)
    verdicts.push(createVerdict('token_refused', 'handshake-malformed'))
  }

  const sessions: Candidate[] = []
  for (const [name, value] of cookies) {
    if (!isSession(name)) continue
    const peeked = peek(value)
    if (peeked) sessions.push({ ...peeked, name })
    else dropped.add(name)
  }
  const header = bearer ? [{ name: '', kid: undefined, claims: {}, ...peek(bearer) }] : []
  const handshakes =
    handshakeToken && !dropped.has(handshakeName) ? [{ ...handshakeToken, name: handshakeName }] : []
  const tokens = bearer ? header : [...(fresh ? [fresh] : []), ...handshakes, ...sessions]
  const ids = [...new Set(tokens.flatMap(({ kid }) => (kid === undefined ? [] : [kid])))]
  const keys = tokens.length > 0 ? await parts.keys(ids) : undefined
  const isForeign = ({ kid }: Peeked) => kid !== undefined && !keys?.pems.has(kid)
  const foreigners = tokens.filter(isForeign)
  for (const { name } of foreigners) if (name === handshakeName || name === nonceName) dropped.add(name)
  const own = tokens.filter((token) => !isForeign(token))
  const foreignSessions = sessions.filter(isForeign)
  const isOwnSession = foreignSessions.length < sessions.length
  if (!isOwnSession && isSignedIn(cookies)) for (const { name } of foreignSessions) dropped.add(name)
  const isAllForeign = foreigners.length > 0 && (own.length === 0 || foreigners[0] === tokens[0])
  const ownKeys = new Set(own.flatMap(({ kid }) => keys?.pems.get(kid ?? '') ?? []))
  return {
    facts,
    marker,
    isAttempted,
    isAsked,
    directives: directives && !dropped.has(nonceName) ? directives : undefined,
    dropped,
    jwtKeys: ownKeys.size > 0 ? [...ownKeys] : keys?.any ? [keys.any] : [],
    foreign: isAllForeign ? foreigners[0]?.kid : undefined,
    parties: partiesOf(parts, tokens),
    failure: keys?.failure ?? failure,
    isBlind: keys?.failure !== undefined,
    setCookies,
    freshIat: fresh && !isForeign(fresh) ? seconds(fresh.claims.iat) : undefined,
    sessions,
    isMixed: foreignSessions.length > 0,
    verdicts,
  }
}

const nonceName = '__clerk_handshake_nonce'
const handshakeName = '__clerk_handshake'
const isSession = (name: string) => name.startsWith('__session')
const isRefresh = (name: string) => name.startsWith('__refresh')

const isSignedIn = (cookies: Facts['cookies']) =>
  [...cookies].some(([name, value]) => name.startsWith('__client_uat') && Number.parseInt(value, 10) > 0)

async function readMarker(
  { markers }: Parts,
  { url, parameters, attempts }: Facts,
  verdicts: Verdict[],
): Promise<Marker | undefined> {
  const now = Date.now() / 1000
  const [inAddress, inCookie] = [parameters, attempts].map((place) => place.get(markerName))
  const marker = await markers.read(inAddress, url)
  if (marker) {
    if (Math.abs(now - marker.seconds) <= lifetime) return marker
    const time = new Date(marker.seconds * 1000).toISOString().slice(11, 19)
    verdicts.push(createVerdict('cached_redirect', '', time))
  }
  const counted = await markers.read(inCookie, url)
  return counted && Math.abs(now - counted.seconds) <= carried ? counted : undefined
}

/** Trades a nonce for what it stands for. */
async function fetchPayload({ backend }: Parts, nonce: string) {
  const answer = await backend('GET', `/clients/handshake_payload?nonce=${encodeURIComponent(nonce)}`)
  const { directives } = answer.body ?? {}
  if (!answer.failure && isDirectives(directives)) return { directives, failure: undefined, isSpent: false }
  // Any other refusal is about this server, not about the nonce.
  const isSpent = answer.status !== undefined && [400, 404, 410, 422].includes(answer.status)
  const failure = isSpent ? undefined : (answer.failure ?? 'a handshake payload that is none')
  return { directives: undefined, failure, isSpent }
}

/** The session token among lines of cookies: as the engine does, the last one counts. */
function sessionIn(lines: readonly string[] = []): Candidate | undefined {
  const [, value = ''] = lines.map(readDirective).findLast(([name]) => isSession(name)) ?? []
  const peeked = peek(value)
  return peeked && { ...peeked, name: nonceName }
}

/** Whose tokens count. The engine takes a list, so those that are allowed stand in for all that would be. */
function partiesOf({ settings }: Parts, tokens: readonly Candidate[]): string[] {
  const parties = tokens.flatMap(({ claims: { azp } }) => (typeof azp === 'string' ? [azp] : []))
  const allowed = [...new Set(parties)].filter((party) => URL.canParse(party) && settings.isAllowed(party))
  // An empty list would let everybody in.
  return allowed.length > 0 ? allowed : ['-']
}

const seconds = (value: unknown) => (typeof value === 'number' ? value : undefined)
