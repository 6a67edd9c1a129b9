import type { Frontdesk } from '../frontdesk'
import { reset } from '../store/store'
import type { Client } from '../wire/resources/client'
import { retry } from './retry'

/**
 * Forgets the client token that this device stored, and everything known of the client; then starts anew. The
 * way out of `client_token_rejected`, and of `client_not_kept` once its cause is mended.
 *
 * @returns the new client, or `null` where there is none.
 * @throws FrontdeskError that says why it cannot be had.
 */
export async function resetClient(frontdesk: Frontdesk): Promise<Client | null> {
  const engine = frontdesk._internal
  const { created, loader, scheme } = engine
  await scheme.forget?.(engine)
  created.write()
  reset(engine)
  await loader.underWay()
  return retry(frontdesk)
}
