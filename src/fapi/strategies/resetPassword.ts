import type { FapiContext } from '../http/env'
import { checkPassword } from '../state/passwords'
import { revokeSession, sessionsOf } from '../state/sessions'
import type { ClientRecord, SignInRecord, UserRecord } from '../state/state'
import { finishTask } from '../state/tasks'
import { askMore } from './goOn'
import { readProof } from './steps'

/** Gives a user who has proved to be one the password in the form, and goes on signing in. @throws FapiError */
export function resetPassword(
  c: FapiContext,
  { client, signIn, user }: { client: ClientRecord; signIn: SignInRecord; user: UserRecord },
): void {
  const box = c.get('box')
  user.password = checkPassword(box, readProof(c, 'password'), user)
  user.updatedAt = box.clock.now()
  finishTask(box, user, 'reset-password')
  if (c.get('form').get('sign_out_of_other_sessions') === 'true') {
    for (const session of sessionsOf(box, user)) revokeSession(box, session)
  }
  askMore(c, client, signIn, user)
}
