import type { FapiContext } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, formError, notFound } from '../http/errors'
import { serializeSignIn } from '../resources/signIn'
import { requireClient } from '../security/caller'
import { checkUser } from '../state/signIns'
import type { ClientRecord, SignInRecord, SignInStatus } from '../state/state'
import { userOf } from '../state/strangers'
import type { Factor } from './factor'

/** The sign-in in the path, if it is the client's own. @throws FapiError 403 for a step of one that another took the place of, 404 */
export function ownSignIn(c: FapiContext, client: ClientRecord): SignInRecord {
  const { state, clock } = c.get('box')
  const id = c.req.param('id') ?? ''
  const signIn = state.signIns.get(id)
  if (signIn?.clientId === client.id && signIn.abandonAt > clock.now()) return signIn
  if (c.req.method !== 'GET' && id === client.replacedSignInId) {
    throw new FapiError(403, 'resource_forbidden', 'Another sign-in has taken the place of this one')
  }
  throw notFound('Sign-in')
}

/** The sign-in in the path, if it waits for this and its user may still sign in. */
export function waitingSignIn(c: FapiContext, ...statuses: SignInStatus[]) {
  const box = c.get('box')
  const client = requireClient(c)
  const signIn = ownSignIn(c, client)
  const user = userOf(box, signIn)
  if (!statuses.includes(signIn.status) || !user) {
    throw new FapiError(400, 'client_state_invalid', `This sign-in is at ${signIn.status}`)
  }
  // Much may have happened since the first step: a session of this user, a ban.
  checkUser(box, client, user)
  return { client, signIn, user }
}

export function answerSignIn(c: FapiContext, signIn: SignInRecord): Promise<Response> {
  return withClient(c, serializeSignIn(c.get('box'), signIn))
}

export function readStrategy(c: FapiContext): string {
  const strategy = c.get('form').get('strategy')
  if (!strategy) throw formError('form_param_missing', 'strategy', 'Choose a strategy')
  return strategy
}

export function readProof(c: FapiContext, field: NonNullable<Factor['field']>): string {
  const proof = c.get('form').get(field)
  if (!proof) {
    throw formError(proof === '' ? 'form_param_nil' : 'form_param_missing', field, `Enter a ${field}`)
  }
  return proof
}
