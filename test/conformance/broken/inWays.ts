import type { Breakage } from './breakage'
import { withBody, withJson } from './rewrite'

/** A code that waits to be typed. */
const sent = JSON.stringify({
  status: 'unverified',
  strategy: 'email_code',
  attempts: 0,
  expire_at: Date.now() + 600_000,
  next_action: 'needs_attempt',
  supported_strategies: ['email_code'],
})

/** Changes a text wherever the box says it. */
function textual(from: string, to: string): Breakage['breaks'] {
  return () => async (_, answer) => {
    const response = await answer()
    const body = await response.text()
    // An answer without a body must stay one.
    return body === '' ? new Response(null, response) : withBody(response, body.replaceAll(from, to))
  }
}

/** Changes the attempts that the box answers with. */
function attempts(change: (attempt: Record<string, unknown>) => object): Breakage['breaks'] {
  return () => async (asked, answer) => {
    const response = await answer()
    if (!/\/sign_(in|up)s(\/|$)/.test(asked.path) || response.status !== 200) return response
    return withJson(response, (json) => ({
      ...json,
      response: change(json.response as Record<string, unknown>),
    }))
  }
}

/** What clerk-js and Clerk's prebuilt pages notice on the ways in. */
export const inWays: Breakage[] = [
  {
    name: 'a complete sign-in still lists its factors',
    keyType: 'test',
    breaks: attempts((attempt) => ({
      ...attempt,
      supported_first_factors: attempt.supported_first_factors ?? [{ strategy: 'password' }],
    })),
    caughtBy: 'behavior: the newer attempt signs in with a code from an e-mail, in two steps',
    saying: /to match object/,
  },
  {
    name: 'a backup code works twice',
    keyType: 'live',
    // So that the page may read an answer that is not the box's.
    wiring: 'proxy',
    breaks: () => {
      let complete = ''
      return async (asked, answer) => {
        const response = await answer()
        if (!asked.path.endsWith('/attempt_second_factor')) return response
        if (response.status === 200) complete = await response.clone().text()
        return response.status === 200 ? response : new Response(complete, { headers: response.headers })
      }
    },
    caughtBy: 'behavior: a backup code stands in for an app, once',
    saying: /null to match object/,
  },
  {
    name: 'a second factor is not counted',
    keyType: 'test',
    breaks: textual('"factor_verification_age":[0,0]', '"factor_verification_age":[0,-1]'),
    caughtBy: 'behavior: an app asks for its code after the password, and takes none that is wrong',
    saying: /to deeply equal \[ \+?0, \+?0 \]/,
  },
  {
    name: 'the page that a link leads to is told the wrong thing',
    keyType: 'live',
    breaks: () => async (asked, answer) => {
      const response = await answer()
      const location = response.headers.get('location')
      if (asked.path !== '/v1/verify' || !location) return response
      const headers = new Headers(response.headers)
      headers.set('location', location.replace('__clerk_status=verified', '__clerk_status=expired'))
      return new Response(null, { status: response.status, headers })
    },
    caughtBy: 'behavior: a link from an e-mail signs in the tab that waits, and the one that it opens in',
    saying: /expired/,
  },
  {
    name: 'a sign-up that nothing was sent for looks as if a code was',
    keyType: 'test',
    breaks: textual('"verifications":{"email_address":null', `"verifications":{"email_address":${sent}`),
    caughtBy: 'behavior: <SignUp/> makes a user with a code from an e-mail, after a wrong one',
    saying: /No such email/,
  },
  {
    name: 'a device is never known',
    keyType: 'test',
    breaks: attempts((attempt) =>
      attempt.status === 'complete' && attempt.second_factor_verification === null
        ? { ...attempt, status: 'needs_client_trust', created_session_id: null }
        : attempt,
    ),
    caughtBy: 'behavior: a new device needs a code besides the password, and is known from then on',
    saying: /to match object/,
  },
]
