import { Hono } from 'hono'
import { handshakeDirectives } from '../handshake/directives'
import { checkRedirect } from '../handshake/redirect'
import { cookieLine, isSecure, sharedDomain } from '../http/cookies'
import type { FapiContext, FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import { currentClient } from '../security/caller'
import { navigation } from '../security/middleware'
import { createDevBrowser } from '../state/clients'
import { signedInSessions } from '../state/sessions'
import { sessionCategory } from '../tokens/sessionToken'
import { sign } from '../tokens/sign'

/** Seconds that a handshake has to arrive. */
const lifetime = 60

/**
 * `/v1/client/handshake`: an app server that cannot tell who is there sends the browser here, and gets it back
 * with cookies that say so.
 */
export const handshakeRoutes = new Hono<FapiEnv>().get('/v1/client/handshake', navigation, async (c) => {
  const { box, query } = c.var
  const redirectUrl = checkRedirect(box, query.get('redirect_url'))
  if (!/^(token|nonce)$/.test(query.get('format') ?? 'token')) {
    throw new FapiError(400, 'invalid_handshake', 'format must be token or nonce')
  }
  const isTest = box.options.publishableKey.keyType === 'test'
  if (isTest) ensureDevBrowser(c)
  const directives = await handshakeDirectives(c, activeSession(c), redirectUrl)
  const expires = Math.floor(box.clock.now() / 1000) + lifetime
  const token = await sign(box, { handshake: directives, exp: expires }, { category: sessionCategory })
  if (isTest) redirectUrl.searchParams.set('__clerk_handshake', token)
  else c.var.setCookies.push(handshakeCookie(c, token))
  return c.body(null, 307, {
    location: redirectUrl.href,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
})

/** On a first visit there is no dev browser yet: the answer brings one. */
function ensureDevBrowser(c: FapiContext): void {
  const { box, caller } = c.var
  if (caller.token !== undefined) return
  const created = createDevBrowser(box)
  caller.token = created.token
  caller.holder = created
}

function activeSession(c: FapiContext) {
  const client = currentClient(c)
  if (!client) return undefined
  const sessions = signedInSessions(c.var.box, client)
  const session = sessions.find(({ id }) => id === client.lastActiveSessionId) ?? sessions[0]
  if (session && c.var.box.state.users.get(session.userId)?.banned) {
    throw new FapiError(403, 'user_banned', 'Your account is banned')
  }
  return session
}

function handshakeCookie(c: FapiContext, token: string): string {
  return cookieLine('__clerk_handshake', token, {
    httpOnly: true,
    secure: isSecure(c),
    domain: sharedDomain(c),
    maxAge: lifetime,
  })
}
