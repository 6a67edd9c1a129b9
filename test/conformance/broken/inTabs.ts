import { type Breakage, isToken } from './breakage'
import { withBody, withJson } from './rewrite'

/** What clerk-js notices. */
export const inTabs: Breakage[] = [
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
