import type { Internals } from '../internals'

const eightDays = 8 * 24 * 60 * 60 * 1000

/** Whether the browser is about to drop the client's cookie. */
export function isTouchDue({ ambient, client }: Internals): boolean {
  const expiresAt = client?.cookieExpiresAt
  return typeof expiresAt === 'number' && expiresAt - ambient.now() <= eightDays
}

/** Calls `listener` when that may have changed: with an answer, and with the time that has passed when the page is come back to. */
export function watchTouchDue({ hooks }: Internals, listener: () => void): () => void {
  const sources = [hooks.sessions, hooks.wake]
  for (const source of sources) source.add(listener)
  return () => {
    for (const source of sources) source.delete(listener)
  }
}
