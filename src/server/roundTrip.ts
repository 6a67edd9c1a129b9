import { attemptCookie, redirect, withParameter } from './answers'
import { copyRequest } from './copy'
import { devPage } from './devPage'
import type { Outcome } from './engine'
import type { Evidence } from './evidence'
import type { Facts } from './facts'
import type { Judged } from './found'
import { createId, type Marker, markerName } from './marker'
import { createStale, signedIn, unknown } from './outcomes'
import type { Parts } from './parts'
import { createVerdict, type Verdict } from './verdicts'

/** How often a browser is sent round for one page. */
const most = 3
/** Seconds: a round of a loop takes less. */
const tight = 30

/** Sends the browser to the Frontend API and back, unless that has been tried often enough. */
export async function sendRound(parts: Parts, evidence: Evidence, outcome: Outcome): Promise<Judged> {
  const { settings } = parts
  const { facts, isAttempted } = evidence
  const { reason } = outcome
  const count = countOf(evidence, reason)
  if (count > 0 && reason === 'session-token-but-no-client-uat') {
    const settled = await settle(parts, evidence)
    if (settled) return signedIn(facts, settled.token, evidence.setCookies)
  }
  const isBlocked = count >= 2 && !isAttempted
  if (count >= most || isBlocked) return giveUp(parts, evidence, reason)
  const next: Marker = {
    count: count + 1,
    seconds: Math.floor(Date.now() / 1000),
    id: evidence.marker?.id ?? createId(),
  }
  const text = await parts.markers.write(next, facts.url)
  const location = locationOf(parts, facts, outcome, text)
  if (!location) return unknown(parts, facts, createStale(evidence, reason))
  parts.rounds?.note(next, reason)
  const send = () => redirect(307, location, [...evidence.setCookies, attemptCookie(facts, next)])
  if (settings.handshake?.(facts.request) ?? true) return { answer: send() }
  return unknown(parts, facts, createStale(evidence, reason), { roundTrip: send })
}

/** A token that came with the last round and has run out since is no loop: it is a page that was left open. */
function countOf({ marker, sessions }: Evidence, reason: string): number {
  if (!marker) return 0
  const isOld = Date.now() / 1000 - marker.seconds > tight
  const isRenewed = sessions.some(({ claims: { iat } }) => typeof iat === 'number' && iat >= marker.seconds)
  return isOld && isRenewed && reason.startsWith('session-token-expired') ? 0 : marker.count
}

/**
 * After a round, a valid token made in it is enough: some browsers withhold `__client_uat` from a page that a redirect of
 * another site leads to.
 */
async function settle(
  parts: Parts,
  { facts, marker, dropped, jwtKeys, parties }: Evidence,
): Promise<Outcome | undefined> {
  if ([...facts.cookies.keys()].some((name) => name.startsWith('__client_uat'))) return undefined
  const cookies = new Map(facts.cookies)
  cookies.set('__client_uat', '1')
  cookies.set(`__client_uat_${await parts.settings.suffix}`, '1')
  const request = copyRequest(
    parts.settings,
    { ...facts, cookies },
    { isReading: true, isAsked: false, dropped, count: marker?.count ?? 0 },
  )
  const outcome = await parts.engine.decide(request, { jwtKeys, directives: undefined, parties })
  return outcome.status === 'signed-in' ? outcome : undefined
}

/** Where to go: only to the Frontend API and back here, or to the app that a satellite depends on. */
function locationOf(
  { settings }: Parts,
  { url }: Facts,
  { location = '' }: Outcome,
  marker: string,
): string | undefined {
  if (!URL.canParse(location)) return undefined
  const target = new URL(location)
  const back = withParameter(url, markerName, marker)
  if (`${target.origin}${target.pathname}` === `${settings.frontendApi(url.origin)}/v1/client/handshake`) {
    target.searchParams.set('redirect_url', back)
    return target.href
  }
  const { satellite, satellites = [] } = settings
  if (satellite && target.origin === new URL(satellite.signInUrl).origin) {
    target.searchParams.set('__clerk_redirect_url', back)
    return target.href
  }
  return satellites.includes(target.origin) ? target.href : undefined
}

async function giveUp(parts: Parts, evidence: Evidence, reason: string): Promise<Judged> {
  const { facts, setCookies } = evidence
  const verdict = loopVerdict(parts, evidence, reason)
  const found = unknown(parts, facts, verdict, { setCookies })
  if (process.env.NODE_ENV !== 'production' && parts.settings.isTest) {
    const id = evidence.marker?.id ?? createId()
    const text = await parts.markers.write(
      { count: 0, seconds: Math.floor(Date.now() / 1000), id },
      facts.url,
    )
    const clearing = withParameter(facts.url, markerName, text)
    return { answer: devPage({ facts, verdict, rounds: parts.rounds?.of(id) ?? [], clearing }) }
  }
  return found
}

function loopVerdict({ settings, skew }: Parts, { foreign, isAttempted }: Evidence, reason: string): Verdict {
  if (foreign) return createVerdict('keys_differ', reason, foreign)
  if (!isAttempted) return createVerdict('cookies_blocked', reason)
  const isSkewed = Math.abs(skew) * 1000 > (settings.clockSkewInMs ?? 5000)
  if (isSkewed) {
    const about = `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'}`
    return createVerdict('clock_skew', reason, about)
  }
  return createVerdict('handshake_loop', reason)
}

/** Takes Clerk's cookies away from this host, and starts anew. */
export function clearCookies({ url, cookies, attempts }: Facts): Response {
  const names = [...cookies.keys(), ...attempts.keys()]
  return redirect(
    303,
    url.href,
    names.map((name) => `${name}=; Path=/; Max-Age=0`),
  )
}
