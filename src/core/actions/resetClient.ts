import { reset } from '../clients'
import type { Client } from '../resources/client'
import type { Frontdesk } from '../types'
import { retry } from './retry'

/**
 * Forgets the client token that this device stored, and everything known of the client; then starts anew. The
 * way out of `client_token_rejected`, and of `client_not_kept` once its cause is mended.
 *
 * @returns the new client, or `null` where there is none.
 * @throws FrontdeskError that says why it cannot be had.
 */
export async function resetClient(frontdesk: Frontdesk): Promise<Client | null> {
  const internals = frontdesk._internal
  const { created, loader, scheme } = internals
  await scheme.forget?.()
  created.write()
  reset(internals)
  await loader.settled()
  return retry(frontdesk)
}
