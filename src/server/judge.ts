import { isFrontdeskError } from '../core/wire/errors'
import { carrier, redirect, withoutKeeping } from './answers'
import { copyRequest } from './copy'
import { type Outcome, wrongSignature } from './engine'
import { type Evidence, gather } from './evidence'
import { type Facts, isPrefetch, readFacts } from './facts'
import { createFound, type Judged } from './found'
import { markerName } from './marker'
import { createStale, refused, signedIn, unknown, unreachable } from './outcomes'
import type { Parts } from './parts'
import { publicUrl } from './publicUrl'
import { clearCookies, sendRound } from './roundTrip'
import { createVerdict } from './verdicts'

/** All steps from a request to who sends it, or to an answer at once. `isReading`: without redirects and cookies. */
export async function judge(parts: Parts, request: Request, isReading = false): Promise<Judged> {
  const { settings } = parts
  const address = isReading ? new URL(request.url) : publicUrl(settings, request)
  const facts = readFacts(request, address ?? new URL(request.url), await settings.suffix)
  if (!isReading && !(address && settings.isAllowed(address.origin))) {
    const origin = address?.origin ?? 'an address that is none'
    return unknown(parts, facts, createVerdict('origin_unknown', '', origin))
  }
  const judged = await judgeFacts(parts, facts, isReading)
  const isCounted = facts.isDocument && facts.attempts.has(markerName)
  if (!isCounted || isReading || judged.answer || judged.status === 'unknown') return judged
  // The page came out all right: the next one that does not is another matter.
  return { ...judged, setCookies: [...judged.setCookies, `${markerName}=; Path=/; Max-Age=0`] }
}

async function judgeFacts(parts: Parts, facts: Facts, isReading: boolean): Promise<Judged> {
  const { memo } = parts
  const key = memoKey(parts, facts)
  const known = key && memo.get(key)
  if (known) return signedIn(facts, known)
  const evidence = await gather(parts, facts, isReading)
  for (const verdict of evidence.verdicts) parts.report(verdict, facts.request)
  // Only the page that explains a loop leads here.
  if (process.env.NODE_ENV !== 'production' && evidence.marker?.count === 0)
    return { answer: clearCookies(facts) }
  if (evidence.isBlind) return unreachable(parts, evidence)
  if (facts.bearer && evidence.foreign) {
    return unknown(parts, facts, createVerdict('keys_differ', '', evidence.foreign))
  }
  const outcome = await decide(parts, evidence, isReading)
  if (typeof outcome === 'string') return refused(parts, evidence, 'unexpected-error', outcome)
  const judged = await judgeOutcome(parts, evidence, outcome, isReading)
  if (key && !judged.answer && judged.setCookies.length === 0) {
    const { token, claims } = judged
    if (token && typeof claims?.exp === 'number') memo.set(key, token, claims.exp)
  }
  return judged
}

/** Step 4: what the engine says; a text where it throws, without a handshake too. */
async function decide(
  parts: Parts,
  evidence: Evidence,
  isReading: boolean,
  isAsked = evidence.isAsked,
): Promise<Outcome | string> {
  const { facts, directives, jwtKeys, parties, marker, dropped } = evidence
  const count = marker?.count ?? 0
  try {
    const copy = copyRequest(parts.settings, facts, { isReading, isAsked, dropped, count })
    const outcome = await parts.engine.decide(copy, { jwtKeys, directives, parties })
    if (outcome.reason !== wrongSignature || !evidence.isMixed) return outcome
    // It took the token whose key is not known, or not yet. What that means, a round trip can tell.
    for (const { name } of evidence.sessions) dropped.add(name)
    return await decide(parts, { ...evidence, isMixed: false }, isReading, isAsked)
  } catch (error) {
    if (isFrontdeskError(error, 'clerk_backend_missing')) throw error
    return isAsked ? decide(parts, evidence, isReading, false) : `${error}`
  }
}

/** Step 5: what the engine's word means for this request. */
async function judgeOutcome(
  parts: Parts,
  evidence: Evidence,
  outcome: Outcome,
  isReading: boolean,
): Promise<Judged> {
  const { settings } = parts
  const { facts, failure } = evidence
  const { status, reason, location } = outcome
  if (evidence.freshIat !== undefined) parts.skew = Math.round(Date.now() / 1000 - evidence.freshIat)
  const setCookies = [...evidence.setCookies, ...outcome.setCookies]
  if (status === 'handshake') {
    if (failure) return unreachable(parts, evidence)
    if (facts.bearer) return unknown(parts, facts, createStale(evidence, reason))
    // A browser drops such an answer, and asks again once somebody goes there.
    if (isPrefetch(facts)) return { answer: withoutKeeping(new Response(null, { status: 503 })) }
    return sendRound(parts, evidence, outcome)
  }
  if (location && evidence.isAsked) {
    // In development the engine wants the address made clean. Where no cookie is kept, this alone would go on for ever.
    const { marker } = evidence
    const count = marker && [
      carrier(
        facts,
        await parts.markers.write({ ...marker, seconds: Math.floor(Date.now() / 1000) }, facts.url),
      ),
    ]
    return { answer: redirect(307, facts.url.href, [...setCookies, ...(count ?? [])]) }
  }
  if (status === 'signed-in') return signedIn(facts, outcome.token, setCookies)
  if (failure) return unreachable(parts, evidence)
  if (isStale(facts, reason)) {
    const verdict = createStale(evidence, reason)
    const method = facts.request.method
    const isData = !isReading && !facts.isDocument && method !== 'HEAD' && method !== 'OPTIONS'
    const answer = isData ? settings.stale?.(facts.request, { url: new URL(facts.url), verdict }) : undefined
    if (answer) return { answer: withoutKeeping(answer, verdict) }
    return unknown(parts, facts, verdict, { setCookies })
  }
  if (/^session-token-(and-uat-)?missing$|^dev-browser-/.test(reason)) {
    parts.hint?.(facts)
    return createFound(facts, { status: 'signed-out', setCookies })
  }
  return refused(parts, evidence, reason)
}

/** What plain requests of the same person have in common. Undefined for all others. */
function memoKey({ settings }: Parts, { url, cookies, parameters, bearer }: Facts): string | undefined {
  const { organizations, satellite, satellites } = settings
  if (bearer || organizations || satellite || satellites || parameters.has('__clerk_db_jwt')) return undefined
  const pairs = [...cookies]
  if (pairs.some(([name]) => name.startsWith('__clerk_handshake'))) return undefined
  return `${url.origin};${pairs.map(([name, value]) => `${name}=${value}`).join(';')}`
}

/** Whether a round trip, or the browser, could make sure who is there. */
function isStale({ cookies }: Facts, reason: string): boolean {
  // The engine says so before it looks any further.
  if (reason === 'dev-browser-missing')
    return [...cookies.keys()].some((name) => /^__(session|client_uat)/.test(name))
  return /^(session-token-(expired|nbf|iat-|but-no)|client-uat-but|satellite-|primary-|dev-browser-)/.test(
    reason,
  )
}
