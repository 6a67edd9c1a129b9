import type { KeyType, SigningKey } from 'frontdesk/fapi'
import type { JWTPayload } from 'jose'
import type { nodeScenarios, tabScenarios } from '../scenarios/all'
import type { Wiring } from '../stage/stage'
import { type Asked, type Rewrite, rewriting, withBody, withCookies, withJson, withTokens } from './rewrite'

type NodeScenario = keyof typeof nodeScenarios
type TabScenario = keyof typeof tabScenarios.everywhere

/** A way for a box to be wrong, and what notices. */
export interface Breakage {
  /** What the box does wrong. */
  name: string
  keyType: KeyType
  /** Default: across origins. */
  wiring?: Wiring
  breaks: (key: SigningKey) => Rewrite
  /** The conformance test that must fail on it. */
  caughtBy: NodeScenario | TabScenario
  /** What it must fail with: not with anything at all. */
  saying: RegExp
}

const isHandshake = ({ path }: Asked) => path === '/v1/client/handshake'
const isPayload = ({ path }: Asked) => path === '/v1/clients/handshake_payload'
const isToken = ({ path }: Asked) => /\/tokens(\/|$)/.test(path)

const arrival =
  'behavior: a visitor who is signed in is known after one round trip, and without one from then on'
const twins = 'behavior: a round trip brings valid tokens, under both names of each cookie'

/** Changes the claims of all tokens that the box hands over. */
function tokens(change: (claims: JWTPayload) => JWTPayload) {
  return (key: SigningKey): Rewrite =>
    async (_, answer) => {
      const response = await answer()
      return response.headers.has('location') ? response : withTokens(response, key, change)
    }
}

/** Changes the lines of the list that a nonce stands for. */
function directives(change: (lines: string[]) => string[]) {
  return (): Rewrite => async (asked, answer) => {
    const response = await answer()
    if (!isPayload(asked) || response.status !== 200) return response
    return withJson(response, (json) => ({ directives: change(json.directives as string[]) }))
  }
}

function cookies(change: (line: string) => string | undefined) {
  return (): Rewrite => async (_, answer) => withCookies(await answer(), change)
}

const inNode: Breakage[] = [
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

const inTabs: Breakage[] = [
  {
    name: 'tokens come in an envelope',
    keyType: 'live',
    breaks: () => async (asked, answer) => {
      const response = await answer()
      return isToken(asked) ? withJson(response, (json) => ({ response: json, client: null })) : response
    },
    caughtBy: 'behavior: a token asked for past the cache is a new one',
    saying: /no token/,
  },
  {
    name: 'no client rides along with a sign-in',
    keyType: 'live',
    breaks: () => async (asked, answer) => {
      const response = await answer()
      if (asked.path !== '/v1/client/sign_ins') return response
      return withJson(response, (json) => ({ ...json, client: null }))
    },
    caughtBy: 'behavior: a password signs in, in one step',
    saying: /to match object/,
  },
  {
    name: 'pages may not read answers to calls with cookies',
    keyType: 'live',
    breaks: () => async (_, answer) => {
      const response = await answer()
      response.headers.delete('access-control-allow-credentials')
      return response
    },
    caughtBy: 'behavior: clerk-js loads without a client, and makes none',
    saying: /'degraded'/,
  },
  {
    name: 'signing out keeps the sessions',
    keyType: 'live',
    // So that the page may read an answer that is not the box's.
    wiring: 'proxy',
    breaks: () => (asked, answer) =>
      asked.method === 'DELETE' ? Response.json({ response: null, client: null }) : answer(),
    caughtBy: 'behavior: after signing out, a sign-in finds the client that was kept',
    saying: /already signed in/,
  },
  {
    name: 'a revoked session still gets tokens',
    keyType: 'test',
    breaks: () => {
      let last = ''
      return async (asked, answer) => {
        const response = await answer()
        if (asked.path === '/v1/client/sign_ins') last = /eyJ[\w.-]+/.exec(await response.clone().text())![0]
        if (!isToken(asked) || response.status !== 401) return response
        const { headers } = withBody(response, '')
        return new Response(JSON.stringify({ object: 'token', jwt: last }), { headers })
      }
    },
    caughtBy: 'behavior: a session revoked elsewhere signs the tab out, with few requests',
    saying: /200 to be 401/,
  },
  {
    name: 'a reload finds nobody signed in',
    keyType: 'test',
    breaks: () => async (asked, answer) => {
      const response = await answer()
      if (asked.method !== 'GET' || asked.path !== '/v1/client') return response
      return withJson(response, () => ({ response: null, client: null }))
    },
    caughtBy: 'behavior: a reload keeps all accounts, and the one in use, with no request for a token',
    saying: /to match object/,
  },
]

export const breakages = [...inNode, ...inTabs]

/** Puts a breakage in front of a box. */
export const breaking = ({ breaks }: Breakage, key: SigningKey) => rewriting(breaks(key))
