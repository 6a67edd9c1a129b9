import { send, settle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { unwrap } from '../wire/envelope'
import { type Client, readClient } from '../wire/resources/client'

/** Parameters of `createClient()`. */
export interface CreateClientParameters {
  /** The HTTP method. Both do the same. Default: `POST`. */
  method?: 'POST' | 'PUT' | undefined
}

/**
 * Creates the client: `POST /v1/client`, or `PUT`. Signing in does this by itself. If there already is a client,
 * the Frontend API decides what happens.
 *
 * @throws FrontdeskError
 */
export async function createClient(
  frontdesk: Frontdesk,
  { method = 'POST' }: CreateClientParameters = {},
): Promise<Client | null> {
  const engine = frontdesk._internal
  const answer = await send(engine, { method, path: '/client' })
  const created = answer.error ? undefined : unwrap(answer.json)
  settle(engine, answer, created)
  // It does not ride along: it is the result.
  if (created) readClient(created, engine)
  return engine.client ?? null
}
