import type { Frontdesk } from '../frontdesk'
import { perHandle } from '../host/perHandle'
import { memory } from '../store/memory'
import { reset } from '../store/store'
import type { Client } from '../wire/resources/client'
import { retry } from './retry'

/**
 * Forgets the client and its stored token, then loads anew. Use it after `client_token_rejected`, and after
 * `client_not_kept` once the cause is fixed.
 *
 * @returns the new client, or `null` if there is none.
 * @throws FrontdeskError if the load fails.
 */
export async function resetClient(frontdesk: Frontdesk): Promise<Client | null> {
  const engine = frontdesk._internal
  const { created, loader, scheme } = engine
  await scheme.forget?.(engine)
  created.write()
  perHandle(engine, memory).forget?.()
  reset(engine)
  await loader.underWay()
  return retry(frontdesk)
}
