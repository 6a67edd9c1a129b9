import { type Breakage, cookies, directives, isHandshake, isPayload, tokens } from './breakage'

const arrival =
  'behavior: a visitor who is signed in is known after one round trip, and without one from then on'
const twins = 'behavior: a round trip brings valid tokens, under both names of each cookie'

/** What @clerk/backend, or a browser without scripts, notices. */
export const inNode: Breakage[] = [
  {
    name: 'tokens name another issuer',
    keyType: 'test',
    breaks: tokens((claims) => ({ ...claims, iss: 'https://clerk.elsewhere.example' })),
    caughtBy: twins,
    saying: /unexpected "iss"/,
  },
  {
    name: 'tokens have expired when they arrive',
    keyType: 'live',
    breaks: tokens((claims) => ({ ...claims, exp: claims.iat! - 30 })),
    caughtBy: arrival,
    saying: /'signed-out'/,
  },
  {
    name: 'tokens are older than the sign-in',
    keyType: 'live',
    breaks: tokens((claims) => ({ ...claims, iat: claims.iat! - 20 })),
    caughtBy: arrival,
    saying: /iat-before-client-uat/,
  },
  {
    name: 'tokens are for nobody in particular',
    keyType: 'test',
    breaks: tokens(({ azp: _, ...claims }) => claims),
    caughtBy: twins,
    saying: /to match object/,
  },
  {
    name: 'nothing tells servers when the last sign-in was',
    keyType: 'live',
    breaks: cookies((line) => (line.startsWith('__client_uat') ? undefined : line)),
    caughtBy: arrival,
    saying: /client-uat-but-no-session-token/,
  },
  {
    name: 'scripts can read the client token',
    keyType: 'live',
    breaks: cookies((line) => line.replace('; HttpOnly', '')),
    caughtBy: 'behavior: the client token is for the box alone, and no script',
    saying: /httpOnly: true/,
  },
  {
    name: 'the list behind a nonce says its charset',
    keyType: 'test',
    breaks: () => async (asked, answer) => {
      const response = await answer()
      if (!isPayload(asked)) return response
      const headers = new Headers(response.headers)
      headers.set('content-type', 'application/json; charset=UTF-8')
      return new Response(response.body, { status: response.status, headers })
    },
    caughtBy: arrival,
    saying: /'signed-out'/,
  },
  {
    name: 'a nonce can be used again',
    keyType: 'test',
    breaks: () => {
      const known = new Map<string, string>()
      return async (asked, answer) => {
        const response = await answer()
        const nonce = asked.url.searchParams.get('nonce')
        if (!isPayload(asked) || !nonce) return response
        if (response.status === 200) known.set(nonce, await response.clone().text())
        const body = known.get(nonce)
        return response.status === 404 && body ? Response.json(JSON.parse(body)) : response
      }
    },
    caughtBy: 'behavior: a nonce is good for one use, and for a minute',
    saying: /instead of rejecting/,
  },
  {
    name: 'browsers are sent on to wherever they ask',
    keyType: 'live',
    breaks: () => async (asked, answer) => {
      const response = await answer()
      const location = asked.url.searchParams.get('redirect_url')
      if (!isHandshake(asked) || response.status !== 422 || !location) return response
      return new Response(null, { status: 307, headers: { location } })
    },
    caughtBy: 'behavior: the box sends nobody on to a foreign place',
    saying: /evil.example.*307/,
  },
  {
    name: 'cookies come under their plain names only',
    keyType: 'test',
    breaks: directives((lines) => lines.filter((line) => !/^__(session|client_uat)_/.test(line))),
    caughtBy: twins,
    saying: /'__session', undefined/,
  },
  {
    name: 'a plain cookie and its twin disagree',
    keyType: 'live',
    breaks: directives((lines) => lines.map((line) => line.replace(/^(__client_uat_[^=]+)=\d+/, '$1=1'))),
    caughtBy: twins,
    saying: /'__client_uat', '1'/,
  },
  {
    name: 'a round trip leaves its own cookie behind',
    keyType: 'live',
    breaks: directives((lines) => lines.filter((line) => !line.startsWith('__clerk_handshake'))),
    caughtBy: 'behavior: what a round trip brought is used up',
    saying: /to deeply equal \[\]/,
  },
  {
    name: 'a first visit gets no development browser',
    keyType: 'test',
    breaks: directives((lines) => lines.filter((line) => !line.startsWith('__clerk_db_jwt'))),
    caughtBy: 'behavior: a first visit gets a development browser, which the next one has',
    saying: /undefined to be 'dvb_/,
  },
  {
    name: 'the development browser is not given back',
    keyType: 'test',
    breaks: () => async (_, answer) => {
      const response = await answer()
      response.headers.delete('clerk-db-jwt')
      return response
    },
    caughtBy: 'behavior: every answer gives the development browser back, a refusal too',
    saying: /200, null/,
  },
  {
    name: 'anybody may keep the answer to a handshake',
    keyType: 'live',
    breaks: () => async (_, answer) => {
      const response = await answer()
      response.headers.delete('cache-control')
      return response
    },
    caughtBy: 'behavior: an answer to a handshake is kept by nobody, and tells no other site',
    saying: /no-store/,
  },
  {
    name: 'the sign-in mark outlives a revoked session',
    keyType: 'live',
    breaks: directives((lines) =>
      lines.map((line) => line.replace(/^(__client_uat[^=]*)=0/, '$1=1700000000')),
    ),
    caughtBy: 'behavior: a session that ended elsewhere ends here with the next round trip',
    saying: /1700000000/,
  },
]
