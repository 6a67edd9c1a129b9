import type { FapiContext } from '../http/env'
import { publicUrl } from '../http/publicUrl'
import type { FapiEmail, FapiMessageKind } from '../messages'
import { lifetime } from '../state/codes'
import { startVerification, type Verification } from '../state/verifications'
import type { Sending } from './factor'
import { readReturnUrl } from './returnUrl'
import { findReceiver, kindOf } from './sendCode'

/**
 * E-mails a link that verifies whoever follows it, and leads on to the `redirect_url` in the form: to the outbox, and
 * to the log beside the request that asked for it. `routes/verify.ts` is where it leads first.
 *
 * @throws FapiError 422 for a way back that leads nowhere safe
 */
export function sendLink(c: FapiContext, to: string, kind: FapiMessageKind): Verification {
  const box = c.get('box')
  const redirectUrl = readReturnUrl(c)
  const token = box.ids.randomText(40)
  const link = publicUrl(c, `/v1/verify?token=${token}`).href
  const email: FapiEmail = { time: box.clock.now(), to, code: '', kind, link }
  box.emails.add(email)
  c.set('email', email)
  const expireAt = box.clock.now() + lifetime
  return { ...startVerification('email_link'), expireAt, to, token, redirectUrl }
}

/** The same for a sign-in, to the address that the form names. */
export function sendFactorLink(c: FapiContext, sending: Sending): Verification {
  return sendLink(c, findReceiver(c, sending), kindOf(sending.asked, 'email_link'))
}
