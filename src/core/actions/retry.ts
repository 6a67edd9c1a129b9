import type { Frontdesk } from '../frontdesk'
import { fetchCached } from '../store/cache'
import { show } from '../store/store'
import { FrontdeskError, isFrontdeskError } from '../wire/errors'
import type { Client } from '../wire/resources/client'

/**
 * Retries the load at once, unless the Frontend API sent `Retry-After`.
 *
 * @returns the client, or `null` if there is none.
 * @throws FrontdeskError if the retry fails.
 */
export async function retry(frontdesk: Frontdesk): Promise<Client | null> {
  const engine = frontdesk._internal
  const { ambient, base, loader } = engine
  if (loader.underWay()) loader.hurry()
  else {
    // A listener may call this before the query knows of the failure. Wait for that.
    await new Promise<void>((resolve) => ambient.timeout(resolve, 0))
    if (engine.shown.connection.status === 'error') show(engine, { status: 'loading', error: undefined })
  }
  // Load through the query, so that its observers see the retry.
  return fetchCached(engine).catch((cause) => {
    // TanStack Query throws its own error if the last unmount cancels the fetch.
    throw isFrontdeskError(cause) ? cause : new FrontdeskError('network_error', { about: base, cause })
  })
}
