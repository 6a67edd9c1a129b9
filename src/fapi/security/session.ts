import type { FapiContext } from '../http/env'
import { FapiError, notFound } from '../http/errors'
import { checkLive } from '../state/sessions'
import type { ClientRecord, SessionRecord } from '../state/state'
import { currentClient } from './caller'

interface Own {
  client: ClientRecord
  session: SessionRecord
}

/** The session of an id, whatever its status, if it is the caller's. @throws FapiError */
export function ownSession(c: FapiContext, id: string): Own {
  const client = currentClient(c)
  if (!client) throw nobody()
  const session = c.get('box').state.sessions.get(id)
  if (!session) throw notFound('Session')
  if (session.clientId !== client.id) {
    throw new FapiError(401, 'action_for_session_not_authorized', 'This session is not one of your client')
  }
  return { client, session }
}

/** The session of an id, if it is the caller's and signed in. @throws FapiError */
export function liveSession(c: FapiContext, id: string): Own {
  const own = ownSession(c, id)
  checkLive(c.get('box'), own.session)
  return own
}

/** The session that a call about the user itself is made with: the one that the query names, else the active one. @throws FapiError */
export function askingSession(c: FapiContext): SessionRecord {
  const id = c.get('query').get('_clerk_session_id') ?? currentClient(c)?.lastActiveSessionId ?? ''
  if (!c.get('box').state.sessions.has(id)) {
    throw nobody()
  }
  return liveSession(c, id).session
}

function nobody(): FapiError {
  return new FapiError(401, 'authentication_invalid', 'Nobody is signed in')
}
