import type { Frontdesk } from '../frontdesk'
import { fetchCached } from '../store/cache'
import { show } from '../store/store'
import { FrontdeskError, isFrontdeskError } from '../wire/errors'
import type { Client } from '../wire/resources/client'

/**
 * Tries at once to reach the Frontend API again, unless it said when (`Retry-After`).
 *
 * @returns the client, or `null` where there is none.
 * @throws FrontdeskError that says why it cannot be had.
 */
export async function retry(frontdesk: Frontdesk): Promise<Client | null> {
  const engine = frontdesk._internal
  const { ambient, base, loader } = engine
  if (loader.underWay()) loader.hurry()
  else {
    // Where a listener calls this, the query has yet to hear of the failure.
    await new Promise<void>((resolve) => ambient.timeout(resolve, 0))
    if (engine.client === undefined) show(engine, { status: 'loading', error: undefined })
  }
  // Through the query, whose observers show the failure: they are to show this try too.
  return fetchCached(engine).catch((cause) => {
    // TanStack Query's own word for a fetch that the last unmount ended.
    throw isFrontdeskError(cause) ? cause : new FrontdeskError('network_error', { about: base, cause })
  })
}
