import { Hono } from 'hono/tiny'
import { sendOn } from '../handshake/redirect'
import type { FapiContext, FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import { publicUrl } from '../http/publicUrl'
import { answerPage, answerProblem } from '../pages/document'
import { providerPage } from '../pages/provider'
import { currentClient } from '../security/caller'
import { findReturning, type Returning } from '../state/links'
import { peopleAt } from '../state/peopleAt'
import { emailPattern } from '../state/users'
import { verificationStatus } from '../state/verifications'
import { arrive, providerOf } from '../strategies/arrive'

/**
 * The way through another provider: its page, which the box plays, and where it leads back to. No `Origin` is asked
 * for: whoever has the `state` was sent here, and it brings nobody but who began, on the client that they began on.
 */
export const oauthRoutes = new Hono<FapiEnv>()
  .get('/v1/oauth_provider', (c) => {
    const found = findWaiting(c, c.get('query').get('state'))
    return found ? showPage(c, found) : refuse(c)
  })
  .post('/v1/oauth_provider', (c) => {
    const box = c.get('box')
    const form = c.get('form')
    const found = findWaiting(c, c.get('query').get('state'))
    if (!found) return refuse(c)
    const { verification } = found
    const params = new URLSearchParams({ state: verification.token! })
    const error = form.get('error')
    if (error) params.set('error', error)
    else {
      const emailAddress = (form.get('email_address') ?? '').trim().toLowerCase()
      if (!emailPattern.test(emailAddress)) return showPage(c, found, 'Enter a valid email address')
      const { provider } = providerOf(box, verification)
      const [known] = peopleAt(box, provider, (address) => address === emailAddress)
      verification.account = {
        provider,
        connectionId: verification.connectionId,
        emailAddress,
        isVerified: form.get('unverified') !== 'true' && known?.verified !== false,
        firstName: form.get('first_name')?.trim() || known?.firstName || null,
        lastName: form.get('last_name')?.trim() || known?.lastName || null,
      }
      verification.grant = box.ids.randomText(40)
      params.set('code', verification.grant)
    }
    return sendOn(c, publicUrl(c, `/v1/oauth_callback?${params}`), 303)
  })
  .get('/v1/oauth_callback', (c) => {
    // Some programs look whether a link leads somewhere.
    if (c.req.method === 'HEAD') return c.body(null)
    const query = c.get('query')
    const found = findWaiting(c, query.get('state'))
    if (!found) throw invalid('This way back is not known, or was taken before')
    checkHolder(c, found)
    const error = query.get('error')
    const { grant } = found.verification
    if (!error && (!grant || query.get('code') !== grant)) throw invalid('The code is not valid')
    const url = arrive(c, found, error)
    c.get('box').saver.changed()
    return sendOn(c, url, 303)
  })
  // Some providers send a form: browsers keep cookies from it, but not from where that leads.
  .post('/v1/oauth_callback', (c) => {
    const form = c.get('form')
    const names = ['state', 'code', 'error', 'scope']
    const params = names.flatMap((name) => {
      const value = form.get(name)
      return value === undefined ? [] : [[name, value]]
    })
    return sendOn(c, publicUrl(c, `/v1/oauth_callback?${new URLSearchParams(params)}`), 303)
  })

/** What waits for the way back with this state. */
function findWaiting(c: FapiContext, state: string | undefined): Returning | undefined {
  return findReturning(c.get('box'), state)
}

/** In production the browser that comes back must be the one that began. In development no cookie would tell, nor in a native app. */
function checkHolder(c: FapiContext, { client, verification }: Returning): void {
  const isLive = c.get('box').options.publishableKey.keyType === 'live'
  if (!isLive || verification.isNative || currentClient(c)?.id === client.id) return
  throw new FapiError(403, 'authorization_invalid', 'This browser has not begun this sign-in')
}

function showPage(c: FapiContext, { verification }: Returning, problem?: string) {
  const box = c.get('box')
  if (verificationStatus(box, verification) !== 'unverified') return refuse(c)
  const { name, provider, domain } = providerOf(box, verification)
  const targets = [verification.redirectUrl!, verification.completeUrl!].map((text) => {
    const { origin, protocol } = new URL(text)
    return origin === 'null' ? protocol : origin
  })
  const page = providerPage({
    name,
    people: peopleAt(box, provider, (address) => !domain || address.endsWith(`@${domain}`)),
    emailAddress: verification.to ?? '',
    problem,
    leadsTo: [...new Set(targets)].join(' '),
  })
  return answerPage(c, page, problem ? 422 : 200)
}

function refuse(c: FapiContext) {
  return answerProblem(c, 400, 'This sign-in is over', 'Go back to the app and begin anew.')
}

function invalid(message: string): FapiError {
  return new FapiError(400, 'oauth_callback_invalid', message)
}
