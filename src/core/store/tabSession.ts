import type { StoredValue } from '../host/storedValue'
import type { Client } from '../wire/resources/client'
import { isUsable, type Session } from '../wire/resources/session'
import type { Store } from './store'

/** Stands for the last active session while a tab is on a hosted page that `redirectToSignIn()` sent it to. */
export const away = '-'

/** Who comes back from a hosted page is who was chosen there. Call it before the store knows the client. */
export function welcome(
  { ambient, base, client: known, lastActive, page, pin, portal }: Store,
  client: Client | null,
): void {
  if (!lastActive) return
  const before = lastActive.read()
  const active = client?.lastActiveSessionId ?? ''
  if (known === undefined && page.session === undefined) {
    const from = ambient.page?.cameFrom?.()
    // Of a proxy on `/` any page of the app would be.
    const isFrom = (url: string) => from?.startsWith(`${url}/`) && url !== new URL(ambient.page!.url()).origin
    if (from !== undefined && (before === away || (before !== active && [base, portal].some(isFrom))))
      pin.write(active)
  } else if (before === away) return
  lastActive.write(active)
}

/**
 * A pinned tab keeps its session until that ends, even over reloads. Others follow the client's last active one.
 *
 * @param ended - the sessions that the next answer may bring back. The tab remembers its own beside the one shown.
 * @param isBehind - whether the pin may name a session that the client does not have yet.
 */
export function pickSession(
  pin: StoredValue | undefined,
  client: Client | null,
  ended: Pick<Store['ended'], 'has'>,
  isBehind = false,
): Session | undefined {
  const usable = client?.sessions.filter(isUsable) ?? []
  const find = (id: string | null | undefined) => usable.find((session) => session.id === id)
  const [own = '', other] = pin?.read().split(' ') ?? []
  const session = find(own) ?? find(other) ?? find(client?.lastActiveSessionId) ?? usable[0]
  if (session && !isBehind)
    pin?.write(session.id !== own && ended.has(own) ? `${own} ${session.id}` : session.id)
  return session
}
