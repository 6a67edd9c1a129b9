import { Hono } from 'hono/tiny'
import { handshakeDirectives } from '../handshake/directives'
import { readRedirect, sendOn } from '../handshake/redirect'
import { type Handshake, sendHandshake } from '../handshake/transport'
import { type FapiContext, type FapiEnv, hostHeader } from '../http/env'
import { FapiError, notFound } from '../http/errors'
import { currentClient } from '../security/caller'
import { navigation } from '../security/middleware'
import { createDevBrowser } from '../state/clients'
import { activeSession, switchOrganization } from '../state/sessions'
import type { SessionRecord } from '../state/state'

/**
 * `/v1/client/handshake`: an app server that cannot tell who is there sends the browser here, and gets it back
 * with cookies that say so. Only the caller's client says who that is: a `__session` in the query is anybody's.
 */
export const handshakeRoutes = new Hono<FapiEnv>().get('/v1/client/handshake', navigation, async (c) => {
  checkVisit(c)
  const handshake = readHandshake(c)
  if (c.get('box').options.publishableKey.keyType === 'test') ensureDevBrowser(c)
  const client = currentClient(c)
  const session = client && activeSession(c.get('box'), client)
  if (session) followOrganization(c, session)
  const directives = await handshakeDirectives(c, session, handshake)
  return sendOn(c, await sendHandshake(c, directives, handshake))
})

/** @throws FapiError 403 for a picture, a script or the like, of whatever page: by the thousand they would bring new dev browsers */
function checkVisit(c: FapiContext): void {
  const dest = hostHeader(c, 'sec-fetch-dest') ?? 'document'
  if (hostHeader(c, 'sec-fetch-mode') !== 'no-cors' && /^(document|i?frame|empty)$/.test(dest)) return
  throw new FapiError(403, 'origin_invalid', 'Only a page that loads may come here')
}

function readHandshake(c: FapiContext): Handshake {
  const query = c.get('query')
  const redirectUrl = readRedirect(c)
  const format = query.get('format') ?? 'token'
  if (format !== 'token' && format !== 'nonce') {
    throw new FapiError(400, 'invalid_handshake', 'format must be token or nonce')
  }
  const fapi = query.get('satellite_fapi')
  if (!fapi) return { redirectUrl, format, isSatellite: false }
  if (!`.${redirectUrl.hostname}`.endsWith(`.${fapi.replace(/^clerk\./, '')}`)) {
    throw notFound(`A satellite of ${fapi} at ${redirectUrl.hostname}`)
  }
  // It travels in the URL, where a nonce would stay and be used up: in production nobody takes it out.
  return { redirectUrl, format: 'token', isSatellite: true }
}

/** On a first visit there is no dev browser yet: the answer brings one. */
function ensureDevBrowser(c: FapiContext): void {
  const box = c.get('box')
  const caller = c.get('caller')
  if (caller.token !== undefined) return
  const created = createDevBrowser(box)
  caller.token = created.token
  caller.holder = created
}

/** Makes the organization that the URL asks for the active one. Where the user does not belong to it, nothing changes. */
function followOrganization(c: FapiContext, session: SessionRecord): void {
  const organization = c.get('query').get('organization_id')
  if (organization === undefined) return
  try {
    switchOrganization(c.get('box'), session, organization)
  } catch (error) {
    if (!(error instanceof FapiError)) throw error
  }
}
