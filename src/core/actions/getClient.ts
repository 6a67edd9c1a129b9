import type { Frontdesk } from '../frontdesk'
import type { Client } from '../wire/resources/client'

/**
 * Loads the client, or asks for it again: `GET /v1/client`. The first time it is created where the handle's
 * `bootstrap` says so. Calls at the same time share one request.
 *
 * @returns the client, or `null` where there is none.
 * @throws FrontdeskError after a few retries where trying again can help, at once where not.
 */
export async function getClient(frontdesk: Frontdesk): Promise<Client | null> {
  return frontdesk._internal.loader.load()
}
