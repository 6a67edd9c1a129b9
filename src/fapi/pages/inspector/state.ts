import { environmentLines } from '../../environment'
import type { Fapi } from '../../handle'
import type { FapiEmail } from '../../messages'
import type { Webhooks } from '../control/webhooks'

/** How many requests the inspector shows. */
const shownRequests = 200
/** How many clients, and how many dev browsers: a box that tests have used for days has thousands. */
const shownHolders = 100

/** What the inspector shows, newest first. It holds no key, and no token but those that name the dev browsers. */
export function inspectorState(fapi: Fapi, webhooks: Webhooks | undefined, url: string) {
  const { publishableKey, users, clients, sessions, devBrowsers, clock, log, emails, texts, faults } = fapi
  const shown = clients
    .toReversed()
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, shownHolders)
  const ids = new Set(shown.map(({ id }) => id))
  return {
    lines: environmentLines({ publishableKey, secretKey: fapi.secretKey.replace(/[^_]+$/, '••••••••') }, url),
    /** How far the box's clock is ahead of the real one, in milliseconds. */
    ahead: clock.now() - Date.now(),
    users,
    clients: clients.filter(({ id }) => ids.has(id)).reverse(),
    sessions: sessions.filter(({ clientId }) => ids.has(clientId)).reverse(),
    devBrowsers: devBrowsers.slice(-shownHolders).reverse(),
    /** How many there are besides. */
    hidden: {
      clients: clients.length - shown.length,
      browsers: Math.max(0, devBrowsers.length - shownHolders),
    },
    faults: faults.map(({ path, times, ...fault }) => ({
      ...fault,
      path: path && String(path),
      times: Number.isFinite(times) ? times : null,
    })),
    /** E-mails and text messages. */
    messages: [...emails.entries, ...texts.entries].sort((a, b) => b.time - a.time) as FapiEmail[],
    /** Without their bodies, which may be large; undefined where no app is told of anything. */
    webhooks: webhooks?.deliveries.map(({ body: _, ...delivery }) => delivery).reverse(),
    requests: log.entries.slice(-shownRequests).reverse(),
  }
}

export type InspectorState = ReturnType<typeof inspectorState>
