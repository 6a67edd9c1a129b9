import type { FapiContext } from '../http/env'
import { cookieExpiresAt } from '../security/browser'
import { signedInSessions } from '../state/sessions'
import { openSignIn } from '../state/signIns'
import { openSignUp } from '../state/signUps'
import type { ClientRecord } from '../state/state'
import { serializeSession } from './session'
import { serializeSignIn } from './signIn'
import { serializeSignUp } from './signUp'

/** The Client as the wire has it: its signed-in sessions, each with a token ready for use. */
export async function serializeClient(c: FapiContext, client: ClientRecord) {
  const box = c.get('box')
  const sessions = signedInSessions(box, client)
  const signIn = openSignIn(box, client)
  const signUp = openSignUp(box, client)
  return {
    object: 'client',
    id: client.id,
    sessions: await Promise.all(sessions.map((session) => serializeSession(c, client, session))),
    sign_in: signIn ? serializeSignIn(box, signIn) : null,
    sign_up: signUp ? serializeSignUp(box, signUp) : null,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    cookie_expires_at: cookieExpiresAt(c),
    captcha_bypass: false,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}
