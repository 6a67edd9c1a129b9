import type { Ambient } from '../ambient'
import type { Client } from '../resources/client'
import { isUsable, type Session } from '../resources/session'

export interface TabSession {
  /** This tab's session on that client. Where it is over, the client's last active one takes its place, or the first. */
  pick(client: Client | null): Session | undefined
  /** Makes a session this tab's own, over reloads. Shown from the next `show()` on. */
  pin(sessionId: string): void
}

/** A pinned tab keeps its session whatever the others do; a following one shows the client's last active session. */
export function createTabSession({ tabStorage }: Ambient, scope: string, follow: boolean): TabSession {
  const key = `frontdesk:${scope}:session`
  let pinned = follow ? undefined : read()

  function read(): string | undefined {
    try {
      return tabStorage?.getItem(key) ?? undefined
    } catch {
      return undefined
    }
  }

  function pin(sessionId: string) {
    if (follow || sessionId === pinned) return
    pinned = sessionId
    try {
      tabStorage?.setItem(key, sessionId)
    } catch {
      // Full or forbidden: the tab then chooses anew at its next load.
    }
  }

  return {
    pin,
    pick(client) {
      const usable = client?.sessions.filter(isUsable) ?? []
      const find = (id: string | null | undefined) => usable.find((session) => session.id === id)
      const session = find(pinned) ?? find(client?.lastActiveSessionId) ?? usable[0]
      if (session) pin(session.id)
      return session
    },
  }
}
