import { type FapiContext, hostHeader } from '../http/env'
import { isSignedIn, verificationAge } from '../state/sessions'
import type { ClientRecord, SessionRecord } from '../state/state'
import { membershipIn, ridingToken } from '../tokens/sessionToken'
import { serializePublicUserData } from './publicUserData'
import { serializeSessionBase } from './sessionBase'
import { serializeUser } from './user'

/** A Session as the wire has it. One that is over carries no token. */
export async function serializeSession(c: FapiContext, client: ClientRecord, session: SessionRecord) {
  const box = c.get('box')
  const user = box.state.users.get(session.userId)!
  const jwt = isSignedIn(session)
    ? await ridingToken(box, client, session, hostHeader(c, 'origin'))
    : undefined
  return {
    ...serializeSessionBase(session),
    last_active_organization_id: membershipIn(box, session)?.organization.id ?? null,
    last_active_token: jwt === undefined ? null : { object: 'token', jwt },
    factor_verification_age: verificationAge(box, session),
    user: serializeUser(box, user),
    public_user_data: serializePublicUserData(user),
  }
}
