import type { FapiContext } from '../http/env'
import type { SessionRecord, UserRecord } from '../state/state'
import { askingSession } from './session'

/** Who makes a call about themselves, and with which session. @throws FapiError */
export function asking(c: FapiContext): { session: SessionRecord; user: UserRecord } {
  const session = askingSession(c)
  return { session, user: c.get('box').state.users.get(session.userId)! }
}
