import { environmentLines } from '../../environment'
import type { Fapi } from '../../handle'

/** How many requests the inspector shows. */
const shownRequests = 200

/** What the inspector shows, newest first. It holds no key, and no token but those that name the dev browsers. */
export function inspectorState(fapi: Fapi, url: string) {
  const { publishableKey, users, clients, sessions, devBrowsers, clock, log, emails, faults } = fapi
  return {
    lines: environmentLines({ publishableKey, secretKey: fapi.secretKey.replace(/[^_]+$/, '••••••••') }, url),
    /** How far the box's clock is ahead of the real one, in milliseconds. */
    ahead: clock.now() - Date.now(),
    users,
    clients: clients.toReversed(),
    sessions: sessions.toReversed(),
    devBrowsers: devBrowsers.toReversed(),
    faults: faults.map(({ path, times, ...fault }) => ({
      ...fault,
      path: path && String(path),
      times: Number.isFinite(times) ? times : null,
    })),
    emails: emails.entries.toReversed(),
    requests: log.entries.slice(-shownRequests).reverse(),
  }
}

export type InspectorState = ReturnType<typeof inspectorState>
