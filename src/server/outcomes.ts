import { readIdentity } from './auth'
import type { Evidence } from './evidence'
import type { Facts } from './facts'
import { createFound, type Found } from './found'
import { peek } from './jwt'
import type { Parts } from './parts'
import { createVerdict, type Verdict } from './verdicts'

/** Somebody with a verified token. */
export function signedIn(facts: Facts, token = '', setCookies: readonly string[] = []): Found {
  const { claims = {} } = peek(token) ?? {}
  if (!readIdentity(claims)) {
    const verdict = createVerdict('token_refused', 'token-without-session')
    return createFound(facts, { status: 'signed-out', verdict, setCookies })
  }
  const status = claims.sts === 'pending' ? 'pending' : 'signed-in'
  return createFound(facts, { status, claims, token, setCookies })
}

/** Nobody can tell, and that is told. */
export function unknown(
  parts: Parts,
  facts: Facts,
  verdict: Verdict,
  rest: Partial<Pick<Found, 'setCookies' | 'roundTrip'>> = {},
): Found {
  parts.report(verdict, facts.request)
  return createFound(facts, { status: 'unknown', verdict, ...rest })
}

/** Nobody can tell, as the Backend API does not answer. */
export function unreachable(parts: Parts, { facts, failure, setCookies }: Evidence): Found {
  return unknown(parts, facts, createVerdict('backend_unreachable', '', failure), { setCookies })
}

/** Nobody is signed in: there is a token, but none to rely on. */
export function refused(parts: Parts, { facts, setCookies }: Evidence, reason: string, about = ''): Found {
  const verdict = createVerdict('token_refused', reason, about)
  parts.report(verdict, facts.request)
  return createFound(facts, { status: 'signed-out', verdict, setCookies })
}

/** The verdict on a token that would have to be renewed first. */
export function createStale({ sessions }: Evidence, reason: string): Verdict {
  const times = sessions.flatMap(({ claims: { iat } }) => (typeof iat === 'number' ? [iat] : []))
  const age =
    times.length > 0 && /expired/.test(reason) ? Math.round(Date.now() / 1000 - Math.max(...times)) : ''
  return createVerdict('session_stale', reason, `${age}`)
}
