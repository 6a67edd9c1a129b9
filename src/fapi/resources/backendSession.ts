import type { SessionRecord } from '../state/state'
import { serializeSessionActivity } from './activity'

/** A Session as servers see it. */
export function serializeBackendSession(session: SessionRecord) {
  return { ...serializeSessionActivity(session), client_id: session.clientId, user_id: session.userId }
}
