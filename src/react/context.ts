import { createContext, useContext } from 'react'
import type { Frontdesk } from '../core/frontdesk'
import { FrontdeskError } from '../core/wire/errors'

export const FrontdeskContext = createContext<Frontdesk | undefined>(undefined)

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
