import type { StoredValue } from '../host/storedValue'
import type { Client } from '../wire/resources/client'
import { isUsable, type Session } from '../wire/resources/session'

/** A pinned tab keeps its session until that ends, even over reloads. Others follow the client's last active one. */
export function pickSession(pin: StoredValue | undefined, client: Client | null): Session | undefined {
  const usable = client?.sessions.filter(isUsable) ?? []
  const find = (id: string | null | undefined) => usable.find((session) => session.id === id)
  const session = find(pin?.read()) ?? find(client?.lastActiveSessionId) ?? usable[0]
  if (session) pin?.write(session.id)
  return session
}
