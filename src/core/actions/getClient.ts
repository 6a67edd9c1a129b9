import type { Frontdesk } from '../frontdesk'
import type { Client } from '../wire/resources/client'

/**
 * Loads or refetches the client: `GET /v1/client`. The first load may create it, see the option `bootstrap`.
 * Concurrent calls share one request.
 *
 * @returns the client, or `null` if there is none.
 * @throws FrontdeskError after a few retries, or at once if they cannot help.
 */
export async function getClient(frontdesk: Frontdesk): Promise<Client | null> {
  return frontdesk._internal.loader.load()
}
