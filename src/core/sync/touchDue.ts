import type { Internals } from '../internals'

const eightDays = 8 * 24 * 60 * 60 * 1000

/** Whether the browser is about to drop the client's cookie. */
export function isTouchDue({ ambient, client }: Internals): boolean {
  const expiresAt = client?.cookieExpiresAt
  return typeof expiresAt === 'number' && expiresAt - ambient.now() <= eightDays
}
