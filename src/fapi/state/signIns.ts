import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'
import { signedInSessions, startSession } from './sessions'
import type { ClientRecord, SignInRecord, UserRecord } from './state'
import { findUser } from './users'

const day = 24 * 60 * 60 * 1000

/** Finds who wants to sign in, and whether they may. @throws FapiError */
export function identifyUser(box: Box, client: ClientRecord | undefined, identifier: string): UserRecord {
  const sessions = client ? signedInSessions(box, client) : []
  if (box.options.singleSessionMode && sessions.length > 0) {
    throw new FapiError(400, 'session_exists', "You're already signed in", {
      longMessage: 'Sign out first: this instance allows one session at a time.',
    })
  }
  const user = findUser(box.state.users, identifier)
  if (!user) throw formError('form_identifier_not_found', 'identifier', "Couldn't find your account")
  const session = sessions.find(({ userId }) => userId === user.id)
  if (session) {
    throw new FapiError(400, 'identifier_already_signed_in', "You're already signed in", {
      meta: { session_id: session.id },
    })
  }
  if (user.locked) throw new FapiError(403, 'user_locked', 'Your account is locked')
  if (user.banned) throw new FapiError(403, 'user_banned', 'Your account is banned')
  return user
}

/** @throws FapiError 422 `form_password_incorrect` */
export function checkPassword(user: UserRecord, password: string): void {
  if (password !== user.password)
    throw formError(
      'form_password_incorrect',
      'password',
      'Password is incorrect. Try again, or use another method.',
    )
}

/** Starts a sign-in on a client, in place of the one there was. Without a user it still needs an identifier. */
export function startSignIn(box: Box, client: ClientRecord, user: UserRecord | undefined): SignInRecord {
  if (client.signInId) box.state.signIns.delete(client.signInId)
  const signIn: SignInRecord = {
    id: box.ids.newId('sia'),
    clientId: client.id,
    status: user ? 'needs_first_factor' : 'needs_identifier',
    identifier: user?.identifier ?? null,
    userId: user?.id,
    attempts: 0,
    createdSessionId: null,
    abandonAt: box.clock.now() + day,
  }
  box.state.signIns.set(signIn.id, signIn)
  client.signInId = signIn.id
  return signIn
}

/** Completes a sign-in: its user gets a session, and the client a new token. */
export function completeSignIn(box: Box, client: ClientRecord, signIn: SignInRecord, user: UserRecord): void {
  const session = startSession(box, client, user)
  client.lastAuthenticationStrategy = 'password'
  client.rotatingToken = box.ids.randomText(32)
  // A sign-in in one step had no attempt of its own.
  signIn.attempts ||= 1
  signIn.status = 'complete'
  signIn.createdSessionId = session.id
}
