import type { Store } from '../store/store'

const eightDays = 691_200_000

/** Whether the browser is about to drop the client's cookie. */
export function isTouchDue({ ambient, client }: Store): boolean {
  const expiresAt = client?.cookieExpiresAt
  return typeof expiresAt === 'number' && expiresAt - ambient.now() <= eightDays
}
