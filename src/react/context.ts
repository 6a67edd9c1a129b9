import { createContext, useContext } from 'react'
import type { Frontdesk } from '../core/frontdesk'
import type { Seed } from '../core/store/seed'
import { FrontdeskError } from '../core/wire/errors'

export const FrontdeskContext = createContext<Frontdesk | undefined>(undefined)

/** What a server knew: for this part of the tree, since a server renders each part with a handle of its own. */
export const SeedContext = createContext<Seed | undefined>(undefined)

/**
 * The handle of the nearest `<ClientProvider>`: for the actions of `frontdesk/core`, e.g. `request(frontdesk, 'GET', '/me')`.
 *
 * @throws FrontdeskError `provider_missing`.
 */
export function useFrontdesk(): Frontdesk {
  const frontdesk = useContext(FrontdeskContext)
  if (frontdesk) return frontdesk
  throw new FrontdeskError('provider_missing')
}
