import type { FapiEmail } from '../emails'
import type { FapiContext } from '../http/env'
import { startCode, type Verification } from '../state/verifications'

/** E-mails a code: to the outbox, and to the log beside the request that asked for it. */
export function sendCode(c: FapiContext, to: string, kind: FapiEmail['kind']): Verification {
  const box = c.get('box')
  const verification = startCode(box, 'email_code', to)
  const email: FapiEmail = { time: box.clock.now(), to, code: verification.code!, kind }
  box.emails.add(email)
  c.set('email', email)
  return verification
}
