import type { StoredValue } from '../host/storedValue'
import type { Client } from '../wire/resources/client'
import { isUsable, type Session } from '../wire/resources/session'

/**
 * Chooses this tab's session. A pinned tab keeps the one it remembers whatever the others do, over reloads too;
 * only when that is over, the client's last active one takes its place, or the first. Without a `pin` a tab
 * follows: it always shows the client's last active session.
 */
export function pickSession(pin: StoredValue | undefined, client: Client | null): Session | undefined {
  const usable = client?.sessions.filter(isUsable) ?? []
  const find = (id: string | null | undefined) => usable.find((session) => session.id === id)
  const session = find(pin?.read()) ?? find(client?.lastActiveSessionId) ?? usable[0]
  if (session) pin?.write(session.id)
  return session
}
