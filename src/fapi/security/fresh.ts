import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { verificationAge } from '../state/sessions'
import { hasSecondFactor } from '../strategies/secondFactors'
import { asking } from './asking'

/** Minutes. */
const limit = 10

/**
 * Who makes a call that whoever finds a browser open shall not make: one who has proved to be the user a short while
 * ago, by the second factor where there is one. @throws FapiError 403
 */
export function freshlyAsking(c: FapiContext): ReturnType<typeof asking> {
  const asked = asking(c)
  const box = c.get('box')
  const [first, second] = verificationAge(box, asked.session)
  const age = second >= 0 && hasSecondFactor(box, asked.user) ? second : first
  if (age < limit) return asked
  throw new FapiError(403, 'session_reverification_required', 'Reverification required', {
    longMessage: 'Prove once more who you are: POST /v1/client/sessions/{id}/verify, and then again.',
  })
}
