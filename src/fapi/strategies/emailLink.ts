import type { FapiContext } from '../http/env'
import { publicUrl } from '../http/publicUrl'
import type { FapiEmail, FapiMessageKind } from '../messages'
import { lifetime } from '../state/codes'
import { startVerification, type Verification } from '../state/verifications'
import type { Sending } from './factor'
import { readReturnUrl } from './returnUrl'
import { findReceiver, hasNoReceiver, kindOf } from './sendCode'

/**
 * E-mails a link that verifies whoever follows it, and leads on to the `redirect_url` in the form: to the outbox, and
 * to the log beside the request that asked for it. `routes/verify.ts` is where it leads first.
 *
 * @throws FapiError 422 for a way back that leads nowhere safe
 */
export function sendLink(c: FapiContext, to: string, kind: FapiMessageKind): Verification {
  const box = c.get('box')
  const verification = startLink(c, to)
  const link = publicUrl(c, `/v1/verify?token=${verification.token}`).href
  const email: FapiEmail = { time: verification.expireAt! - lifetime, to, code: '', kind, link }
  box.emails.add(email)
  c.set('email', email)
  return verification
}

function startLink(c: FapiContext, to: string): Verification {
  const { clock, ids } = c.get('box')
  const redirectUrl = readReturnUrl(c)
  const token = ids.randomText(40)
  return { ...startVerification('email_link'), expireAt: clock.now() + lifetime, to, token, redirectUrl }
}

/** The same for a sign-in, to the address that the form names. */
export function sendFactorLink(c: FapiContext, sending: Sending): Verification {
  const to = findReceiver(c, sending)
  if (hasNoReceiver(sending.asked, 'email_link')) return startLink(c, to)
  return sendLink(c, to, kindOf(sending.asked, 'email_link'))
}
