import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'
import { lockedFor } from './locks'
import { isSignedIn, signedInSessions } from './sessions'
import type { ClientRecord, SessionRecord, SignInRecord, UserRecord } from './state'
import { type Stranger, strangerOf } from './strangers'
import { findUser } from './users'
import type { Verification } from './verifications'

const day = 24 * 60 * 60 * 1000

/** The sessions of a client that may get one more. @throws FapiError where one is all it may have, or somebody acts as another */
export function checkRoom(box: Box, client: ClientRecord | undefined): SessionRecord[] {
  const sessions = client ? signedInSessions(box, client) : []
  if (sessions.some(({ actor }) => actor)) {
    throw new FapiError(409, 'session_creation_not_allowed', 'You act as somebody else: sign out first')
  }
  if (box.options.singleSessionMode && sessions.length > 0) {
    throw new FapiError(400, 'session_exists', "You're already signed in", {
      longMessage: 'Sign out first: this instance allows one session at a time.',
    })
  }
  return sessions
}

/** Finds who wants to sign in, and whether they may. @param stranger - for whom nobody is taken, if anybody @throws FapiError */
export function identifyUser(
  box: Box,
  client: ClientRecord | undefined,
  identifier: string,
  stranger?: Stranger,
): UserRecord {
  checkRoom(box, client)
  const user = findUser(box.state.users, identifier)
  if (!user && stranger) return strangerOf({ id: '', identifier })
  if (!user) throw formError('form_identifier_not_found', 'identifier', "Couldn't find your account")
  checkUser(box, client, user)
  return user
}

/** Whether a user may sign in on a client. @throws FapiError */
export function checkUser(box: Box, client: ClientRecord | undefined, user: UserRecord): void {
  const session = checkRoom(box, client).find(({ userId }) => userId === user.id)
  if (session) {
    throw new FapiError(400, 'identifier_already_signed_in', "You're already signed in", {
      meta: { session_id: session.id },
    })
  }
  checkUnlocked(box, user)
  if (user.banned) throw new FapiError(403, 'user_banned', 'Your account is banned')
}

/** @throws FapiError 403 for a user who is locked out */
export function checkUnlocked(box: Box, user: UserRecord): void {
  const seconds = lockedFor(box, user)
  if (seconds === undefined) return
  throw new FapiError(403, 'user_locked', 'Your account is locked', {
    meta: { lockout_expires_in_seconds: seconds },
  })
}

/** Starts a sign-in on a client, in place of the one there was. Without a user it still needs an identifier. */
export function startSignIn(
  box: Box,
  client: ClientRecord,
  user: UserRecord | undefined,
  begun: {
    identifier?: string | undefined
    locale?: string | undefined
    stranger?: Stranger | undefined
    verification?: Verification | undefined
  },
): SignInRecord {
  if (client.signInId) {
    box.state.signIns.delete(client.signInId)
    client.replacedSignInId = client.signInId
  }
  const signIn: SignInRecord = {
    id: box.ids.newId('sia'),
    clientId: client.id,
    status: user ? 'needs_first_factor' : 'needs_identifier',
    identifier: begun.identifier ?? null,
    locale: begun.locale,
    userId: user?.id || undefined,
    stranger: user && !user.id ? begun.stranger : undefined,
    verification: begun.verification,
    createdSessionId: null,
    abandonAt: box.clock.now() + day,
  }
  box.state.signIns.set(signIn.id, signIn)
  client.signInId = signIn.id
  return signIn
}

/** What is being verified, in one way or several. */
type Verifying = Pick<SignInRecord, 'verification' | 'otherVerifications'>

/** What was begun with a strategy: the code that was sent stays good while a password is tried. */
export function begunVerification(signIn: Verifying, strategy: string): Verification | undefined {
  const { verification, otherVerifications = [] } = signIn
  return [verification, ...otherVerifications].find((begun) => begun?.strategy === strategy)
}

/** Goes on with a verification, in place of what was begun with its strategy before. */
export function setVerification(signIn: Verifying, verification: Verification): void {
  const begun = [signIn.verification, ...(signIn.otherVerifications ?? [])]
  signIn.otherVerifications = begun
    .filter((other) => other !== undefined)
    .filter(({ strategy }) => strategy !== verification.strategy)
  signIn.verification = verification
}

/** The sign-in that a client shows: one under way, or one that was completed elsewhere, while its session goes on. */
export function openSignIn(box: Box, client: ClientRecord): SignInRecord | undefined {
  const signIn = box.state.signIns.get(client.signInId ?? '')
  if (!signIn || signIn.abandonAt <= box.clock.now()) return undefined
  return signIn.status !== 'complete' || isKept(box, signIn) ? signIn : undefined
}

/** Whether an attempt that is complete stays on its client, so that who waits for it there finds it. */
export function isKept(
  { state }: Box,
  { isKept, createdSessionId }: Pick<SignInRecord, 'isKept' | 'createdSessionId'>,
): boolean {
  const session = state.sessions.get(createdSessionId ?? '')
  return isKept === true && session !== undefined && isSignedIn(session)
}
