import { send, settle } from '../mutations'
import type { Client } from '../resources/client'
import { unwrap } from '../transport/envelope'
import type { Frontdesk } from '../types'

/** How to create the client. */
export interface CreateClientParameters {
  /** The verb: both do the same. Default: `POST`. */
  method?: 'POST' | 'PUT' | undefined
}

/**
 * Creates the client: `POST /v1/client`, or `PUT`. Where there is one already, the Frontend API decides what
 * that means. Signing in does this by itself.
 *
 * @throws FrontdeskError
 */
export async function createClient(
  frontdesk: Frontdesk,
  { method = 'POST' }: CreateClientParameters = {},
): Promise<Client | null> {
  const internals = frontdesk._internal
  const answer = await send(internals, { method, path: '/client' })
  settle(internals, answer, answer.error ? undefined : unwrap(answer.json))
  return internals.client ?? null
}
