import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import { FapiError, notFound } from '../http/errors'
import { requireClient } from '../security/caller'
import { checkRoom } from '../state/signIns'
import { signUpStatus } from '../state/signUps'
import type { ClientRecord, SignUpRecord } from '../state/state'

interface Own {
  client: ClientRecord
  signUp: SignUpRecord
}

/** The sign-up in the path, if it is the caller's. @throws FapiError 403 for a step of one that another took the place of, 404 */
export function ownSignUp(c: FapiContext): Own {
  const client = requireClient(c)
  const id = c.req.param('id') ?? ''
  const signUp = c.get('box').state.signUps.get(id)
  if (signUp?.clientId === client.id) return { client, signUp }
  if (c.req.method !== 'GET' && id === client.replacedSignUpId) {
    throw new FapiError(403, 'resource_forbidden', 'Another sign-up has taken the place of this one')
  }
  throw notFound('Sign-up')
}

/** The same, if it can go on. @throws FapiError 403 */
export function pendingSignUp(c: FapiContext): Own {
  const own = ownSignUp(c)
  checkPending(c.get('box'), own)
  return own
}

/** @throws FapiError 403 for one that is over, and where its client may have no more sessions */
export function checkPending(box: Box, { client, signUp }: Own): void {
  const status = signUpStatus(box, signUp)
  if (status !== 'missing_requirements') {
    throw new FapiError(403, 'sign_up_cannot_be_updated', `This sign-up is ${status}`)
  }
  checkRoom(box, client)
}
